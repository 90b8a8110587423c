/** Every derivative of the network beside the same from finite differences. */

import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";

/** @typedef {import("./network-figure.js").Picked} Picked */
/** @typedef {import("./network-figure.js").Layer} Layer */
/** @typedef {import("./network-figure.js").Backward} Backward */
/** @typedef {import("./microscope.js").Gradients} Gradients */

/** Every parameter with its derivative, layer by layer. @param {Layer[]} layers @param {Backward[]} backward */
const parametersOf = (layers, backward) =>
  layers.flatMap(({ weights, bias }, layer) => {
    const { dj_dw, dj_db, dj_dw_difference, dj_db_difference } = backward[layer];
    return weights.flatMap((row, unit) => [
      ...row.map((value, input) => ({
        picked: { layer, unit, input },
        value,
        derivative: dj_dw[unit][input],
        difference: dj_dw_difference[unit][input],
      })),
      { picked: { layer, unit, input: null }, value: bias[unit], derivative: dj_db[unit], difference: dj_db_difference[unit] },
    ]);
  });

/** @param {Picked} one @param {Picked} other */
const same = (one, other) => one.layer === other.layer && one.unit === other.unit && one.input === other.input;

/** @param {{layers: Layer[], backward: Gradients, picked: Picked, pick: (picked: Picked) => void}} props */
export function AllDerivatives({ layers, backward, picked, pick }) {
  return html`<div class="ledger-scroll" tabindex="0" role="group" aria-label="Every derivative">
    <table>
      <thead>
        <tr>
          <th scope="col">parameter</th>
          <th scope="col" class="number">value</th>
          <th scope="col" class="number">derivative</th>
          <th scope="col" class="number">finite difference</th>
        </tr>
      </thead>
      <tbody>
        ${parametersOf(layers, backward.layers).map(
          ({ picked: one, value, derivative, difference }) => html`<tr class=${same(one, picked) ? "active" : ""}>
            <td>
              <button class="row-open" onClick=${() => pick(one)}>
                ${one.input === null ? `b, neuron ${one.unit + 1}` : `w, ${one.input + 1} → ${one.unit + 1}`}${" "}
                <span class="soft">of layer ${one.layer + 1}</span>
              </button>
            </td>
            <td class="number">${significant(value)}</td>
            <td class="number">${significant(derivative, 6)}</td>
            <td class="number">${significant(difference, 6)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
