/** The predicted classes of an image: the most probable ones as bars. */

import { html } from "../lib/html.js";
import { percent } from "../lib/numbers.js";

/** @param {{predictions: import("../lib/types.js").Prediction[]}} props */
export function Predictions({ predictions }) {
  return html`<div class="predictions" role="list" aria-label="Most probable classes">
    ${predictions.map(
      ({ label, probability }) => html`<div class="prediction" role="listitem" key=${label}>
        <span>${label}</span>
        <span class="track"><i style=${`width: ${(100 * probability).toFixed(2)}%`}></i></span>
        <span class="number">${percent(probability)}</span>
      </div>`,
    )}
  </div>`;
}
