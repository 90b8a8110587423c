/** Cross-entropy and mean squared error as surfaces over two weights: which of them is convex (§3.1). */

import { ask } from "../../api.js";
import { LinePlot } from "../../charts/line-plot.js";
import { Figure } from "../../components/figure.js";
import { Formula } from "../../components/formula.js";
import { Erratum } from "../../components/lab.js";
import { MapCanvas } from "../../components/map-canvas.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { integer, significant } from "../../lib/numbers.js";
import { upright } from "../../lib/plane.js";
import { wordIn } from "../../lib/query.js";
import { patchQuery } from "../../state.js";

/** @typedef {import("../../lib/api-types.js").CostSurfaceAnswer} Surface */

const MODELS = /** @type {const} */ (["neuron", "hidden"]);
const TITLES = { neuron: "one sigmoid neuron", hidden: "with a hidden neuron" };
const COSTS = /** @type {const} */ (["cross_entropy", "mse"]);
const NAMES = { cross_entropy: "Cross-entropy", mse: "Mean squared error" };
/** Rounding of the differences that the Hessian is computed with. */
const MIN_EIGENVALUE = -1e-7;

/** @param {Surface} surface */
const isConvex = ({ min_eigenvalue, excess }) => min_eigenvalue >= MIN_EIGENVALUE && excess <= 0;

/** @param {number[]} weights */
const pair = (weights) => `(${weights.map((w) => significant(w, 3)).join(", ")})`;

/** What was measured, in words. @param {{name: string, surface: Surface}} props */
function Evidence({ name, surface }) {
  const ends = `${pair(surface.from_weights)} to ${pair(surface.to_weights)}`;
  return html`<figcaption class="caption">
  <strong>${name}: ${isConvex(surface) ? "convex" : "not convex"}.</strong> Least eigenvalue of the Hessian on the grid:
  ${` ${significant(surface.min_eigenvalue, 3)}`} at ${pair(surface.at)} (ring). ${
    isConvex(surface)
      ? `None of ${integer(surface.chords)} random chords lies below J.`
      : `J lies up to ${significant(surface.excess, 3)} above the chord from ${ends} (line).`
  }
</figcaption>`;
}

/** @param {{name: string, surface: Surface}} props */
function SurfaceMap({ name, surface }) {
  const { values, axis, at, from_weights, to_weights } = surface;
  const side = axis.length;
  const highest = Math.max(...values.flat());
  const reach = axis[side - 1];
  const x = (/** @type {number} */ w) => (100 * (w + reach)) / (2 * reach);
  const y = (/** @type {number} */ w) => 100 - x(w);
  const [[x1, y1], [x2, y2]] = [from_weights, to_weights];
  return html`<figure>
    <div class="cost-map">
      <${MapCanvas} values=${upright(values)} width=${side} height=${side} limit=${highest} />
      <svg viewBox="0 0 100 100" role="img"
        aria-label=${`${name} over w1 and w2 from ${-reach} to ${reach}: ${isConvex(surface) ? "convex" : "not convex"}`}
      >
        ${!isConvex(surface) && html`<line x1=${x(x1)} y1=${y(y1)} x2=${x(x2)} y2=${y(y2)} />`}
        <circle cx=${x(at[0])} cy=${y(at[1])} r="2.5" />
      </svg>
    </div>
    <${Evidence} name=${name} surface=${surface} />
  </figure>`;
}

/** J along the chord that it exceeds most, and the chord. @param {{surface: Surface, name: string}} props */
function Chord({ surface: { along }, name }) {
  const t = along.map((_, i) => i / (along.length - 1));
  const chord = t.map((at) => along[0] + at * (along[along.length - 1] - along[0]));
  return html`<${LinePlot} title=${`${name} along its chord`} xLabel="from end to end" height=${220} file="chord" lines=${[
    { name: "J", x: t, y: along, colour: "--curve-1" },
    { name: "chord", x: t, y: chord, colour: "--curve-2", dashed: true },
  ]} />`;
}

/** Of the first cost that is not convex. @param {Surface[]} surfaces */
function chordOf(surfaces) {
  const i = Math.max(
    0,
    surfaces.findIndex((surface) => !isConvex(surface)),
  );
  return { surface: surfaces[i], name: NAMES[COSTS[i]] };
}

/** @param {{query: Record<string, string>}} props */
export function Convexity({ query }) {
  const model = wordIn(query, "model", MODELS);
  /** @returns {Promise<Surface[]>} */
  const load = () => Promise.all(COSTS.map((cost) => ask(`/cost/surface?model=${model}&cost=${cost}`)));
  const answer = useAnswer(model, load, model);
  return html`<${Figure} title="Is the cost convex?"
    tools=${html`<div class="choices" role="group" aria-label="Model">
      ${MODELS.map(
        (word) => html`<button key=${word} class="choice" aria-pressed=${word === model}
          onClick=${() => patchQuery({ model: word === MODELS[0] ? null : word })}>${TITLES[word]}</button>`,
      )}
    </div>`}
  >
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    ${!answer.data && !answer.error && html`<${Waiting}>Computing the surfaces<//>`}
    ${
      answer.data &&
      html`<div>
        <${Formula} tex=${answer.data[0].equation} plain=${answer.data[0].title} />
        <p class="caption">Each surface from above, over w₁ and w₂: the bluer, the higher the cost.</p>
        <div class="cost-maps">
          ${answer.data.map((surface, i) => html`<${SurfaceMap} key=${COSTS[i]} name=${NAMES[COSTS[i]]} surface=${surface} />`)}
        </div>
        <${Chord} ...${chordOf(answer.data)} />
      </div>`
    }
    <${Erratum}>
      §3.1 does not use the mean squared error “due to its non-convex nature”. For one sigmoid neuron this is so: cross-entropy is convex,
      the squared error is not. But in a network with a hidden layer cross-entropy is not convex either. What speaks for cross-entropy
      there is its gradient at the output, ŷ − y, which does not vanish where the neuron saturates.
    <//>
  <//>`;
}
