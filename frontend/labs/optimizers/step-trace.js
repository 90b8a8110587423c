/** The trace of one optimizer step: its equations, the update with numbers, and every quantity. */

import { Formula } from "../../components/formula.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { updateWithNumbers } from "./update.js";

const QUANTITIES = /** @type {Record<string, string>} */ ({
  gradient: "gradient g",
  velocity: "velocity v",
  sum_of_squares: "sum of squares s",
  m: "first moment m",
  v: "second moment v",
  m_hat: "bias-corrected m̂",
  v_hat: "bias-corrected v̂",
  adaptive_change: "Adam update",
  decay: "weight decay −αλθ",
  change: "update Δθ",
  theta: "new θ",
});

/**
 * @param {{id: string, before: number, parameters: Record<string, number>, title: string, equations: string[], trace: Record<string,
 *   number[]>|undefined, step: number}} props
 */
export function StepTrace({ id, before, parameters, title, equations, trace, step }) {
  return html`<div class="step-trace">
    <h3>${title}, ${step === 0 ? "the first step, to come" : `step ${step}`}</h3>
    ${equations.map((tex) => html`<${Formula} key=${tex} tex=${tex} plain=${tex} />`)}
    ${
      trace &&
      html`<${Formula} tex=${updateWithNumbers(id, trace, before, parameters)}
        plain=${`x: from ${significant(before, 8)} to ${significant(trace.theta[0], 8)}`} />`
    }
    ${
      trace
        ? html`<table>
          <thead>
            <tr><th scope="col">quantity</th><th scope="col" class="number">x</th><th scope="col" class="number">y</th></tr>
          </thead>
          <tbody>
            ${Object.entries(trace).map(
              ([name, [x, y]]) =>
                html`<tr>
                  <th scope="row">${QUANTITIES[name] ?? name}</th>
                  <td class="number">${significant(x, 6)}</td>
                  <td class="number">${significant(y, 6)}</td>
                </tr>`,
            )}
          </tbody>
        </table>`
        : html`<p class="soft">The optimizer diverged before this step.</p>`
    }
  </div>`;
}
