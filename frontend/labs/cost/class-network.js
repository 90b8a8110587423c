/** The numbers that J over K classes is computed from: the examples x and the weights of both layers, each to be changed. */

import { useState } from "preact/hooks";

import { NumberField } from "../../components/number-field.js";
import { html } from "../../lib/html.js";
import { significant, subscript } from "../../lib/numbers.js";

/** @typedef {{name: string, title: string, rows: number[][], cell: (i: number, j: number) => string}} Matrix */

const LIMIT = 20;

/** @param {string} title @returns {import("../../lib/schema.js").Field} */
const numberField = (title) => ({
  name: "network-number",
  title,
  type: "number",
  default: 0,
  bounds: { minimum: -LIMIT, maximum: LIMIT, exclusiveMinimum: false, exclusiveMaximum: false },
  description: "",
  group: "",
  choices: [],
  when: null,
  nullable: false,
});

/** @param {number[][]} x @param {number[][][]} weights @returns {Matrix[]} */
const matricesOf = (x, weights) => [
  { name: "x", title: "x", rows: x, cell: (i, j) => `x${subscript(j + 1)} of example ${i + 1}` },
  ...weights.map((rows, l) => ({
    name: `w${l + 1}`,
    title: `w of layer ${l + 1}`,
    rows,
    cell: (/** @type {number} */ i, /** @type {number} */ j) => `w of layer ${l + 1}, neuron ${i + 1}, input ${j + 1}`,
  })),
];

/**
 * @param {{x: number[][], weights: number[][][], change: (x: number[][], weights: number[][][]) => void}} props
 */
export function ClassNetwork({ x, weights, change }) {
  const matrices = matricesOf(x, weights);
  const [[m, i, j], setPlace] = useState([1, 0, 0]);
  const { rows, cell } = matrices[m];
  const row = Math.min(i, rows.length - 1); // the second layer has K rows, and K may have become smaller
  /** @param {number|null} value */
  const put = (value) => {
    if (value === null) return;
    const all = matrices.map((matrix, k) => (k === m ? matrix.rows.with(row, matrix.rows[row].with(j, value)) : matrix.rows));
    change(all[0], all.slice(1));
  };
  return html`<div>
    <div class="class-network">
      ${matrices.map(
        (matrix, k) => html`<table key=${matrix.name} class="class-matrix">
          <caption>${matrix.title}</caption>
          <tbody>
            ${matrix.rows.map(
              (values, r) => html`<tr key=${r}>
                ${values.map(
                  (value, c) => html`<td key=${c} class="number">
                    <button class="row-open" aria-pressed=${k === m && r === row && c === j}
                      aria-label=${`${matrix.cell(r, c)}: ${significant(value, 3)}`} onClick=${() => setPlace([k, r, c])}
                    >
                      ${significant(value, 3)}
                    </button>
                  </td>`,
                )}
              </tr>`,
            )}
          </tbody>
        </table>`,
      )}
    </div>
    <div class="cost-settings">
      <${NumberField} key=${`${m}-${row}-${j}`} field=${numberField(cell(row, j))} value=${rows[row][j]} change=${put} />
    </div>
  </div>`;
}
