/** The network's size, its example, and its steps downhill. */

import { onNumber, onText } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { significant, subscript } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { ACTIVATIONS, MOST_STEPS, SHAPES } from "./microscope.js";

/** @typedef {import("./microscope.js").Setup} Setup */
/** @typedef {import("./microscope.js").Passed} Passed */

/** @param {{title: string, value: number, min?: number, max?: number, set: (number: number) => void}} props */
const NumberRow = ({ title, value, min, max, set }) => html`<label class="choice-row">
  <span>${title}</span>
  <input type="number" min=${min} max=${max} step="0.1" value=${value} onInput=${onNumber(set, min, max)} />
</label>`;

/** @param {{setup: Setup, passed: Passed, costs: number[]}} props */
export function Panel({ setup: { shape, activation, x, target, rate, steps, seed }, passed, costs }) {
  return html`<div class="panel">
    <label class="choice-row">
      <span>Neurons</span>
      <select value=${shape} onChange=${onText((text) => patchQuery({ units: text, pick: null, stage: null }))}>
        ${SHAPES.map((word) => html`<option value=${word} selected=${word === shape}>${word}</option>`)}
      </select>
    </label>
    <label class="choice-row">
      <span>Activation</span>
      <select value=${activation} onChange=${onText((text) => patchQuery({ f: text }))}>
        ${ACTIVATIONS.map((word) => html`<option value=${word} selected=${word === activation}>${word}</option>`)}
      </select>
    </label>
    ${x.map(
      (value, i) =>
        html`<${NumberRow} key=${i} title=${`x${subscript(i + 1)}`} value=${value}
          set=${(/** @type {number} */ number) => patchQuery({ x: x.map((old, k) => (k === i ? number : old)).join(",") })} />`,
    )}
    <${NumberRow} title="target y" value=${target} min=${0} max=${1} set=${(/** @type {number} */ y) => patchQuery({ y })} />
    <${NumberRow} title="Learning rate" value=${rate} min=${0} max=${10}
      set=${(/** @type {number} */ next) => next && patchQuery({ rate: next })} />
    <p class="actions">
      <button class="button" disabled=${steps >= MOST_STEPS} onClick=${() => patchQuery({ steps: steps + 1 })}>
        Take a step downhill
      </button>
      ${steps > 0 && html`<button class="quiet" onClick=${() => patchQuery({ steps: null })}>Back to the start</button>`}
      <button class="quiet" onClick=${() => patchQuery({ seed: seed + 1, steps: null })}>Other weights</button>
    </p>
    <p role="status">
      J = <strong>${significant(passed.cost.total, 5)}</strong>
      ${
        passed.steps > 0 &&
        html`<span> after ${passed.steps} ${passed.steps === 1 ? "step" : "steps"}; it was ${significant(costs[0], 5)}</span>`
      }
    </p>
  </div>`;
}
