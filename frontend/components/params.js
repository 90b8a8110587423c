/** Parameters as a quiet list. Layers have their own table elsewhere; here they are counted. */

import { html } from "../lib/html.js";

/** @param {any} value */
function written(value) {
  if (Array.isArray(value)) return `${value.length} before the output`;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

/** @param {{params: Record<string, any>}} props */
export function Params({ params }) {
  return html`<dl class="params">
    ${Object.entries(params).map(
      ([name, value]) => html`<div key=${name}><dt>${name.replaceAll("_", " ")}</dt><dd>${written(value)}</dd></div>`,
    )}
  </dl>`;
}
