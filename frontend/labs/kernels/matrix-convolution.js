/** Convolution of two matrices (§4.1): X is rotated by 180° and multiplied elementwise with Y, and the products are summed. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { rowsIn, written } from "../../lib/query.js";
import { patchQuery, route } from "../../state.js";
import { largest, MatrixGrid, tint } from "./matrix-grid.js";

const X = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
];
const Y = [
  [1, 0, -1],
  [2, 0, -2],
  [1, 0, -1],
];

const GENERAL = {
  tex: "\\sum_{i=0}^{m-1}\\sum_{j=0}^{n-1} x_{(m-i)(n-j)}\\,y_{(1+i)(1+j)}",
  plain: "Σ Σ x_(m−i)(n−j) · y_(1+i)(1+j)",
};

/** @param {{x: number[][], y: number[][], value: number}} answer */
function withNumbers({ x, y, value }) {
  const bracket = (/** @type {number} */ number) => (number < 0 ? `(${significant(number)})` : significant(number));
  const terms = x.flatMap((row, i) =>
    row.map((cell, j) => [texSymbol(`t${i}-${j}`, `${bracket(cell)}\\cdot ${bracket(y[i][j])}`), `${bracket(cell)}·${bracket(y[i][j])}`]),
  );
  return {
    tex: `${terms.map(([tex]) => tex).join(" + ")} = \\mathbf{${significant(value)}}`,
    plain: `${terms.map(([, plain]) => plain).join(" + ")} = ${significant(value)}`,
  };
}

/**
 * The other matrix in the size of this one, as X and Y must agree: cut off, or continued by zeros.
 * @param {number[][]} rows
 * @param {number[][]} like
 */
const ofSize = (rows, like) => like.map((row, i) => row.map((_, j) => rows[i]?.[j] ?? 0));

/** @param {number[][]} x @param {number[][]} y */
const change = (x, y) => patchQuery({ x: written(x), y: written(y) });

export function MatrixConvolution() {
  const { query } = route.value;
  const [x, y] = [rowsIn(query, "x", X), rowsIn(query, "y", Y)];
  const answer = useAnswer(JSON.stringify([x, y]), () => ask("/convolution/matrices", { x, y }));
  const terms = answer.data?.terms;
  return html`<${Figure} title="Matrix convolution">
    <p>The convolution of two matrices rotates X by 180°, multiplies it elementwise with Y, and sums the products to one number.</p>
    <div class="matrix-convolution">
      <figure>
        <figcaption>X</figcaption>
        <${MatrixGrid} rows=${x} name="X" change=${(/** @type {number[][]} */ rows) => change(rows, ofSize(y, rows))} />
      </figure>
      <figure>
        <figcaption>Y</figcaption>
        <${MatrixGrid} rows=${y} name="Y" change=${(/** @type {number[][]} */ rows) => change(ofSize(x, rows), rows)} />
      </figure>
      ${
        terms &&
        html`<figure>
          <figcaption>elementwise products, X rotated by 180°</figcaption>
          <table class="products">
            <tbody>
              ${terms.map(
                (/** @type {number[]} */ row, /** @type {number} */ i) =>
                  html`<tr>
                    ${row.map(
                      (value, j) => html`<td data-symbol=${`t${i}-${j}`} style=${tint(value, largest(terms))}>${significant(value)}</td>`,
                    )}
                  </tr>`,
              )}
            </tbody>
          </table>
        </figure>`
      }
    </div>
    <${FormulaPair} general=${GENERAL} numbers=${answer.data && withNumbers(answer.data)} />
    ${answer.error && html`<${Problem} error=${answer.error} />`}
  <//>`;
}
