/** A matrix whose cells are edited in place; the deeper the colour, the larger the number. */

import { html } from "../../lib/html.js";
import { withCell } from "./settings.js";

/** @param {number} value @param {number} limit */
export const tint = (value, limit) =>
  `background-color: color-mix(in srgb, var(--diverging-${value < 0 ? 1 : 5}) ${Math.round(limit ? (38 * Math.abs(value)) / limit : 0)}%, var(--paper-raised))`;

/** @param {number[][]} rows */
export const largest = (rows) => Math.max(...rows.flat().map(Math.abs));

/** @param {KeyboardEvent} event left and right go to the next cell; up and down change the number */
function walk(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const cells = [.../** @type {Element} */ (event.currentTarget).querySelectorAll("input")];
  cells[cells.indexOf(/** @type {HTMLInputElement} */ (event.target)) + step]?.focus();
}

/** @param {{rows: number[][], change: (rows: number[][]) => void, name: string}} props */
export function MatrixGrid({ rows, change, name }) {
  const limit = largest(rows);
  /** @param {any} event @param {number} i @param {number} j */
  const type = ({ target }, i, j) => {
    if (Number.isFinite(target.valueAsNumber)) change(withCell(rows, i, j, target.valueAsNumber));
  };
  return html`<div class="matrix-grid" role="group" aria-label=${name} style=${`--columns: ${rows[0].length}`} onKeyDown=${walk}>
    ${rows.map((row, i) =>
      row.map(
        (value, j) => html`<input key=${`${i},${j}`} type="number" step="any" value=${value} style=${tint(value, limit)}
          aria-label=${`${name}, row ${i + 1}, column ${j + 1}`} data-symbol=${`${name[0].toLowerCase()}${i}-${j}`}
          onInput=${(/** @type {any} */ e) => type(e, i, j)} />`,
      ),
    )}
  </div>`;
}
