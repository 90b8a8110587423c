/** The values of one layer, each to be changed in its place. */

import { html } from "../lib/html.js";
import { onText, onTick } from "../lib/input-handlers.js";
import { NumberCell } from "./number-field.js";

/** @typedef {import("../lib/schema.js").Field} Field */
/** @typedef {import("../lib/layers.js").Spec} Spec */

const NAMES = /** @type {Record<string, string>} */ ({ kernel_size: "kernel", pool_size: "window", use_bias: "bias" });

/** @param {{field: Field, spec: Spec, change: (value: unknown) => void, place: string}} props */
function LayerField({ field, spec, change, place }) {
  const name = NAMES[field.name] ?? field.name.replaceAll("_", " ");
  const value = spec[field.name] ?? field.default;
  const label = `${place}: ${name}`;
  const number = () => html`<${NumberCell} field=${{ ...field, name: `${place}-${field.name}`.replaceAll(" ", "-"), title: label }}
    value=${value ?? null} change=${change} attributes=${{ title: field.description, placeholder: field.nullable ? "same" : "" }} />`;
  const control = {
    boolean: () => html`<input type="checkbox" aria-label=${label} checked=${value} onChange=${onTick(change)} />`,
    choice: () => html`<select aria-label=${label} value=${value} onChange=${onText(change)}>
      ${field.choices.map((choice) => html`<option value=${choice} selected=${choice === value}>${choice.replaceAll("_", " ")}</option>`)}
    </select>`,
    integer: number,
    number,
    text: () => null,
    words: () => null,
    other: () => null,
  }[field.type]();
  return html`<span class="layer-field">${name} ${control}</span>`;
}

/**
 * @param {{fields: Field[], spec: Spec, change: (spec: Spec) => void, place: string}} props `place`: the layer's name, for those who hear
 *   the page
 */
export function LayerFields({ fields, spec, change, place }) {
  return html`<span class="layer-fields">${fields.map(
    (field) => html`<${LayerField} key=${`${spec.type}.${field.name}`} field=${field} spec=${spec} place=${place}
    change=${(/** @type {unknown} */ value) => change({ ...spec, [field.name]: value })} />`,
  )}</span>`;
}
