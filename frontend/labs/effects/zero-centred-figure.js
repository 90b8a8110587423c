/** Zero-centred outputs (§2.1.1): where the inputs of a neuron are all positive, gradient descent zig-zags. */

import { Figure } from "../../components/figure.js";
import { Problem, Waiting } from "../../components/words.js";
import { nameOf } from "../../lib/activation-names.js";
import { html } from "../../lib/html.js";
import { percent, significant } from "../../lib/numbers.js";
import { ticks } from "../../lib/ticks.js";
import { chosenIn, Functions, SETTINGS, Settings, valuesIn } from "./settings.js";
import { colourOf, useMeasured } from "./use-measured.js";

const ALL = ["sigmoid", "tanh", "softplus", "relu", "arctan", "swish"];
const USUAL = ["sigmoid", "tanh"];
const SIZE = 320;
const MARGIN = 40;

/** The range of both axes, which holds every path. @param {number[][]} points @returns {[number, number]} */
export function reach(points) {
  const values = points.flat();
  const [low, high] = [Math.min(-1.2, ...values), Math.max(1.2, ...values)];
  return [low, high];
}

/** @typedef {{path: [number, number][], same_sign: number, opposite_sign: number, detour: number|null}} Descent */

/** @param {Descent} found */
const lengthOf = ({ detour }) =>
  detour === null
    ? "the distance to the minimum never decreased"
    : `the path was ${significant(detour, 3)} times as long as a straight line`;

/** @param {Descent} found */
function directionsOf({ same_sign, opposite_sign }) {
  const neither = 1 - same_sign - opposite_sign;
  const rest = neither > 1e-9 ? `, and in ${percent(neither)} at least one did not change` : "";
  const same = `both weights changed in the same direction in ${percent(same_sign)} of the steps`;
  return `${same}, in opposite directions in ${percent(opposite_sign)}${rest}`;
}

/**
 * In how many of the steps the two weights changed in opposite directions, function by function.
 * @param {{id: string, found: Descent}[]} runs
 */
export function oppositeOf(runs) {
  const none = runs.filter(({ found }) => found.opposite_sign === 0).map(({ id }) => nameOf(id));
  const some = runs.filter(({ found }) => found.opposite_sign > 0);
  const shares = some.map(({ id, found }) => `${percent(found.opposite_sign)} of the steps with ${nameOf(id)}`);
  const never = none.length ? ` Here no step changed both in opposite directions with ${none.join(", ")}.` : "";
  return `${never}${shares.length ? ` They changed in opposite directions in ${shares.join(", in ")}.` : ""}`;
}

/** What the runs have in common. @param {{runs: {id: string, found: Descent}[]}} props */
const Finding = ({ runs }) =>
  html`<p class="effect-finding">
    The outputs of sigmoid are not zero-centred but all positive. In the next layer the gradients of all weights of a neuron then have
    the same sign: both weights increase or both decrease, and gradient descent zig-zags towards the minimum.
    ${" "}${oppositeOf(runs)}
  </p>`;

/** @param {{id: string, found: Descent, ends: [number, number], colour: string}} props */
function WeightPath({ id, found, ends: [low, high], colour }) {
  const scale = (/** @type {number} */ value) => ((value - low) / (high - low)) * (SIZE - MARGIN - 8);
  const x = (/** @type {number} */ value) => MARGIN + scale(value);
  const y = (/** @type {number} */ value) => SIZE - MARGIN - scale(value);
  const { path } = found;
  const [start, end] = [path[0], path[path.length - 1]];
  const name = nameOf(id);
  return html`<figure>
    <svg class="plot" viewBox=${`0 0 ${SIZE} ${SIZE}`} role="img"
      aria-label=${`${name}: path of two weights in ${path.length - 1} steps of gradient descent`}
    >
      ${ticks(low, high, 4).map(
        (value) => html`<g key=${value}>
          <line class=${value === 0 ? "zero" : "grid"} x1=${MARGIN} x2=${SIZE - 8} y1=${y(value)} y2=${y(value)} />
          <line class=${value === 0 ? "zero" : "grid"} y1=${8} y2=${SIZE - MARGIN} x1=${x(value)} x2=${x(value)} />
          <text x=${MARGIN - 6} y=${y(value)} text-anchor="end" dominant-baseline="central">${significant(value)}</text>
          <text x=${x(value)} y=${SIZE - MARGIN + 16} text-anchor="middle">${significant(value)}</text>
        </g>`,
      )}
      <path class="line" style=${`stroke: var(${colour})`}
        d=${`M${path.map(([a, b]) => `${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("L")}`} />
      <circle cx=${x(start[0])} cy=${y(start[1])} r="5" style=${`fill: var(--paper); stroke: var(${colour}); stroke-width: 2`} />
      <circle cx=${x(end[0])} cy=${y(end[1])} r="5" style=${`fill: var(${colour})`} />
      <text x=${(SIZE + MARGIN) / 2} y=${SIZE - 4} text-anchor="middle">w₁</text>
      <text x="2" y="14">w₂</text>
    </svg>
    <figcaption class="caption">
      <strong>${name}</strong>: ${directionsOf(found)}; ${lengthOf(found)}.
    </figcaption>
  </figure>`;
}

/** @param {{query: Record<string, string>}} props */
export function ZeroCentredFigure({ query }) {
  const chosen = chosenIn(query, "zig", ALL, USUAL);
  const values = valuesIn(SETTINGS.zig, query);
  const answer = useMeasured("zig-zag", chosen, values);
  const runs = answer.data ?? [];
  const ends = reach(runs.flatMap(({ found }) => found.path));
  return html`<${Figure} number="3" title="Zero-centred outputs"
    tools=${html`<${Functions} name="zig" label="Activation functions of the inputs" all=${ALL} chosen=${chosen} usual=${USUAL} />`}
  >
    <${Finding} runs=${runs} />
    ${!answer.data && !answer.error && html`<${Waiting}>Running gradient descent<//>`}
    <div class="weight-paths">
      ${runs.map(({ id, found }) => html`<${WeightPath} key=${id} id=${id} found=${found} ends=${ends} colour=${colourOf(ALL, id)} />`)}
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${Settings} fields=${SETTINGS.zig} values=${values} error=${answer.error} />
    <p class="caption">
      Measured: one neuron with two inputs f(u), u random; stochastic gradient descent on the squared error with batch size 1. Ring: start.
      Dot: end. The minimum is at (1, −1).
    </p>
  <//>`;
}
