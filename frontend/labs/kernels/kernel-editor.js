/** The kernel: its weights in an editable matrix, its size and divisor, and its properties (§4.1). */

import { ask } from "../../api.js";
import { NumberRow } from "../../components/number-field.js";
import { useAnswer } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { counted, significant } from "../../lib/numbers.js";
import { WITHIN } from "../../lib/query.js";
import { numberField } from "../../lib/schema.js";
import { MatrixGrid } from "./matrix-grid.js";
import { kernelFields, MAX_SIZE, resized } from "./settings.js";

/** @typedef {import("./settings.js").Kernel} Kernel */
/** @typedef {import("./settings.js").Chosen} Chosen */

const DIVISOR = numberField("divisor", "Divisor", WITHIN.minimum, WITHIN.maximum, { nonzero: true, default: 1 });
const ODD = Array.from({ length: (MAX_SIZE + 1) / 2 }, (_, i) => 2 * i + 1);

/** @param {{rows: number[][], divisor: number, change: (rows: number[][], divisor: number) => void}} props */
function KernelTools({ rows, divisor, change }) {
  const isOdd = rows.length === rows[0].length && ODD.includes(rows.length);
  const rotated = () => rows.map((row) => [...row].reverse()).reverse();
  return html`<div class="kernel-tools">
    <label>
      <span>Kernel size</span>${" "}
      <select value=${isOdd ? rows.length : ""} onChange=${onText((text) => text && change(resized(rows, Number(text)), divisor))}>
        ${!isOdd && html`<option value="" selected>${rows.length}×${rows[0].length}</option>`}
        ${ODD.map((size) => html`<option value=${size} selected=${isOdd && size === rows.length}>${size}×${size}</option>`)}
      </select>
    </label>
    <${NumberRow} class="" field=${DIVISOR} value=${divisor} change=${(/** @type {number} */ next) => change(rows, next)}>Divisor${" "}<//>
    <button class="quiet" onClick=${() => change(rotated(), divisor)}>Rotate by 180°</button>
  </div>`;
}

/**
 * Properties of a kernel; `column` and `row` where it is separable.
 * @typedef {{meaning: string, column: number[]|null, row: number[]|null, multiplications: number, separable_multiplications: number|null,
 *   point_symmetric: boolean}} Properties
 */

/** @param {Chosen} kernel @returns {Promise<Properties>} */
const propertiesOf = ({ preset, rows, divisor }) => ask("/kernels/properties", preset ? { kernel: preset } : { matrix: rows, divisor });

/** @param {number[]} values */
const vector = (values) => `(${values.map((v) => significant(v, 3)).join(", ")})`;

/** A kernel of rank 1 whose two parts cost as much as the whole. @param {number} multiplications @param {number[]|null} column */
const costOf = (multiplications, column) =>
  `It takes ${counted(multiplications, "multiplication")} per pixel` +
  `${column && multiplications > 1 ? ", and separating it saves none" : ""}.`;

/** @param {{properties: Properties}} props */
const KernelProperties = ({ properties: { meaning, column, row, multiplications, separable_multiplications, point_symmetric } }) => html`
  <p class="small">
    ${meaning}${" "}
    ${
      column && row && separable_multiplications
        ? html`
          It is <em>separable</em>: ${vector(column)}ᵀ · ${vector(row)}, ${separable_multiplications} multiplications per pixel
          instead of ${multiplications}.
        `
        : costOf(multiplications, column)
    }
    ${" "}
    ${
      point_symmetric
        ? "Rotated by 180° it is the same kernel, so cross-correlation and convolution agree."
        : "Rotated by 180° it is a different kernel, so cross-correlation and convolution differ."
    }
  </p>
`;

/** @param {{kernel: Chosen, kernels: Kernel[], change: (rows: number[][], divisor?: number) => void}} props */
export function KernelEditor({ kernel, kernels, change }) {
  const properties = useAnswer(JSON.stringify(kernelFields(kernel)), () => propertiesOf(kernel));
  return html`<div>
    <h3>${kernel.preset ? kernels.find(({ id }) => id === kernel.preset)?.title : "Custom kernel"}</h3>
    <${MatrixGrid} rows=${kernel.rows} name="Kernel" change=${change} />
    <${KernelTools} rows=${kernel.rows} divisor=${kernel.divisor} change=${change} />
    ${properties.data && html`<${KernelProperties} properties=${properties.data} />`}
  </div>`;
}
