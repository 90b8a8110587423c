/** Optimizers (§4.3.1): their paths on a loss surface from the same start, and the trace of every step. */

import { ask } from "../../api.js";
import { LinePlot } from "../../charts/line-plot.js";
import { useLoaded } from "../../components/hooks.js";
import { Erratum, Lab } from "../../components/lab.js";
import { NumberRow } from "../../components/number-field.js";
import { Player } from "../../components/player.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer } from "../../components/use-answer.js";
import { later, Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { significant } from "../../lib/numbers.js";
import { namedIn, numberIn, numbersIn, wordsIn } from "../../lib/query.js";
import { numberField } from "../../lib/schema.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { StepTrace } from "./step-trace.js";
import { SurfaceMap } from "./surface-map.js";
import { TrainingComparison } from "./training-comparison.js";

addStylesheet("/labs/optimizers/optimizers.css");

/** @typedef {{name: string, symbol: string, default: number, minimum: number, maximum: number}} Parameter */
/** @typedef {{id: string, title: string, equations: string[], parameters: Parameter[]}} Optimizer */
/** @typedef {import("./surface-map.js").Pair} Pair */
/** @typedef {import("./surface-map.js").Surface} Surface */
/** @typedef {{id: string, title: string, start: Pair}} SurfaceRow */
/**
 * @typedef {{optimizer: string, points: Pair[], losses: number[], diverged_at: number|null, traces: Record<string, number[]>[],
 *   as_printed?: (number[][]|null)[]}} Path
 */

const STEPS = 200;
const PLAY_MS = 40;
const LINE_STYLES = /** @type {const} */ ([
  ["--curve-1", "16 4"],
  ["--curve-2", "8 4"],
  ["--curve-3", "2 4"],
  ["--curve-4", "10 3 2 3"],
  ["--curve-5", "5 3"],
  ["--curve-6", ""],
  ["--ink", "3 3"],
]);
/**
 * Learning rates that suit each surface: of optimizers that scale with the gradient, of those that divide by its root mean square, of
 * AdaGrad.
 */
const RATES = /** @type {Record<string, [number, number, number]>} */ ({
  himmelblau: [0.004, 0.12, 0.8],
  rosenbrock: [0.0005, 0.05, 0.5],
  beale: [0.004, 0.08, 0.5],
  saddle: [0.02, 0.05, 0.3],
  ravine: [0.15, 0.25, 1.5],
});
const SCALE_WITH_GRADIENT = ["sgd", "momentum", "nesterov"];

/** @param {string} surface @param {string} id */
const rateOf = (surface, id) => (RATES[surface] ?? RATES.himmelblau)[SCALE_WITH_GRADIENT.includes(id) ? 0 : id === "adagrad" ? 2 : 1];

/**
 * The parameters of an optimizer from the address: `adam.beta_1=0.8`.
 * @param {Record<string, string>} query
 * @param {Optimizer} optimizer
 * @param {string} surface
 */
function parametersOf(query, { id, parameters }, surface) {
  return Object.fromEntries(
    parameters.map(({ name, default: preset, minimum, maximum }) => [
      name,
      numberIn(query, `${id}.${name}`, name === "learning_rate" ? rateOf(surface, id) : preset, { minimum, maximum }),
    ]),
  );
}

/** @param {{optimizers: Optimizer[], hidden: string[], chosen: string, paths: Path[], step: number}} props */
function OptimizerList({ optimizers, hidden, chosen, paths, step }) {
  const toggle = (/** @type {string} */ id) => {
    const next = hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id];
    if (next.length < optimizers.length) patchQuery({ without: next.join(",") || null });
  };
  return html`<ul class="optimizer-list">${optimizers.map(({ id, title }, i) => {
    const path = paths.find(({ optimizer }) => optimizer === id);
    const diverged = path && path.diverged_at !== null && step >= path.diverged_at;
    const loss = path && significant(path.losses[Math.min(step, path.losses.length - 1)], 3);
    return html`<li key=${id} data-symbol=${id}>
      <input type="checkbox" checked=${!hidden.includes(id)} aria-label=${`Compare ${title}`} onChange=${() => toggle(id)} />
      <svg width="30" height="10" aria-hidden="true">
        <line x1="1" x2="29" y1="5" y2="5" stroke-width="3" style=${`stroke: var(${LINE_STYLES[i % 7][0]})`}
          stroke-dasharray=${LINE_STYLES[i % 7][1] || undefined} />
      </svg>
      <button class="choice" aria-pressed=${id === chosen} onClick=${() => patchQuery({ optimizer: id })}>${title}</button>
      <span class="soft small">${diverged ? `diverged at step ${path.diverged_at}` : loss}</span>
    </li>`;
  })}</ul>`;
}

