/** One output pixel: the elementwise products of the window and the kernel, and their sum. */

import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { largest, tint } from "./matrix-grid.js";

/** @typedef {import("./images.js").Window} Window */
/** @typedef {import("./images.js").Place} Place */

/** Further terms are shown in the table only. */
const MAX_TERMS = 9;

const GENERAL = {
  tex: "C(x, y) = \\sum_{dx=-a}^{a}\\sum_{dy=-b}^{b} \\omega(dx, dy)\\, f(x + dx, y + dy)",
  plain: "C(x, y) = Σ Σ ω(dx, dy) · f(x + dx, y + dy)",
};

/** @param {Window} window @param {Place} place */
function withNumbers(window, { row, column }) {
  const cells = window.weights
    .flatMap((weights, i) => weights.map((weight, j) => ({ weight, pixel: window.pixels[i][j][0], i, j })))
    .filter(({ weight }) => weight !== 0);
  const shown = cells.slice(0, MAX_TERMS);
  const more = cells.length > shown.length ? ` + \\dots` : "";
  const number = (/** @type {number} */ value) => (value < 0 ? `(${significant(value, 3)})` : significant(value, 3));
  const tex = shown.map(({ weight, pixel, i, j }) => texSymbol(`k${i}-${j}`, `${number(weight)}\\cdot ${number(pixel)}`)).join(" + ");
  const plain = shown.map(({ weight, pixel }) => `${number(weight)}·${number(pixel)}`).join(" + ");
  return {
    tex: `C(${column}, ${row}) = ${tex || "0"}${more} = \\mathbf{${significant(window.sums[0])}}`,
    plain: `C(${column}, ${row}) = ${plain || "0"}${more ? " + …" : ""} = ${significant(window.sums[0])}`,
  };
}

const CHANNELS = { 1: ["grey"], 3: ["red", "green", "blue"] };

/** @param {{window: Window, place: Place}} props */
export function OutputPixel({ window, place }) {
  const products = window.products.map((row) => row.map(([first]) => first));
  const limit = largest(products);
  const names = CHANNELS[/** @type {1|3} */ (window.sums.length)] ?? [];
  return html`<div>
    <${FormulaPair} general=${GENERAL} numbers=${withNumbers(window, place)} />
    <p class="small soft">
      ${names.length > 1 ? "Values of the red channel. " : ""}Weighted sums:${" "}
      ${names.map((name, i) => `${name} ${significant(window.sums[i])}`).join(", ")}. The normalization maps them to pixels from 0 to 255.
    </p>
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
