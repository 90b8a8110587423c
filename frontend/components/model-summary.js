/** The model summary: every layer with its output shape and parameters, and the arithmetic that gives them. */

import { html } from "../lib/html.js";
import { integer, rounded, shape } from "../lib/numbers.js";

/** @typedef {import("../lib/html.js").Children} Children */
/** @typedef {import("../lib/types.js").LayerRow} LayerRow */
/** @typedef {import("../lib/types.js").Params} Params */

/** Sums of up to so many terms are written out. */
const TERMS = 7;

/** @param {{rows: LayerRow[], total: number}} props */
function Total({ rows, total }) {
  const terms = rows
    .map(({ parameters }) => parameters)
    .filter(Boolean)
    .map(integer);
  const sum = terms.length <= TERMS ? terms.join(" + ") : "";
  const summed = (/** @type {"flops"|"trainable_parameters"|"non_trainable_parameters"|"bytes"} */ field) =>
    rows.reduce((all, row) => all + row[field], 0);
  return html`<tfoot>
    <tr>
      <td colspan="2">Total <span class="soft small">${rounded(summed("flops"))} operations per image</span></td>
      <td colspan="2" class="arithmetic small total-sum">${sum}</td><td class="number">${integer(total)}</td>
      <td class="number bytes">${integer(summed("bytes"))}</td>
    </tr>
    <tr class="soft small share">
      <td colspan="4">Trainable parameters</td><td class="number">${integer(summed("trainable_parameters"))}</td><td></td>
    </tr>
    <tr class="soft small share">
      <td colspan="4">Non-trainable parameters</td><td class="number">${integer(summed("non_trainable_parameters"))}</td><td></td>
    </tr>
  </tfoot>`;
}

/** @param {{inputShape: number[], input: string}} props `input`: what the values are */
function InputRow({ inputShape, input }) {
  return html`<tr>
    <td class="layer-name">input</td>
    <td class="layer-settings soft">${input}</td>
    <td class="layer-shape">${shape(inputShape)}</td>
    <td class="arithmetic"></td>
    <td class="number"></td>
    <td class="number"></td>
  </tr>`;
}

/**
 * @param {{row: LayerRow, fields: Children, active: boolean, problem?: string, activate: (name: string) => void}} props
 *   `fields`: what stands beside the name: words, or inputs; `problem`: why the layer does not fit
 */
export function ModelSummaryRow({ row, fields, active, problem, activate }) {
  return html`<tr class=${`${active ? "active" : ""} ${problem ? "broken" : ""}`} onMouseEnter=${() => activate(row.name)}
    onMouseLeave=${() => activate("")}
  >
    <td class="layer-name">${row.name}</td>
    <td class="layer-settings">${fields}${problem && html`<span class="field-wrong" role="alert">${problem}</span>`}</td>
    <td class="layer-shape">
      <span>${row.output_shape.length ? shape(row.output_shape) : "–"}</span>${" "}
      <span class="arithmetic small">${row.shape_arithmetic}</span>
    </td>
    <td class="arithmetic small">${row.parameter_arithmetic}</td>
    <td class="number">
      ${row.parameters > 0 && integer(row.parameters)}
      ${
        row.non_trainable_parameters > 0 &&
        html`<br /><span class="soft small">${integer(row.non_trainable_parameters)} non-trainable</span>`
      }
    </td>
    <td class="number bytes">${row.bytes > 0 && integer(row.bytes)}</td>
  </tr>`;
}

/** @param {{inputShape: number[], rows: LayerRow[], total: number, stale?: boolean, input?: string, children: Children}} props */
export function ModelSummary({ inputShape, rows, total, stale = false, input = "pixels from 0 to 1", children }) {
  return html`<div class="table-scroll"><table class=${`model-summary ${stale ? "stale" : ""}`}>
    <thead><tr><th>Layer</th><th></th><th>Output shape</th><th>Parameters</th><th class="number"></th>
      <th class="number" title="of all parameters as 32-bit floats, 4 bytes each">Bytes</th></tr></thead>
    <tbody><${InputRow} inputShape=${inputShape} input=${input} />${children}</tbody>
    ${total > 0 && html`<${Total} rows=${rows} total=${total} />`}
  </table></div>`;
}

/** How single settings are written; a setting at its default is left out. @type {Record<string, (value: Params[string]) => string>} */
const SETTINGS = {
  filters: (value) => `${value} filters`,
  units: (value) => `${value} units`,
  kernel_size: (value) => `${value}×${value}`,
  pool_size: (value) => `${value}×${value}`,
  stride: (value) => (value === null || value === 1 ? "" : `stride ${value}`),
  padding: (value) => (value === "valid" ? "" : `padding ${value}`),
  activation: (value) => (value === "linear" ? "" : value.replaceAll("_", " ")),
  use_bias: (value) => (value ? "" : "no bias"),
};
const WRITTEN_FIRST = ["filters", "units", "kernel_size", "pool_size"];

/** What a layer is set to, in words. @param {Params} spec */
export function specText(spec) {
  const names = Object.keys(spec)
    .filter((name) => name !== "type")
    .sort((a, b) => Number(WRITTEN_FIRST.includes(b)) - Number(WRITTEN_FIRST.includes(a)));
  return names
    .map((name) => (SETTINGS[name] ? SETTINGS[name](spec[name]) : `${name.replaceAll("_", " ")} ${spec[name]}`))
    .filter(Boolean)
    .join(", ");
}
