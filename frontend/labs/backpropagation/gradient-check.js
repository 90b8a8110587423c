/** Gradient check: every partial derivative by back-propagation beside the same from finite differences. */

import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";

/** @typedef {import("./network-figure.js").Parameter} Parameter */
/** @typedef {import("./network-figure.js").Layer} Layer */
/** @typedef {import("./network-figure.js").Backward} Backward */
/** @typedef {import("./use-backpropagation.js").Gradients} Gradients */

/** Every parameter with its derivative, layer by layer. @param {Layer[]} layers @param {Backward[]} backward */
const derivativesOf = (layers, backward) =>
  layers.flatMap(({ weights, bias }, layer) => {
    const { dj_dw, dj_db, dj_dw_difference, dj_db_difference } = backward[layer];
    return weights.flatMap((row, unit) => [
      ...row.map((value, input) => ({
        parameter: { layer, unit, input },
        value,
        derivative: dj_dw[unit][input],
        difference: dj_dw_difference[unit][input],
      })),
      { parameter: { layer, unit, input: null }, value: bias[unit], derivative: dj_db[unit], difference: dj_db_difference[unit] },
    ]);
  });

/** @param {Parameter} one @param {Parameter} other */
const same = (one, other) => one.layer === other.layer && one.unit === other.unit && one.input === other.input;

/** @param {Parameter} parameter */
const nameOf = ({ unit, input }) => (input === null ? `bias of neuron ${unit + 1}` : `weight ${input + 1} → ${unit + 1}`);

/** @param {{layers: Layer[], backward: Gradients, selected: Parameter, select: (parameter: Parameter) => void}} props */
export function GradientCheck({ layers, backward, selected, select }) {
  return html`<section class="gradient-check">
    <h2>Gradient check</h2>
    <p class="soft">
      Every partial derivative by backpropagation and by finite differences; the largest deviation
      is ${significant(backward.largest_deviation, 2)}.
    </p>
    <div class="derivatives" tabindex="0" role="group" aria-label="All partial derivatives">
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
          ${derivativesOf(layers, backward.layers).map(
            ({ parameter, value, derivative, difference }) => html`<tr class=${same(parameter, selected) ? "active" : ""}>
              <td>
                <button class="row-open" onClick=${() => select(parameter)}>
                  ${nameOf(parameter)} <span class="soft">of layer ${parameter.layer + 1}</span>
                </button>
              </td>
              <td class="number">${significant(value)}</td>
              <td class="number">${significant(derivative, 6)}</td>
              <td class="number">${significant(difference, 6)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
