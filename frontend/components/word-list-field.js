/** A list of words that is typed as text. What is no allowed list stays as it was typed, and is reported. */

import { useEffect, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { onText } from "../lib/input-handlers.js";
import { problemWithWords, wordsIn } from "../lib/word-list.js";
import { useReported } from "./wrong-fields.js";

/** @typedef {import("../lib/schema.js").Field} Field */

/** @param {{field: Field, value: string[], change: (value: string[]) => void, wrong?: string}} props `wrong`: what the server said of it */
export function WordListField({ field, value, change, wrong = "" }) {
  const given = value.join(" ");
  const [text, setText] = useState(given);
  useEffect(() => {
    if (wordsIn(text).join(" ") !== given) setText(given);
  }, [given]);
  const own = problemWithWords(field, wordsIn(text));
  useReported(own && `${field.title}: ${own}`);
  /** @param {string} typed */
  const type = (typed) => {
    setText(typed);
    if (!problemWithWords(field, wordsIn(typed))) change(wordsIn(typed));
  };
  const problem = own || wrong;
  const id = `field-${field.name}`;
  return html`<div class="field">
    <label class="field-label" for=${id}>${field.title}</label>
    <input id=${id} class="wide" type="text" autocomplete="off" autocapitalize="none" spellcheck=${false} value=${text}
      aria-invalid=${problem ? "true" : undefined} aria-describedby=${`${id}-hint`}
      onInput=${onText(type)} />
    <span id=${`${id}-hint`} class=${problem ? "field-wrong" : "field-hint"} role=${problem ? "alert" : undefined}>
      ${problem || field.description}
    </span>
  </div>`;
}
