/** What the activation functions cost to compute (§2.1.1, §2.1.4), measured by the server. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useLoaded } from "../../components/hooks.js";
import { later } from "../../components/words.js";
import { nameOf } from "../../lib/activation-names.js";
import { html } from "../../lib/html.js";
import { integer, significant } from "../../lib/numbers.js";

/**
 * @typedef {{id: string, title: string, forward_ns: number, derivative_ns: number, forward_relative: number, derivative_relative: number,
 *   one_by_one: boolean}} Row
 * @typedef {{implementation: string, elements: number, rounds: number, measured_at: string, rows: Row[]}} Timings
 */

/** The functions of §2.1.1 to §2.1.4, and those that a network is most often built with. */
const ALWAYS = ["relu", "leaky_relu", "tanh", "sigmoid", "swish", "gelu"];
const MEASURES = /** @type {const} */ (["forward", "derivative"]);
const SYMBOLS = { forward: "f", derivative: "f′" };
/** Within this much of ReLU's time, a measurement cannot tell the two apart. */
const SAME = 1.15;

/** @param {number} relative */
const times = (relative) => `${significant(relative, 2)} ×`;

/** @param {Row[]} rows */
const listed = (rows) => rows.map(({ id, forward_relative: relative }) => `${nameOf(id)} (${times(relative)})`).join(", ");

/** What the numbers say of the functions that the tutorial calls expensive. @param {Row[]} rows */
export function finding(rows) {
  const named = ["sigmoid", "tanh", "swish"].flatMap((id) => rows.filter((row) => row.id === id));
  const slower = named.filter(({ forward_relative: relative }) => relative > SAME);
  const others = named.filter((row) => !slower.includes(row));
  return [
    "§2.1.1 calls sigmoid and tanh computationally expensive, §2.1.4 Swish.",
    slower.length > 0 && `Here f takes longer than ReLU with ${listed(slower)}.`,
    others.length > 0 && `It takes about as long, or less, with ${listed(others)}: that depends on how a library computes the function.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Where a bar lies: from 1 × to the ratio, on a logarithmic scale. @param {number} relative @param {[number, number]} ends */
export function bar(relative, [low, high]) {
  const place = (/** @type {number} */ value) => (100 * Math.log(value / low)) / Math.log(high / low);
  const [start, end] = [place(Math.min(1, relative)), place(Math.max(1, relative))];
  return { left: start, width: end - start };
}

/** @param {{row: Row, isOpen: boolean, ends: [number, number]}} props */
function Bars({ row, isOpen, ends }) {
  return html`<tr aria-current=${isOpen ? "true" : undefined}>
    <th scope="row" title=${row.title}>${nameOf(row.id)}${row.one_by_one && html`<sup>*</sup>`}</th>
    ${MEASURES.map((measure) => {
      const relative = row[`${measure}_relative`];
      const { left, width } = bar(relative, ends);
      return html`<td key=${measure} class="timing">
        <span class="timing-scale"><span class=${`timing-bar ${measure}`} style=${`left: ${left}%; width: ${width}%`}></span></span>
        <span class="timing-number">${times(relative)}</span>
        <span class="timing-number soft">${significant(row[`${measure}_ns`], 2)} ns</span>
      </td>`;
    })}
  </tr>`;
}

/** @param {{timings: Timings, shown: string[]}} props */
function Measured({ timings, shown }) {
  const rows = timings.rows
    .filter(({ id }) => ALWAYS.includes(id) || (shown.includes(id) && id !== "identity"))
    .sort((a, b) => a.forward_ns - b.forward_ns);
  const ratios = rows.flatMap((row) => MEASURES.map((measure) => row[`${measure}_relative`]));
  /** @type {[number, number]} */
  const ends = [Math.min(0.5, ...ratios), Math.max(2, ...ratios)];
  const at = new Date(timings.measured_at);
  return html`<div>
    <p>${finding(timings.rows)}</p>
    <table class="timings">
      <thead>
        <tr>
          <th scope="col">function</th>
          ${MEASURES.map((one) => html`<th key=${one} scope="col">${SYMBOLS[one]}, relative to ReLU</th>`)}
        </tr>
      </thead>
      <tbody>${rows.map((row) => html`<${Bars} key=${row.id} row=${row} isOpen=${row.id === shown[0]} ends=${ends} />`)}</tbody>
    </table>
    <p class="caption">
      Measured on this machine at ${at.toLocaleTimeString()}: median of ${timings.rounds} rounds over ${integer(timings.elements)} float32
      numbers, ${timings.implementation}, per number. The bars are logarithmic and begin at ReLU, 1 ×. Another library or processor gives
      other ratios.${rows.some((row) => row.one_by_one) && " * NumPy lacks erf: computed by Python for one number after the other."}
    </p>
  </div>`;
}

/** @param {{shown: string[]}} props the opened function, and those compared with it */
export function TimingsFigure({ shown }) {
  const timings = useLoaded(() => ask("/activations/timings"), []);
  return html`<${Figure} title="What they cost to compute">
    ${later(timings, "Timing every function, about a second", (data) => html`<${Measured} timings=${data} shown=${shown} />`)}
  <//>`;
}
