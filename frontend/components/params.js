/** Parameters as a quiet list. Layers have their own table elsewhere; here they are counted. */

import { html } from "../lib/html.js";

/** @param {unknown} value */
function written(value) {
  if (value === null || (Array.isArray(value) && value.length === 0)) return "none";
  if (Array.isArray(value)) return typeof value[0] === "object" ? `${value.length} before the output` : value.join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

/** @param {{params: import("../lib/types.js").Params}} props */
export function Params({ params }) {
  return html`<dl class="params">
    ${Object.entries(params).map(
      ([name, value]) => html`<div key=${name}><dt>${name.replaceAll("_", " ")}</dt><dd>${written(value)}</dd></div>`,
    )}
  </dl>`;
}
