/** What activation functions do to gradients (§2.1.1 to §2.1.4), measured. */

import { ask } from "../api.js";
import { LinePlot } from "../charts/line-plot.js";
import { Figure } from "../components/figure.js";
import { Lab } from "../components/lab.js";
import { addStylesheet } from "../components/stylesheet.js";
import { useAnswer } from "../components/use-answer.js";
import { Problem } from "../components/words.js";
import { PathPlot } from "../labs/effects/path-plot.js";
import { html } from "../lib/html.js";
import { percent, significant } from "../lib/numbers.js";
import { numberIn } from "../lib/query.js";
import { callSnippets } from "../lib/snippets.js";
import { patchQuery } from "../state.js";

addStylesheet("/styles/effects.css");

const FLOW = [["sigmoid", "--curve-2"], ["tanh", "--curve-4"], ["softsign", "--curve-5"], ["relu", "--curve-1"], ["leaky_relu", "--curve-3"], ["selu", "--curve-6"]];
const DYING = [["relu", "--curve-2"], ["leaky_relu", "--curve-1"], ["elu", "--curve-3"]];
const TURNING = [["sigmoid", "--curve-2"], ["tanh", "--curve-1"]];

/** @param {string} path @param {string[][]} functions @param {Record<string, number>} settings */
function useRuns(path, functions, settings) {
  const search = Object.entries(settings).map(([name, value]) => `&${name}=${value}`).join("");
  return useAnswer(path + search, () => Promise.all(functions.map(([activation]) => ask(`/effects/${path}?activation=${activation}${search}`))));
}

/** @param {{name: string, title: string, value: number, min: number, max: number, step: number}} props */
const Slider = ({ name, title, value, min, max, step }) => html`<label class="effect-slider"><span>${title}</span><input type="range" min=${min} max=${max} step=${step} value=${value} aria-label=${title} onInput=${(/** @type {any} */ e) => patchQuery({ [name]: e.target.value })} /><output>${significant(value, 3)}</output></label>`;

/** @param {{query: Record<string, string>}} props */
function Vanishing({ query }) {
  const settings = { depth: numberIn(query, "depth", 30), gain: numberIn(query, "gain", 1), seed: numberIn(query, "seed", 0) };
  const runs = /** @type {{data: any, error: Error|null}} */ (useRuns("gradient-flow", FLOW, settings));
  const sigmoid = runs.data?.[0];
  return html`<${Figure} number="2.1.1" title="The gradient vanishes">
    <p>A random network of many layers. How much of the gradient at its output arrives how many layers further back?</p>
    <div class="effect-settings"><${Slider} name="depth" title="Layers" value=${settings.depth} min=${1} max=${50} step=${1} /><${Slider} name="gain" title="Size of the weights" value=${settings.gain} min=${0.25} max=${3} step=${0.05} /><${Slider} name="seed" title="Seed" value=${settings.seed} min=${0} max=${20} step=${1} /></div>
    ${runs.error && html`<${Problem} error=${runs.error} />`}
    ${runs.data && html`<${LinePlot} title="Gradient left, as a share of that at the output" xLabel="layers back" logY=${true} file="gradient-flow"
      lines=${FLOW.map(([id, colour], i) => ({ name: id.replace("_", " "), x: runs.data[i].gradients.map((/** @type {number} */ _, /** @type {number} */ k) => k + 1) , y: runs.data[i].gradients, colour, dashed: i % 2 === 1 }))} />`}
    ${sigmoid && html`<p>After ${sigmoid.gradients.length} layers of sigmoids <strong>${significant(sigmoid.gradients.at(-1), 2)}</strong> of it is left: its slope is at most ¼, here on average ${significant(sigmoid.slopes.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0) / sigmoid.slopes.length, 2)}, and the slopes are multiplied.</p>`}
  <//>`;
}

/** @param {{query: Record<string, string>}} props */
function Dying({ query }) {
  const settings = { learning_rate: numberIn(query, "rate", 1), seed: numberIn(query, "units_seed", 0) };
  const runs = /** @type {{data: any, error: Error|null}} */ (useRuns("dead-units", DYING, settings));
  const [relu, leaky] = runs.data ?? [];
  return html`<${Figure} number="2.1.2" title="A rectifier can die">
    <p>A network learns two moons. A unit is dead when its slope is 0 for every example: no gradient reaches it, so it never comes back.</p>
    <div class="effect-settings"><${Slider} name="rate" title="Learning rate" value=${settings.learning_rate} min=${0.05} max=${5} step=${0.05} /><${Slider} name="units_seed" title="Seed" value=${settings.seed} min=${0} max=${20} step=${1} /></div>
    ${runs.error && html`<${Problem} error=${runs.error} />`}
    ${runs.data && html`<${LinePlot} title="Share of dead units" xLabel="training step" yDomain=${[0, 1]} file="dead-units" format=${(/** @type {number} */ v) => significant(v, 2)}
      lines=${DYING.map(([id, colour], i) => ({ name: id.replace("_", " "), x: runs.data[i].dead.map((/** @type {number} */ _, /** @type {number} */ k) => k), y: runs.data[i].dead, colour, dashed: i % 2 === 1 }))} />
      <p>At the end <strong>${percent(relu.dead.at(-1), 0)}</strong> of the ReLU units are dead, and ${percent(leaky.dead.at(-1), 0)} of the leaky ones, whose slope is never 0.</p>`}
  <//>`;
}

/** @param {{query: Record<string, string>}} props */
function Turning({ query }) {
  const settings = { learning_rate: numberIn(query, "turn_rate", 0.2), seed: numberIn(query, "turn_seed", 0) };
  const runs = /** @type {{data: any, error: Error|null}} */ (useRuns("zig-zag", TURNING, settings));
  return html`<${Figure} number="2.1.1" title="Outputs that are never negative make a zig-zag">
    <p>Behind a sigmoid all inputs of a neuron are positive, so its weights can only rise together or fall together. Here one must rise and the other fall.</p>
    <div class="effect-settings"><${Slider} name="turn_rate" title="Learning rate" value=${settings.learning_rate} min=${0.01} max=${1} step=${0.01} /><${Slider} name="turn_seed" title="Seed" value=${settings.seed} min=${0} max=${20} step=${1} /></div>
    ${runs.error && html`<${Problem} error=${runs.error} />`}
    ${runs.data && html`<div class="turning">${TURNING.map(([id, colour], i) => html`<${PathPlot} key=${id} title=${id} path=${runs.data[i].path} colour=${colour} />`)}</div>
      <p>Both weights move the same way in <strong>${percent(runs.data[0].same_sign, 0)}</strong> of the steps behind the sigmoid, and in ${percent(runs.data[1].same_sign, 0)} behind tanh.</p>`}
  <//>`;
}

/** @param {{query: Record<string, string>}} props */
export default function Effects({ query }) {
  return html`<${Lab} page="effects" snippets=${callSnippets(location.origin, { path: "/effects/gradient-flow?activation=sigmoid&depth=30" })} lead="Why the choice of the function decides whether a deep network learns: three effects, each measured when you move its slider.">
    <${Vanishing} query=${query} /><${Dying} query=${query} /><${Turning} query=${query} />
  <//>`;
}
