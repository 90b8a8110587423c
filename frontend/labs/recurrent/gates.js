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

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @param {number} place @param {number} count */
const within = (place, count) => Math.max(0, Math.min(count - 1, place));

/** @param {number} value */
const shownNumber = (value) => fixed(value, 2).replace("-", "−");

/** @param {number} at @param {number} unit */
const choose = (at, unit) => patchQuery({ at, unit: unit || null });

/** @param {{shown: Shown, quantity: Quantity, at: number, unit: number}} props */
function HeatMap({ shown: { setup, unrolled }, quantity: { name, symbol, question }, at, unit }) {
  const rows = unrolled.values[name];
  const limit = Math.max(1, ...rows.flat().map(Math.abs));
  const title = NAMES[/** @type {keyof typeof NAMES} */ (name)];
  /** One of all numbers is reached by Tab, the others by the arrow keys. @param {KeyboardEvent} event */
  const move = (event) => {
    const [down, right] = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)] ?? [0, 0];
    if (!down && !right) return;
    event.preventDefault();
    const buttons = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("button")];
    const from = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const t = within((from % rows.length) + right, rows.length);
    const j = within(Math.floor(from / rows.length) + down, rows[0].length);
    choose(t, j);
    buttons[j * rows.length + t].focus();
  };
  return html`<figure class="gate-map">
    <figcaption><strong>${title}</strong> <${Formula} tex=${symbol} plain=${name} />${question && html`<em>${question}</em>`}</figcaption>
    <table onKeyDown=${move}>
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
                <button aria-label=${`${title}, unit ${j + 1}, step ${t + 1}: ${shownNumber(row[j])}`}
                  aria-pressed=${t === at && j === unit} tabindex=${t === at && j === unit ? 0 : -1} onClick=${() => choose(t, j)}
                >
                  ${shownNumber(row[j])}
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
