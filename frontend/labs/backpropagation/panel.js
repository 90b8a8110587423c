/** The size of the network, its example, and the steps of gradient descent. */

import { NumberCell } from "../../components/number-field.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { significant, subscript } from "../../lib/numbers.js";
import { numberField } from "../../lib/schema.js";
import { patchQuery } from "../../state.js";
import { ACTIVATIONS, LAYER_SIZES, MAX_STEPS } from "./use-backpropagation.js";

/** @typedef {import("./use-backpropagation.js").Setup} Setup */
/** @typedef {import("./use-backpropagation.js").Passes} Passes */

/** @param {{title: string, value: number, min?: number, max?: number, set: (number: number) => void}} props */
const NumberRow = ({ title, value, min, max, set }) => html`<label class="choice-row">
  <span>${title}</span>
  <${NumberCell} field=${numberField(title, title, min, max)} value=${value} change=${(/** @type {number|null} */ next) => next !== null && set(next)} />
</label>`;

/** @param {{setup: Setup, passes: Passes, costs: number[]}} props */
export function Panel({ setup: { sizes, activation, x, target, rate, steps, seed }, passes, costs }) {
  return html`<div class="panel">
    <label class="choice-row">
      <span>Neurons per layer</span>
      <select value=${sizes} onChange=${onText((text) => patchQuery({ units: text, pick: null, stage: null }))}>
        ${LAYER_SIZES.map((word) => html`<option value=${word} selected=${word === sizes}>${word}</option>`)}
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
    <${NumberRow} title="Target y" value=${target} min=${0} max=${1} set=${(/** @type {number} */ y) => patchQuery({ y })} />
    <${NumberRow} title="Learning rate" value=${rate} min=${0} max=${10}
      set=${(/** @type {number} */ next) => next && patchQuery({ rate: next })} />
    <p class="actions">
      <button class="button" disabled=${steps >= MAX_STEPS} onClick=${() => patchQuery({ steps: steps + 1 })}>
        Gradient descent step
      </button>
      ${steps > 0 && html`<button class="quiet" onClick=${() => patchQuery({ steps: null })}>Reset</button>`}
      <button class="quiet" onClick=${() => patchQuery({ seed: seed + 1, steps: null })}>Randomize weights</button>
    </p>
    <p role="status">
      J = <strong>${significant(passes.cost.total, 5)}</strong>
      ${
        passes.steps > 0 &&
        html`<span> after ${passes.steps} ${passes.steps === 1 ? "step" : "steps"}; initially ${significant(costs[0], 5)}</span>`
      }
    </p>
  </div>`;
}
