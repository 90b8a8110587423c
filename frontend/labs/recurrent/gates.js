/** Every gate, the candidate, the cell and the state over time: a row for each unit, a column for each letter. */

import { Formula } from "../../components/formula.js";
import { html } from "../../lib/html.js";
import { fixed } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { tint } from "../kernels/matrix-grid.js";
import { shownLetter } from "./setup.js";

/** @typedef {import("./use-recurrent.js").Shown} Shown */
/** @typedef {import("./use-recurrent.js").Quantity} Quantity */

export const NAMES = {
  update: "Update gate",
  relevance: "Relevance gate",
  forget: "Forget gate",
  output: "Output gate",
  candidate: "Candidate",
  cell: "Cell",
  state: "State",
};

/** @param {{shown: Shown, quantity: Quantity, at: number, unit: number}} props */
function HeatMap({ shown: { setup, unrolled }, quantity: { name, symbol, question }, at, unit }) {
  const rows = unrolled.values[name];
  const limit = Math.max(1, ...rows.flat().map(Math.abs));
  const title = NAMES[/** @type {keyof typeof NAMES} */ (name)];
  return html`<figure class="gate-map">
    <figcaption><strong>${title}</strong> <${Formula} tex=${symbol} plain=${name} />${question && html`<em>${question}</em>`}</figcaption>
    <table>
      <caption class="visually-hidden">${title}: units over time</caption>
      <thead><tr><td></td>${rows.map((_, t) => html`<th key=${t} scope="col">${shownLetter([...setup.text][t])}</th>`)}</tr></thead>
      <tbody>
        ${rows[0].map(
          (_, j) => html`<tr key=${j}>
            <th scope="row">${j + 1}</th>
            ${rows.map(
              (row, t) => html`<td key=${t} class=${t === at && j === unit ? "chosen" : ""} style=${tint(row[j], limit)}
                data-symbol=${`${name}-${t}-${j}`}
              >
                <button title=${`${title}, unit ${j + 1}, step ${t + 1}`} onClick=${() => patchQuery({ at: t, unit: j || null })}>
                  ${fixed(row[j], 2).replace("-", "−")}
                </button>
              </td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </figure>`;
}

/** @param {{shown: Shown, at: number, unit: number}} props */
export const GateMaps = ({ shown, at, unit }) => html`<div>
  <p class="soft">
    Rows are the units of the layer, columns the time steps. A gate lies between 0, closed, and 1, open. Select a number: figure 3 shows how
    it came about.
  </p>
  <div class="gate-maps">
    ${shown.step.quantities.map(
      (quantity) => html`<${HeatMap} key=${quantity.name} shown=${shown} quantity=${quantity} at=${at} unit=${unit} />`,
    )}
  </div>
</div>`;
