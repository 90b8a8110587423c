/** Controls whose value stands in the address; the default does not. */

import { html } from "../lib/html.js";
import { onText } from "../lib/input-handlers.js";
import { numberField } from "../lib/schema.js";
import { patchQuery } from "../state.js";
import { NumberRow } from "./number-field.js";

/**
 * @param {{name: string, title: string, value: string, words: readonly string[], titles?: Record<string, string>}} props
 *   `words`: the first is the default; `titles`: how they are written, where that differs
 */
export const Choice = ({ name, title, value, words, titles = {} }) => html`<label class="choice-row">
  <span>${title}</span>
  <select value=${value} onChange=${onText((text) => patchQuery({ [name]: text === words[0] ? null : text }))}>
    ${words.map((word) => html`<option value=${word} selected=${word === value}>${titles[word] ?? word.replaceAll("_", " ")}</option>`)}
  </select>
</label>`;

/**
 * A number; what lies out of its bounds is not taken.
 * @param {{name: string, title: string, value: number, min: number, max: number, step?: "1"|"any"|"log"}} props `step`: of 1 for
 *   a count, of 1, 2, 5, 10 for `log`
 */
export const Count = ({ name, title, value, min, max, step = "1" }) => html`<${NumberRow} value=${value}
  field=${numberField(name, title, min, max, { type: step === "1" ? "integer" : "number", logarithmic: step === "log" })}
  change=${(/** @type {number} */ next) => patchQuery({ [name]: next })} />`;
