/** The size of the network, its example, and the steps of gradient descent. */

import { NumberRow } from "../../components/number-field.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { counted, significant, subscript } from "../../lib/numbers.js";
import { numberField } from "../../lib/schema.js";
import { patchQuery } from "../../state.js";
import { ACTIVATIONS, LAYER_SIZES, MAX_STEPS, RATES } from "./use-backpropagation.js";

/** @typedef {import("./use-backpropagation.js").Setup} Setup */
/** @typedef {import("./use-backpropagation.js").Passes} Passes */

const TARGET = numberField("y", "Target y", 0, 1);
const RATE = numberField("rate", "Learning rate", RATES.minimum, RATES.maximum, { logarithmic: true });

/** @param {{setup: Setup, passes: Passes|null, costs: number[]}} props */
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
    ${x.map((value, i) => {
      const field = numberField(`x${i}`, `x${subscript(i + 1)}`);
      return html`<${NumberRow} key=${i} field=${field} value=${value}
        change=${(/** @type {number} */ next) => patchQuery({ x: x.with(i, next).join(",") })} />`;
    })}
    <${NumberRow} field=${TARGET} value=${target} change=${(/** @type {number} */ y) => patchQuery({ y })} />
    <${NumberRow} field=${RATE} value=${rate} change=${(/** @type {number} */ next) => patchQuery({ rate: next })} />
    <p class="actions">
      <button class="button" disabled=${steps >= MAX_STEPS} onClick=${() => patchQuery({ steps: steps + 1 })}>
        Gradient descent step
      </button>
      ${steps > 0 && html`<button class="quiet" onClick=${() => patchQuery({ steps: null })}>Reset</button>`}
      <button class="quiet" onClick=${() => patchQuery({ seed: seed + 1, steps: null })}>Randomize weights</button>
    </p>
    ${
      passes &&
      html`<p role="status">
        J = <strong>${significant(passes.cost.total, 5)}</strong>
        ${
          passes.steps > 0 &&
          html`<span>
            ${" "}after ${counted(passes.steps, "step")} with learning rate ${significant(rate)}; initially ${significant(costs[0], 5)}
          </span>`
        }
      </p>`
    }
  </div>`;
}
