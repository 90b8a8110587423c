/** Every quantity of one step of one optimizer, beside its equations. */

import { Formula } from "../../components/formula.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { updateWithNumbers } from "./update.js";

const SIGNS = /** @type {Record<string, string>} */ ({
  gradient: "g",
  velocity: "v",
  sum_of_squares: "s",
  m: "m",
  v: "v",
  m_hat: "m̂",
  v_hat: "v̂",
  adaptive_change: "Adam’s change",
  decay: "−αλθ",
  change: "change",
  theta: "θ, the new place",
});

/**
 * @param {{id: string, before: number, parameters: Record<string, number>, title: string, equations: string[], ledger: Record<string,
 *   number[]>|undefined, step: number}} props
 */
export function Ledger({ id, before, parameters, title, equations, ledger, step }) {
  return html`<div class="optimizer-ledger">
    <h3>${title}, step ${step}</h3>
    ${equations.map((tex) => html`<${Formula} key=${tex} tex=${tex} plain=${tex} />`)}
    ${
      ledger &&
      html`<${Formula} tex=${updateWithNumbers(id, ledger, before, parameters)}
        plain=${`along x: ${significant(before, 6)} becomes ${significant(ledger.theta[0], 6)}`} />`
    }
    ${
      ledger
        ? html`<table>
          <thead>
            <tr><th scope="col">quantity</th><th scope="col" class="number">along x</th><th scope="col" class="number">along y</th></tr>
          </thead>
          <tbody>
            ${Object.entries(ledger).map(
              ([name, [x, y]]) =>
                html`<tr>
                  <th scope="row">${SIGNS[name] ?? name}</th>
                  <td class="number">${significant(x, 6)}</td>
                  <td class="number">${significant(y, 6)}</td>
                </tr>`,
            )}
          </tbody>
        </table>`
        : html`<p class="soft">Its path has ended before this step.</p>`
    }
  </div>`;
}
