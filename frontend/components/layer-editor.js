/** The model summary with its layers open to change: a row opens its settings; layers can be added, moved and removed. */

import { useState } from "preact/hooks";

import { html } from "../lib/html.js";
import { titleOf } from "../lib/schema.js";
import { shortName } from "../lib/slabs.js";
import { LayerFields } from "./layer-fields.js";
import { ModelSummary, ModelSummaryRow, specText } from "./model-summary.js";

/** @typedef {import("../lib/schema.js").Field} Field */
/** @typedef {import("../lib/types.js").LayerRow} LayerRow */
/** @typedef {import("./layer-fields.js").Spec} Spec */

/** @param {{index: number, count: number, move: (by: number) => void, remove: () => void, done: () => void, name: string}} props */
function RowTools({ index, count, move, remove, done, name }) {
  return html`<span class="row-tools">
    <button class="quiet" aria-label=${`Move ${name} up`} disabled=${index === 0} onClick=${() => move(-1)}>↑ Up</button>
    <button class="quiet" aria-label=${`Move ${name} down`} disabled=${index === count - 1} onClick=${() => move(1)}>↓ Down</button>
    <button class="quiet" aria-label=${`Remove ${name}`} disabled=${count === 1} onClick=${remove}>Remove</button>
    <button class="quiet" onClick=${done}>Done</button>
  </span>`;
}

/** @param {{types: string[], add: (type: string) => void}} props */
function AddLayer({ types, add }) {
  /** Adds it, and offers the first line again. @param {Event} event */
  const choose = ({ target }) => {
    const select = /** @type {HTMLSelectElement} */ (target);
    if (select.value) add(select.value);
    select.value = "";
  };
  return html`<p style="margin-top: var(--s2)"><select aria-label="Add a layer" onChange=${choose} style="margin-left: -6px">
    <option value="">Add a layer …</option>${types.map((type) => html`<option value=${type}>${titleOf(shortName(type))}</option>`)}
  </select></p>`;
}

/** Rows of the table before the first answer, and for layers that do not fit. @param {Spec} spec @returns {LayerRow} */
const unknownRow = (spec) => ({
  name: spec.type,
  type: spec.type,
  output_shape: [],
  parameters: 0,
  trainable_parameters: 0,
  non_trainable_parameters: 0,
  bytes: 0,
  parameter_arithmetic: "",
  parameter_formula: "",
  shape_arithmetic: "",
  parameter_latex: "",
  shape_formula: "",
  shape_latex: "",
  padding: null,
  formula: "",
  flops: 0,
});

/** The list with one layer moved. @param {Spec[]} specs @param {number} from @param {number} to */
function reordered(specs, from, to) {
  const next = [...specs];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/**
 * @param {{specs: Spec[], fields: Record<string, Field[]>, change: (specs: Spec[]) => void, rows: LayerRow[], inputShape: number[],
 *   total: number, stale: boolean, problems: Record<number, string>, active: string, activate: (name: string) => void}} props
 *   `rows`: the summary of the last valid network; `problems`: by the layer's index
 */
export function LayerEditor({ specs, fields, change, rows, inputShape, total, stale, problems, active, activate }) {
  const [open, setOpen] = useState(-1);
  const fits = rows.length === specs.length + 1 && specs.every((spec, i) => spec.type === rows[i].type);
  const shown = fits ? rows : specs.map(unknownRow);
  const output = fits ? rows[rows.length - 1] : null;
  /** @param {string} type */
  const add = (type) => {
    change([...specs, { type, ...Object.fromEntries(fields[type].map((field) => [field.name, field.default])) }]);
    setOpen(specs.length);
  };
  /** @param {number} i @param {number} by */
  const move = (i, by) => {
    change(reordered(specs, i, i + by));
    setOpen(i + by);
  };
  /** @param {number} i */
  const remove = (i) => {
    change(specs.filter((_, at) => at !== i));
    setOpen(-1);
  };
  /** @param {Spec} spec @param {number} i */
  const cell = (spec, i) => {
    const { name } = shown[i];
    if (i !== open)
      return html`<button class="row-open" aria-expanded="false" aria-label=${`${specText(spec) || "move or remove"}: change ${name}`}
        onClick=${() => setOpen(i)}>${specText(spec) || "move or remove"}</button>`;
    return html`<div class="row-opened">
      <${LayerFields} fields=${fields[spec.type] ?? []} spec=${spec} place=${name}
        change=${(/** @type {Spec} */ next) => change(specs.map((old, at) => (at === i ? next : old)))} />
      <${RowTools} index=${i} count=${specs.length} name=${name} move=${(/** @type {number} */ by) => move(i, by)}
        remove=${() => remove(i)} done=${() => setOpen(-1)} />
    </div>`;
  };
  return html`<div>
    <${ModelSummary} inputShape=${inputShape} rows=${rows} total=${total} stale=${stale}>
      ${specs.map(
        (spec, i) =>
          html`<${ModelSummaryRow} key=${i} row=${shown[i]} active=${active === shown[i].name} activate=${activate} problem=${problems[i]}
            fields=${cell(spec, i)} />`,
      )}
      ${
        output &&
        html`<${ModelSummaryRow} row=${output} active=${active === output.name} activate=${activate}
          fields=${html`<span class="soft">one unit for each class</span>`} />`
      }
    <//>
    <${AddLayer} types=${Object.keys(fields)} add=${add} />
  </div>`;
}