/** @param {{optimizer: Optimizer, values: Record<string, number>}} props */
const ParameterFields = ({ optimizer, values }) =>
  html`<div class="parameters">
    <h3>${optimizer.title}</h3>
    ${optimizer.parameters.map(({ name, symbol, default: preset, minimum, maximum }) => {
      const words = name.replaceAll("_", " ");
      const field = numberField(`${optimizer.id}-${name}`, `${symbol} ${words}`, minimum, maximum, { default: preset });
      return html`<${NumberRow} key=${field.name} class="" field=${field} value=${values[name]}
          change=${(/** @type {number} */ next) => patchQuery({ [`${optimizer.id}.${name}`]: next })}
        >
          ${symbol} <span class="soft small">${words}</span>
        <//>`;
    })}
  </div>`;

/**
 * The comparison in the address, as the body of `POST /optimizers/compare`.
 * @param {Optimizer[]} optimizers
 * @param {SurfaceRow[]} surfaces
 * @param {Record<string, string>} query
 */
function comparisonOf(optimizers, surfaces, query) {
  const row = namedIn(query, "surface", surfaces, "himmelblau");
  const start = /** @type {Pair} */ (numbersIn(query, "start", row.start, { shortest: 2, longest: 2 }));
  const hidden = wordsIn(
    query,
    "without",
    optimizers.map(({ id }) => id),
  );
  const runs = optimizers
    .filter(({ id }) => !hidden.includes(id))
    .map((one) => ({ optimizer: one.id, parameters: parametersOf(query, one, row.id) }));
  return { row, hidden, body: { surface: row.id, start, runs, steps: STEPS } };
}

/** @typedef {ReturnType<typeof comparisonOf>["body"]} Body */

/** @param {string} id @returns {Promise<Surface>} */
const surfaceOf = (id) => ask(`/surfaces/${id}?points=140`);

/** @param {Body} body @returns {Promise<{surface: string, paths: Path[], runs: Body["runs"]}>} `runs`: those of the request */
const compare = async (body) => ({ ...(await ask("/optimizers/compare", body)), runs: body.runs });

/** The paths with their titles and line styles. @param {Path[]} paths @param {Optimizer[]} optimizers */
const drawnOf = (paths, optimizers) =>
  paths.map((path) => {
    const i = optimizers.findIndex(({ id }) => id === path.optimizer);
    return { ...path, title: optimizers[i].title, colour: LINE_STYLES[i % 7][0], dash: LINE_STYLES[i % 7][1] };
  });

/** Σ g², as AdaGrad keeps it. @param {Record<string, number[]>[]} traces */
const sumOfSquares = (traces) => traces[0].gradient.map((_, k) => traces.reduce((sum, { gradient }) => sum + gradient[k] ** 2, 0));

/** @param {{path: Path|undefined, step: number}} props */
function AdamErratum({ path, step }) {
  const i = Math.max(0, step - 1);
  const pair = (/** @type {number[]} */ values) => `(${values.map((v) => significant(v, 3)).join(", ")})`;
  return html`<${Erratum}>
    Before its last line the tutorial prints two updates for Adam without bias correction: −α/√(v + ε) · g, with the raw gradient, and −α m.
    The first is the update of RMSprop, the second that of momentum; neither is Adam.
    ${
      path?.as_printed &&
      step > 0 &&
      html`
        ${" "}At this step they would change θ by ${path.as_printed[i]?.map(pair).join(" and ")}; Adam changes it
        by ${path.traces[i] && pair(path.traces[i].change)}.
      `
    }
    ${" "}The last line is correct; there ε is outside the square root, in the first update inside.
    ${" "}v is called the sum of the squared gradients; that is AdaGrad. The equation is right: v is their moving mean.
    ${
      path?.traces?.[i]?.v &&
      step > 0 &&
      html`
        ${" "}At this step v is ${pair(path.traces[i].v)}; the sum would be ${pair(sumOfSquares(path.traces.slice(0, step)))}.
      `
    }
    ${" "}And i means two things: in ∂J/∂w<sub>i</sub> the weight, in m<sub>i</sub>, v<sub>i</sub> and β<sup>[i]</sup> the iteration, here
    ${` ${step}`}.
  <//>`;
}

/**
 * The losses of all optimizers, and the step trace of one.
 * @param {{surface: string, drawn: ReturnType<typeof drawnOf>, step: number, path: Path|undefined, chosen: Optimizer,
 *   parameters: Record<string, number>}} props
 */
