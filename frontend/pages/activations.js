/** Activation functions (§2.1): all of them beside each other, one of them large, with its tangent. */

import { ask } from "../api.js";
import { LinePlot } from "../charts/line-plot.js";
import { Formula } from "../components/formula.js";
import { useLoaded } from "../components/hooks.js";
import { Lab } from "../components/lab.js";
import { addStylesheet } from "../components/stylesheet.js";
import { useAnswer } from "../components/use-answer.js";
import { Later, Problem } from "../components/words.js";
import { SmallMultiple } from "../labs/activations/small-multiple.js";
import { Softmax } from "../labs/activations/softmax.js";
import { html } from "../lib/html.js";
import { significant } from "../lib/numbers.js";
import { numberIn } from "../lib/query.js";
import { callSnippets } from "../lib/snippets.js";
import { patchQuery } from "../state.js";

addStylesheet("/styles/activations.css");

const COLOURS = ["--curve-3", "--curve-4", "--curve-5", "--curve-6"];

const load = async () => {
  const rows = await ask("/activations");
  const plain = rows.filter((/** @type {{id: string}} */ { id }) => id !== "softmax");
  const sampled = await Promise.all(plain.map((/** @type {{id: string}} */ { id }) => ask(`/activations/${id}?x_min=-4&x_max=4&points=81`)));
  return { rows, sampled };
};

/** @param {boolean} fact */
const yes = (fact) => (fact ? "yes" : "no");

/** @param {{row: any}} props */
const Properties = ({ row }) => html`<dl class="activation-facts">
  <div><dt>range</dt><dd><${Formula} tex=${row.range} plain=${row.range} /></dd></div>
  <div><dt>order of continuity</dt><dd><${Formula} tex=${row.continuity} plain=${row.continuity} /></dd></div>
  <div><dt>monotonic</dt><dd>${yes(row.monotonic)}</dd></div><div><dt>derivative monotonic</dt><dd>${yes(row.monotonic_derivative)}</dd></div>
  <div><dt>zero-centred</dt><dd>${yes(row.zero_centred)}</dd></div><div><dt>f(x) ≈ x near 0</dt><dd>${yes(row.identity_near_zero)}</dd></div></dl>`;

/** The line that touches the curve. @param {{x: number[], y: number[], derivative: number[]}} curve @param {number} at */
function tangent({ x, y, derivative }, at) {
  const i = x.reduce((best, value, k) => (Math.abs(value - at) < Math.abs(x[best] - at) ? k : best), 0);
  const ends = [x[i] - 1.2, x[i] + 1.2];
  return { x: ends, y: ends.map((end) => y[i] + derivative[i] * (end - x[i])), value: y[i], slope: derivative[i], place: x[i] };
}

