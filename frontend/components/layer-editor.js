/** The model table with its layers open to change: each value in its place, rows to add, move and take out. */

import { html } from "../lib/html.js";
import { titleOf } from "../lib/schema.js";
import { shortName } from "../lib/slabs.js";
import { Ledger, LedgerRow } from "./ledger.js";
import { useNumber } from "./number-field.js";

/** @typedef {import("../lib/schema.js").Field} Field */
/** @typedef {import("../lib/types.js").LayerRow} LayerRow */
/** @typedef {{type: string} & Record<string, any>} Spec */

const NAMES = /** @type {Record<string, string>} */ ({ kernel_size: "kernel", pool_size: "window", use_bias: "bias" });

/** @param {{field: Field, value: any, change: (value: any) => void, label: string}} props */
function LayerNumber({ field, value, change, label }) {
  const number = useNumber(field, value ?? null, change);
  return html`<input inputmode="decimal" role="spinbutton" aria-label=${label} value=${number.text} title=${number.wrong || field.description} placeholder=${field.nullable ? "same" : ""}
    aria-valuenow=${value} aria-invalid=${number.wrong ? "true" : undefined} onInput=${(/** @type {any} */ e) => number.type(e.target.value)} onKeyDown=${number.onKeyDown} onBlur=${number.restore} />`;
}

/** @param {{field: Field, spec: Spec, change: (value: any) => void, place: string}} props */
function LayerField({ field, spec, change, place }) {
  const name = NAMES[field.name] ?? field.name.replaceAll("_", " ");
  const value = spec[field.name] ?? field.default;
  const label = `${place}: ${name}`;
  const control = {
    boolean: () => html`<input type="checkbox" aria-label=${label} checked=${value} onChange=${(/** @type {any} */ e) => change(e.target.checked)} />`,
    choice: () => html`<select aria-label=${label} value=${value} onChange=${(/** @type {any} */ e) => change(e.target.value)}>
      ${field.choices.map((choice) => html`<option value=${choice} selected=${choice === value}>${choice.replaceAll("_", " ")}</option>`)}</select>`,
    integer: () => html`<${LayerNumber} field=${field} value=${value} change=${change} label=${label} />`,
    number: () => html`<${LayerNumber} field=${field} value=${value} change=${change} label=${label} />`,
    other: () => null,
  }[field.type]();
  return html`<span class="layer-field">${name} ${control}</span>`;
}

/** @param {{index: number, count: number, move: (by: number) => void, remove: () => void, name: string}} props */
function RowTools({ index, count, move, remove, name }) {
  return html`<button class="quiet icon" aria-label=${`Move ${name} up`} disabled=${index === 0} onClick=${() => move(-1)}>↑</button>
    <button class="quiet icon" aria-label=${`Move ${name} down`} disabled=${index === count - 1} onClick=${() => move(1)}>↓</button>
    <button class="quiet icon" aria-label=${`Take out ${name}`} disabled=${count === 1} onClick=${remove}>×</button>`;
}

/** @param {{types: string[], add: (type: string) => void}} props */
function AddLayer({ types, add }) {
  /** @param {any} event */
  const choose = (event) => { if (event.target.value) add(event.target.value); event.target.value = ""; };
  return html`<p style="margin-top: var(--s2)"><select aria-label="Add a layer" onChange=${choose} style="margin-left: -6px">
    <option value="">Add a layer …</option>${types.map((type) => html`<option value=${type}>${titleOf(shortName(type))}</option>`)}
  </select></p>`;
}

/** Rows of the table before the first answer, and for layers that do not fit. @param {Spec} spec @returns {LayerRow} */
const unknownRow = (spec) => ({ name: spec.type, type: spec.type, output_shape: [], parameters: 0, parameter_formula: "", shape_formula: "", formula: "", flops: 0 });

/**
 * @param {{specs: Spec[], fields: Record<string, Field[]>, change: (specs: Spec[]) => void, rows: LayerRow[], inputShape: number[], total: number,
 *   stale: boolean, problems: Record<number, string>, active: string, activate: (name: string) => void}} props
 *   `rows`: the table of the last network that fitted; `problems`: by the layer's index
 */
export function LayerEditor({ specs, fields, change, rows, inputShape, total, stale, problems, active, activate }) {
  const fits = rows.length === specs.length + 1 && specs.every((spec, i) => spec.type === rows[i].type);
  const shown = fits ? rows : specs.map(unknownRow);
  /** @param {number} i @param {Spec} spec */
  const replace = (i, spec) => change(specs.map((old, at) => (at === i ? spec : old)));
  /** @param {number} i @param {number} by */
  const move = (i, by) => {
    const next = [...specs];
    next.splice(i + by, 0, ...next.splice(i, 1));
    change(next);
  };
  /** @param {string} type */
  const add = (type) => change([...specs, { type, ...Object.fromEntries(fields[type].map((field) => [field.name, field.default])) }]);
  const output = fits ? rows[rows.length - 1] : null;
  return html`<div>
    <${Ledger} inputShape=${inputShape} rows=${rows} total=${total} editable=${true} stale=${stale}>
      ${specs.map((spec, i) => html`<${LedgerRow} key=${i} row=${shown[i]} active=${active === shown[i].name} activate=${activate} problem=${problems[i]}
        fields=${html`<span class="layer-fields">${fields[spec.type]?.map((field) => html`<${LayerField} key=${`${spec.type}.${field.name}`} field=${field} spec=${spec}
          place=${shown[i].name} change=${(/** @type {any} */ value) => replace(i, { ...spec, [field.name]: value })} />`)}</span>`}
        tools=${html`<${RowTools} index=${i} count=${specs.length} name=${shown[i].name} move=${(/** @type {number} */ by) => move(i, by)} remove=${() => change(specs.filter((_, at) => at !== i))} />`} />`)}
      ${output && html`<${LedgerRow} row=${output} active=${active === output.name} activate=${activate} fields=${html`<span class="soft">one unit for each class</span>`} tools="" />`}
    <//>
    <${AddLayer} types=${Object.keys(fields)} add=${add} />
  </div>`;
}