function Steps({ surface, drawn, step, path, chosen, parameters }) {
  const i = Math.max(0, step - 1);
  const lines = drawn.map(({ title, losses, colour, dash }) => ({
    name: title,
    x: losses.map((_, at) => at),
    y: losses,
    colour,
    dashed: dash !== "",
  }));
  return html`<div class="beside optimizer-steps">
    <${LinePlot} title="Loss per step" xLabel="step" logY=${surface !== "saddle"} file=${`loss-per-step-${surface}`} at=${step}
      lines=${lines} />
    <${StepTrace} id=${chosen.id} before=${path?.points[i]?.[0] ?? 0} parameters=${parameters} title=${chosen.title}
      equations=${chosen.equations} trace=${path?.traces?.[i]} step=${step} />
  </div>`;
}

/** @param {{optimizers: Optimizer[], surfaces: SurfaceRow[], query: Record<string, string>}} props */
function Comparison({ optimizers, surfaces, query }) {
  const { row, hidden, body } = comparisonOf(optimizers, surfaces, query);
  const surface = useLoaded(() => surfaceOf(row.id), [row.id]);
  const chosen = namedIn(query, "optimizer", optimizers, "adam");
  const parameters = parametersOf(query, chosen, row.id);
  const step = numberIn(query, "step", STEPS, { integer: true, minimum: 0, maximum: STEPS });
  const comparison = useAnswer(JSON.stringify(body), () => compare(body));
  const paths = comparison.data?.surface === row.id ? comparison.data.paths : [];
  const drawn = drawnOf(paths, optimizers);
  const path = paths.find(({ optimizer }) => optimizer === chosen.id);
  return html`<div>
    <div class="stage">
      <figure>
        ${
          surface.data && surface.data.id === row.id
            ? html`<${SurfaceMap} surface=${surface.data} paths=${drawn} step=${step} start=${body.start}
              choose=${(/** @type {Pair} */ place) => patchQuery({ start: place.join(",") })} />`
            : html`<div class="surface"></div>`
        }
        <${Player} state=${step} last=${STEPS} label="Step" milliseconds=${PLAY_MS}
          choose=${(/** @type {number} */ next) => patchQuery({ step: next === STEPS ? null : next })}
          said=${html`step <strong>${step}</strong> of ${STEPS}`} />
        <p class="caption">
          The loss surface from above: the bluer, the lower the loss. Crosses are minima, the ring is the start: drag it, or move it with
          the arrow keys.
        </p>
        ${comparison.error && html`<${Problem} error=${comparison.error} />`}
      </figure>
      <div class="panel">
        <label class="surface-choice">
          <span>Loss surface</span>
          <select value=${row.id} onChange=${onText((text) => patchQuery({ surface: text, start: null }))}>
            ${surfaces.map(({ id, title }) => html`<option value=${id} selected=${id === row.id}>${title}</option>`)}
          </select>
        </label>
        <${OptimizerList} optimizers=${optimizers} hidden=${hidden} chosen=${chosen.id} paths=${paths} step=${step} />
        <${ParameterFields} optimizer=${chosen} values=${parameters} />
      </div>
    </div>
    <${Steps} surface=${row.id} drawn=${drawn} step=${step} path=${path} chosen=${chosen}
      parameters=${comparison.data?.runs.find(({ optimizer }) => optimizer === chosen.id)?.parameters ?? parameters} />
    <${AdamErratum} path=${path} step=${step} />
  </div>`;
}

/** @returns {Promise<{optimizers: Optimizer[], surfaces: SurfaceRow[]}>} */
const load = async () => {
  const [optimizers, surfaces] = await Promise.all([ask("/optimizers"), ask("/surfaces")]);
  return { optimizers, surfaces };
};

/** @param {{query: Record<string, string>}} props */
export default function Optimizers({ query }) {
  const loaded = useLoaded(load, []);
  const snippets =
    loaded.data &&
    callSnippets(location.origin, {
      path: "/optimizers/compare",
      body: comparisonOf(loaded.data.optimizers, loaded.data.surfaces, query).body,
    });
  return html`<${Lab} page="optimizers" snippets=${snippets}
    lead="All optimizers start at the same point of a loss surface. Drag the start and see which reaches the minimum first."
  >
    ${later(loaded, "Loading optimizers and loss surfaces.", (data) => html`<${Comparison} ...${data} query=${query} />`)}
    <${TrainingComparison} ids=${(query.jobs ?? "").split(",").filter(Boolean)} />
  <//>`;
}