/** @param {{row: any, compared: any[], query: Record<string, string>}} props */
function Large({ row, compared, query }) {
  const reach = 6;
  const at = numberIn(query, "at", 1);
  const parameters = row.parameters.map((/** @type {any} */ { name, default: given }) => [name, numberIn(query, name, given)]);
  const search = new URLSearchParams([...parameters, ["x_min", -reach], ["x_max", reach], ["points", 361]].map(([k, v]) => [k, String(v)]));
  const answer = useAnswer(`${row.id}?${search}`, () => ask(`/activations/${row.id}?${search}`));
  if (!answer.data) return answer.error ? html`<${Problem} error=${answer.error} />` : html`<div style="min-height: 24rem"></div>`;
  const touch = tangent(answer.data, at);
  const plot = `/api/v1/activations/${row.id}/plot`;
  return html`<div class="stage">
    <div><${LinePlot} title=${row.title} xLabel="x" height=${340} file=${`activation-${row.id}`} at=${at} yDomain=${[-2.2, 3]} format=${(/** @type {number} */ v) => significant(v, 3)}
        point=${(/** @type {number|null} */ x) => x !== null && patchQuery({ at: Number(x.toFixed(2)) })}
        lines=${[{ name: "f(x)", x: answer.data.x, y: answer.data.y, colour: "--curve-1" }, { name: "f′(x)", x: answer.data.x, y: answer.data.derivative, colour: "--curve-2", dashed: true },
          { name: "tangent", x: touch.x, y: touch.y, colour: "--ink", dashed: true }, ...compared.map((one, i) => ({ name: one.title, x: one.x, y: one.y, colour: COLOURS[i % 4], dashed: i % 2 === 1 }))]} />
      <p class="touch">At x = ${significant(touch.place, 3)} the value is <strong>${significant(touch.value)}</strong> and the slope <strong>${significant(touch.slope)}</strong>.
        ${" "}<a href=${`${plot}.svg`}>plot.svg</a> · <a href=${`${plot}.png`}>plot.png</a></p></div>
    <div class="panel"><${Formula} tex=${`f(x) = ${row.equation}`} plain=${row.equation} display=${true} /><${Formula} tex=${`f'(x) = ${row.derivative_equation}`} plain=${row.derivative_equation} display=${true} />
      ${row.parameters.map((/** @type {any} */ { name, symbol, minimum, maximum }, /** @type {number} */ i) => html`<label class="choice-row"><span>${symbol}</span><input type="range" min=${Math.max(-5, minimum ?? -5)} max=${Math.min(5, maximum ?? 5)} step="0.01" value=${parameters[i][1]} aria-label=${name} onInput=${(/** @type {any} */ e) => patchQuery({ [name]: e.target.value })} /><output>${significant(parameters[i][1], 3)}</output></label>`)}
      <${Properties} row=${row} />${row.note && html`<p class="small soft">${row.note}</p>`}</div>
  </div>`;
}

/** @param {{data: {rows: any[], sampled: any[]}, query: Record<string, string>}} props */
function Sheet({ data: { rows, sampled }, query }) {
  const row = rows.find(({ id }) => id === query.f) ?? rows.find(({ id }) => id === "tanh");
  const with_ = (query.with ?? "").split(",").filter(Boolean);
  const compared = sampled.filter(({ id }) => with_.includes(id) && id !== row.id);
  const toggle = (/** @type {string} */ id) => patchQuery({ with: (with_.includes(id) ? with_.filter((one) => one !== id) : [...with_, id]).join(",") || null });
  const softmax = rows.find(({ id }) => id === "softmax");
  return html`<div>
    <${Large} row=${row} compared=${compared} query=${query} />
    <ul class="activation-sheet">${sampled.map((one) => html`<${SmallMultiple} key=${one.id} sampled=${one} chosen=${one.id === row.id} compared=${with_.includes(one.id)} choose=${() => patchQuery({ f: one.id === "tanh" ? null : one.id })} compare=${() => toggle(one.id)} />`)}</ul>
    ${softmax && html`<section class="softmax-part"><h2>Softmax</h2><p>It takes a whole layer at once: its numbers become shares that add up to one.</p><${Formula} tex=${softmax.equation} plain=${softmax.equation} display=${true} /><${Softmax} query=${query} /></section>`}
    <h2>All of them</h2>
    <div class="ledger-scroll" tabindex="0" role="group" aria-label="Table of activation functions"><table><thead><tr><th>function</th><th>f(x)</th><th>f′(x)</th><th>range</th><th>continuity</th><th>monotonic</th><th>zero-centred</th></tr></thead><tbody>
      ${rows.map((one) => html`<tr><td>${one.title}</td><td><${Formula} tex=${one.equation} plain=${one.equation} /></td><td><${Formula} tex=${one.derivative_equation} plain=${one.derivative_equation} /></td><td><${Formula} tex=${one.range} plain=${one.range} /></td><td><${Formula} tex=${one.continuity} plain=${one.continuity} /></td><td>${yes(one.monotonic)}</td><td>${yes(one.zero_centred)}</td></tr>`)}
    </tbody></table></div>
  </div>`;
}

/** @param {{query: Record<string, string>}} props */
export default function Activations({ query }) {
  const loaded = useLoaded(load, []);
  return html`<${Lab} page="activations" snippets=${callSnippets(location.origin, { path: `/activations/${query.f ?? "tanh"}?x_min=-6&x_max=6&points=361` })} lead="What a neuron makes of its sum. Choose one, and point at its curve.">
    <${Later} loaded=${loaded} wait="The functions are being computed.">${(/** @type {any} */ data) => html`<${Sheet} data=${data} query=${query} />`}<//>
  <//>`;
}
