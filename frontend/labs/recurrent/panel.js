/** The cell, the text that it reads, and its training. */

import { useEffect, useState } from "preact/hooks";

import { Choice, Count } from "../../components/controls.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { patchQuery } from "../../state.js";
import { CELL_TITLES, CELLS, CONVENTION_TITLES, CONVENTIONS, MAX_STEPS, problemOf, RATE, UNITS } from "./setup.js";

/** @typedef {import("./setup.js").Setup} Setup */

const MORE = 100;

/** The text, which follows the address while it is allowed. @param {{value: string}} props */
function TextField({ value }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const wrong = problemOf(text);
  /** @param {string} next */
  const type = (next) => {
    setText(next);
    if (!problemOf(next)) patchQuery({ text: next, at: null });
  };
  return html`<div>
    <label class="choice-row">
      <span>Text</span>
      <input type="text" value=${text} autocomplete="off" spellcheck=${false} aria-invalid=${Boolean(wrong)}
        aria-describedby="recurrent-text" onInput=${onText(type)} />
    </label>
    <p id="recurrent-text" class="wrong small" role=${wrong ? "alert" : undefined}>${wrong && `${wrong}; still “${value}”`}</p>
  </div>`;
}

/** @param {{setup: Setup, asking: boolean}} props */
export function Panel({ setup, asking }) {
  const { cell, convention, after, text, units, seed, steps, rate, clip } = setup;
  return html`<div class="panel">
    <h3>Cell</h3>
    <${Choice} name="cell" title="Cell" value=${cell} words=${CELLS} titles=${CELL_TITLES} />
    <${Choice} name="convention" title="Convention" value=${convention} words=${CONVENTIONS} titles=${CONVENTION_TITLES} />
    ${
      cell === "gru" &&
      convention === "keras" &&
      html`<${Choice} name="after" title="reset_after" value=${after ? "yes" : "no"} words=${["yes", "no"]} />`
    }
    <${TextField} value=${text} />
    <${Count} name="units" title="Units" value=${units} min=${UNITS.minimum} max=${UNITS.maximum} />
    <${Count} name="seed" title="Seed" value=${seed} min=${0} max=${2 ** 32 - 1} />
    <h3>Training by gradient descent</h3>
    <${Count} name="rate" title="Learning rate" value=${rate} min=${RATE.minimum} max=${RATE.maximum} step="log" />
    <${Choice} name="clip" title="Clip the gradient’s norm to 1" value=${clip ? "yes" : "no"} words=${["yes", "no"]} />
    <p class="actions">
      <button class="button" disabled=${asking || steps >= MAX_STEPS}
        onClick=${() => patchQuery({ steps: Math.min(MAX_STEPS, steps + MORE) })}
      >
        Train for ${MORE} steps
      </button>
      ${steps > 0 && html`<button class="quiet" onClick=${() => patchQuery({ steps: null })}>Reset</button>`}
    </p>
    <p role="status" class="soft small">${asking && "Computing …"}</p>
  </div>`;
}
