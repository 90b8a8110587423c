/** The training examples as a truth table, with the prediction ŷ of the neuron in the current iteration. */

import { html } from "../../lib/html.js";
import { fixed, subscript } from "../../lib/numbers.js";

/**
 * @param {{inputs: number[][], outputs: number[], predictions: number[]|null,
 *   change: (inputs: number[][], outputs: number[]) => void}} props `predictions`: ŷ of each row
 */
export function TruthTable({ inputs, outputs, predictions, change }) {
  const flipInput = (/** @type {number} */ i, /** @type {number} */ j) =>
    change(
      inputs.map((row, y) => row.map((value, x) => (y === i && x === j ? 1 - value : value))),
      outputs,
    );
  const flipOutput = (/** @type {number} */ i) =>
    change(
      inputs,
      outputs.map((value, y) => (y === i ? 1 - value : value)),
    );
  return html`<div class="truth">
    <table aria-label="Truth table">
      <thead>
        <tr>
          ${inputs[0].map((_, j) => html`<th scope="col">x${subscript(j + 1)}</th>`)}
          <th scope="col">target y</th>
          <th scope="col">prediction ŷ</th>
          <th scope="col"><span class="visually-hidden">remove</span></th>
        </tr>
      </thead>
      <tbody>
        ${inputs.map(
          (row, i) => html`<tr>
            ${row.map(
              (value, j) =>
                html`<td>
                  <button class="bit" aria-label=${`Row ${i + 1}, input ${j + 1}: ${value}`} onClick=${() => flipInput(i, j)}>
                    ${value}
                  </button>
                </td>`,
            )}
            <td>
              <button class="bit strong" aria-label=${`Row ${i + 1}, target: ${outputs[i]}`} onClick=${() => flipOutput(i)}>
                ${outputs[i]}
              </button>
            </td>
            <td class="predicted-output" data-symbol=${`y${i}`}>
              <i style=${`width: ${100 * (predictions?.[i] ?? 0)}%`}></i>
              <span>${predictions ? fixed(predictions[i], 6) : "–"}</span>
            </td>
            <td>${
              inputs.length > 1 &&
              html`<button class="quiet" aria-label=${`Remove row ${i + 1}`} onClick=${() =>
                change(
                  inputs.filter((_, y) => y !== i),
                  outputs.filter((_, y) => y !== i),
                )}>×</button>`
            }</td>
          </tr>`,
        )}
      </tbody>
    </table>
    <p class="actions">
      <button class="quiet" disabled=${inputs.length >= 8} onClick=${() => change([...inputs, inputs[0].map(() => 0)], [...outputs, 0])}>
        Add row
      </button>
    </p>
  </div>`;
}
