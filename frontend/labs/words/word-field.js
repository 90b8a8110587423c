/** A word of the vocabulary, with completions; an unknown word is an error beside the field. */

import { useId, useState } from "preact/hooks";

import { ask } from "../../api.js";
import { useAnswer } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { lowerCase } from "../../lib/word-list.js";

/** @param {{label: string, model: string, value: string, change: (word: string) => void, wrong?: string}} props */
export function WordField({ label, model, value, change, wrong }) {
  const id = useId();
  const [typed, setTyped] = useState(/** @type {string|null} */ (null));
  const text = typed ?? value;
  /** @returns {Promise<{words: string[]}>} */
  const completions = () => ask(`/models/${model}/words?limit=12&prefix=${encodeURIComponent(text)}`);
  const { data } = useAnswer(typed === null ? "" : `${model} ${typed}`, completions);
  const take = (/** @type {Event} */ event) => {
    const word = /** @type {HTMLInputElement} */ (event.target).value.trim();
    setTyped(null);
    if (word) change(lowerCase(word));
  };
  return html`<label class="word-field">
    <span>${label}</span>
    <input type="text" list=${id} value=${text} autocomplete="off" spellcheck=${false} aria-invalid=${Boolean(wrong)}
      aria-describedby=${wrong ? `${id}-wrong` : undefined} onInput=${onText(setTyped)}
      onChange=${take} />
    <datalist id=${id}>
      ${(data?.words ?? []).map((word) => html`<option key=${word} value=${word}></option>`)}
    </datalist>
    ${wrong && html`<span class="wrong small" id=${`${id}-wrong`} role="alert">${wrong}</span>`}
  </label>`;
}
