/** Controls whose value stands in the address; the default does not. */

import { html } from "../lib/html.js";
import { onNumber, onText } from "../lib/input-handlers.js";
import { patchQuery } from "../state.js";

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
 * @param {{name: string, title: string, value: number, min: number, max: number, step?: string}} props
 */
export const Count = ({ name, title, value, min, max, step = "1" }) => html`<label class="choice-row">
  <span>${title}</span>
  <input type="number" min=${min} max=${max} step=${step} value=${value}
    onInput=${onNumber((number) => patchQuery({ [name]: number }), min, max)} />
</label>`;
