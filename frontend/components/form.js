/** A form made of a kind's JSON Schema: its parameters under the headings that `x-group` names. */

import { html } from "../lib/html.js";
import { applies } from "../lib/schema.js";
import { FormField } from "./field.js";

/** @typedef {import("../lib/schema.js").Field} Field */

/**
 * @param {{fields: Field[], values: import("../lib/types.js").Params, change: (name: string, value: unknown) => void,
 *   problems: Record<string, string>}} props `problems`: what the server said of single parameters
 */
export function Form({ fields, values, change, problems }) {
  const shown = fields.filter((field) => field.type !== "other" && applies(field, values));
  const groups = [...new Set(shown.map(({ group }) => group))];
  return html`<div class="columns">
    ${groups.map(
      (group) => html`<div key=${group} role="group" aria-label=${group}>
        <h3>${group}</h3>
        ${shown
          .filter((field) => field.group === group)
          .map(
            (field) => html`<${FormField} key=${field.name} field=${field} value=${values[field.name]} wrong=${problems[field.name]}
              change=${(/** @type {unknown} */ value) => change(field.name, value)} />`,
          )}
      </div>`,
    )}
  </div>`;
}
