/** One parameter of a form, drawn by its type. */

import { html } from "../lib/html.js";
import { onText, onTick } from "../lib/input-handlers.js";
import { NumberField } from "./number-field.js";
import { WordListField } from "./word-list-field.js";

/** @typedef {import("../lib/schema.js").Field} Field */

/** @param {{field: Field, value: string, change: (value: string) => void}} props */
function ChoiceField({ field, value, change }) {
  const id = `field-${field.name}`;
  return html`<div class="field">
    <label class="field-label" for=${id}>${field.title}</label>
    <select id=${id} value=${value} onChange=${onText(change)}>
      ${field.choices.map((choice) => html`<option value=${choice} selected=${choice === value}>${choice.replaceAll("_", " ")}</option>`)}
    </select>
    ${field.description && html`<span class="field-hint">${field.description}</span>`}
  </div>`;
}

/** @param {{field: Field, value: boolean, change: (value: boolean) => void}} props */
function BooleanField({ field, value, change }) {
  const id = `field-${field.name}`;
  return html`<div class="field">
    <label class="field-label" for=${id}>${field.title}</label>
    <input id=${id} type="checkbox" checked=${value} onChange=${onTick(change)} />
    ${field.description && html`<span class="field-hint">${field.description}</span>`}
  </div>`;
}

/** @param {{field: Field, value: string, change: (value: string) => void, wrong?: string}} props `wrong`: what the server said of it */
function TextField({ field, value, change, wrong = "" }) {
  const id = `field-${field.name}`;
  return html`<div class="field">
    <label class="field-label" for=${id}>${field.title}</label>
    <input id=${id} class="wide" type="text" autocomplete="off" value=${value} aria-invalid=${wrong ? "true" : undefined}
      aria-describedby=${`${id}-hint`} onInput=${onText(change)} />
    <span id=${`${id}-hint`} class=${wrong ? "field-wrong" : "field-hint"} role=${wrong ? "alert" : undefined}>
      ${wrong || field.description}
    </span>
  </div>`;
}

/** @param {{field: Field, value: unknown, change: (value: unknown) => void, wrong?: string}} props */
export function FormField(props) {
  switch (props.field.type) {
    case "integer":
    case "number":
      return html`<${NumberField} ...${props} />`;
    case "boolean":
      return html`<${BooleanField} ...${props} />`;
    case "choice":
      return html`<${ChoiceField} ...${props} />`;
    case "text":
      return html`<${TextField} ...${props} />`;
    case "words":
      return html`<${WordListField} ...${props} />`;
    default:
      return null;
  }
}
