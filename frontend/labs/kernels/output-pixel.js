/** One output pixel: the elementwise products of the window and the kernel, their sum, and the pixel that is made of it. */

import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { filterFormula, MAPPINGS } from "./formulas.js";
import { largest, tint } from "./matrix-grid.js";

/** @typedef {import("./images.js").Window} Window */
/** @typedef {import("./images.js").Place} Place */

/** Further terms are shown in the table only. */
const MAX_TERMS = 9;
const DIGITS = 6;

/** @param {number} value */
const exact = (value) => significant(value, DIGITS);

/** @param {Window} window @param {Place} place */
export function withNumbers(window, { row, column }) {
  const cells = window.weights
    .flatMap((weights, i) => weights.map((weight, j) => ({ weight, pixel: window.pixels[i][j][0], i, j })))
    .filter(({ weight }) => weight !== 0);
  const shown = cells.slice(0, MAX_TERMS);
  const more = cells.length > shown.length ? ` + \\dots` : "";
  const number = (/** @type {number} */ value) => (value < 0 ? `(${exact(value)})` : exact(value));
  const tex = shown.map(({ weight, pixel, i, j }) => texSymbol(`k${i}-${j}`, `${number(weight)}\\cdot ${number(pixel)}`)).join(" + ");
  const plain = shown.map(({ weight, pixel }) => `${number(weight)}·${number(pixel)}`).join(" + ");
  return {
    tex: `C(${column}, ${row}) = ${tex || "0"}${more} = \\mathbf{${exact(window.sums[0])}}`,
    plain: `C(${column}, ${row}) = ${plain || "0"}${more ? " + …" : ""} = ${exact(window.sums[0])}`,
  };
}

const CHANNELS = { 1: ["grey"], 3: ["red", "green", "blue"] };

/** From the sums to the pixel that is shown. @param {{window: Window, fields: Record<string, string>}} props */
function FromSumToPixel({ window, fields: { activation, normalization } }) {
  const names = CHANNELS[/** @type {1|3} */ (window.sums.length)] ?? [];
  const listed = (/** @type {number[]} */ values) => names.map((name, i) => `${name} ${exact(values[i])}`).join(", ");
  return html`<div class="small soft">
    <p>${names.length > 1 ? "Values of the red channel. " : ""}Weighted sums: ${listed(window.sums)}.</p>
    ${
      activation !== "identity" &&
      html`<p>
        Activation 255·f(v/255), so that white is 1, with f = ${activation.replaceAll("_", " ")}: ${listed(window.activated)}.
      </p>`
    }
    <p>Output pixel, ${MAPPINGS[normalization]}: ${listed(window.output)}.</p>
  </div>`;
}

/** @param {{window: Window, place: Place, kernel: number[][], fields: Record<string, string>}} props */
export function OutputPixel({ window, place, kernel, fields }) {
  const products = window.products.map((row) => row.map(([first]) => first));
  const limit = largest(products);
  return html`<div>
    <${FormulaPair} general=${filterFormula(kernel, fields)} numbers=${withNumbers(window, place)} label="Output pixel" />
    <${FromSumToPixel} window=${window} fields=${fields} />
    <div class="products-scroll" tabindex="0" role="group" aria-label="Elementwise products of window and kernel">
      <table class="products">
        <tbody>
          ${products.map(
            (row, i) =>
              html`<tr>
                ${row.map(
                  (value, j) =>
                    html`<td data-symbol=${`k${i}-${j}`} style=${tint(value, limit)}>
                      <span class="small">${significant(window.pixels[i][j][0], 3)} · ${significant(window.weights[i][j], 3)}</span>
                      <br />
                      ${significant(value, 4)}
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`;
}
