/** The model table: every layer with its output shape and parameters, and the arithmetic that gives them. */

import { html } from "../lib/html.js";
import { integer, rounded, shape } from "../lib/numbers.js";

/** @typedef {import("../lib/types.js").LayerRow} LayerRow */

/** The arithmetic before its result: the result stands in its own column. @param {string} text */
const withoutResult = (text) => text.replace(/\s*=\s*[\d,]+$/, "");

/** @param {{rows: LayerRow[], total: number, editable: boolean}} props */
function Total({ rows, total, editable }) {
  const sum = rows.map(({ parameters }) => parameters).filter(Boolean).map(integer).join(" + ");
  const operations = rows.reduce((all, { flops }) => all + flops, 0);
  return html`<tfoot><tr>
    <td colspan="3">Together <span class="soft small">${rounded(operations)} operations an image</span></td>
    <td class="arithmetic small total-sum">${sum}</td><td class="number">${integer(total)}</td>${editable && html`<td></td>`}
  </tr></tfoot>`;
}

/** @param {{inputShape: number[], editable: boolean}} props */
function InputRow({ inputShape, editable }) {
  return html`<tr><td class="ledger-name">image</td><td class="ledger-fields soft">pixels from 0 to 1</td><td class="ledger-shape">${shape(inputShape)}</td>
    <td class="arithmetic"></td><td class="number"></td>${editable && html`<td></td>`}</tr>`;
}

/**
 * @param {{row: LayerRow, fields: any, tools?: any, active: boolean, problem?: string, activate: (name: string) => void}} props
 *   `fields`: what stands beside the name: words, or inputs; `problem`: why the layer does not fit
 */
export function LedgerRow({ row, fields, tools, active, problem, activate }) {
  return html`<tr class=${`${active ? "active" : ""} ${problem ? "broken" : ""}`} onMouseEnter=${() => activate(row.name)} onMouseLeave=${() => activate("")}>
    <td class="ledger-name">${row.name}</td>
    <td class="ledger-fields">${fields}${problem && html`<span class="field-wrong" role="alert">${problem}</span>`}</td>
    <td class="ledger-shape"><span>${row.output_shape.length ? shape(row.output_shape) : "–"}</span> <span class="arithmetic small">${row.shape_formula && withoutResult(row.shape_formula)}</span></td>
    <td class="arithmetic small">${row.parameters > 0 && withoutResult(row.parameter_formula)}</td>
    <td class="number">${row.parameters > 0 && integer(row.parameters)}</td>
    ${tools !== undefined && html`<td class="row-tools">${tools}</td>`}
  </tr>`;
}

/** @param {{inputShape: number[], rows: LayerRow[], total: number, editable?: boolean, stale?: boolean, children: any}} props */
export function Ledger({ inputShape, rows, total, editable = false, stale = false, children }) {
  return html`<div class="ledger-scroll"><table class=${`ledger ${stale ? "stale" : ""}`}>
    <thead><tr><th>Layer</th><th></th><th>Output shape</th><th>Parameters</th><th class="number"></th>${editable && html`<th><span class="visually-hidden">Change</span></th>`}</tr></thead>
    <tbody><${InputRow} inputShape=${inputShape} editable=${editable} />${children}</tbody>
    ${total > 0 && html`<${Total} rows=${rows} total=${total} editable=${editable} />`}
  </table></div>`;
}

/** What a layer is set to, in words. @param {Record<string, any>} spec */
export function specWords(spec) {
  const { type, ...settings } = spec;
  const parts = Object.entries(settings).flatMap(([name, value]) => {
    if (value === null || value === "linear" || (name === "use_bias" && value)) return [];
    if (name === "use_bias") return ["no bias"];
    if (name === "kernel_size" || name === "pool_size") return [`${value}×${value}`];
    if (["activation", "padding"].includes(name)) return [String(value).replaceAll("_", " ")];
    if (name === "stride" && value === 1) return [];
    return [`${name.replaceAll("_", " ")} ${value}`];
  });
  return parts.join(", ");
}
