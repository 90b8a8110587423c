/** A matrix with editable cells, coloured by sign and magnitude. */

import { NumberCell } from "../../components/number-field.js";
import { html } from "../../lib/html.js";
import { numberField } from "../../lib/schema.js";
import { withCell } from "./settings.js";

/** @param {number} value @param {number} limit */
export function tint(value, limit) {
  const share = Math.round(limit ? (38 * Math.abs(value)) / limit : 0);
  return `background-color: color-mix(in srgb, var(--diverging-${value < 0 ? 1 : 5}) ${share}%, var(--paper-raised))`;
}

/** @param {number[][]} rows */
export const largest = (rows) => Math.max(...rows.flat().map(Math.abs));

/** @param {KeyboardEvent} event left and right move to the next cell; up and down change the value */
function moveFocus(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const cells = [.../** @type {Element} */ (event.currentTarget).querySelectorAll("input")];
  cells[cells.indexOf(/** @type {HTMLInputElement} */ (event.target)) + step]?.focus();
}

/** @param {{rows: number[][], change: (rows: number[][]) => void, name: string}} props */
export function MatrixGrid({ rows, change, name }) {
  const limit = largest(rows);
  return html`<div class="matrix-grid" role="group" aria-label=${name} style=${`--columns: ${rows[0].length}`} onKeyDown=${moveFocus}>
    ${rows.map((row, i) =>
      row.map(
        (value, j) =>
          html`<${NumberCell} field=${numberField(`${name}-${i}-${j}`, `${name}, row ${i + 1}, column ${j + 1}`)} value=${value} change=${(/** @type {number|null} */ next) => next !== null && change(withCell(rows, i, j, next))} key=${`${i},${j}`} look=${tint(value, limit)} symbol=${`${name[0].toLowerCase()}${i}-${j}`} />`,
      ),
    )}
  </div>`;
}
