/** Which classes are predicted as which. A row is a true class; blue is correct, orange is wrong; a cell opens its images. */

import { useRef } from "preact/hooks";

import { html } from "../lib/html.js";
import { integer, percent } from "../lib/numbers.js";

/** @typedef {import("../lib/types.js").Confusion} Confusion */

const MOVES = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
});

/**
 * Background of a cell: as strong as the share of its row, on a root scale, so that rare confusions show. Never so strong that the number
 * is hard to read.
 * @param {number} share @param {boolean} correct
 */
function cellStyle(share, correct) {
  const strength = Math.round(66 * Math.sqrt(share));
  return `background: color-mix(in oklab, var(${correct ? "--diverging-5" : "--diverging-1"}) ${strength}%, var(--paper-sunken))`;
}

/** @param {{confusion: Confusion, truth: number, predicted: number, choose: (truth: number, predicted: number) => void}} props */
export function ConfusionMatrix({ confusion, truth, predicted, choose }) {
  const { labels, matrix } = confusion;
  const table = useRef(/** @type {HTMLElement|null} */ (null));
  /** @param {KeyboardEvent} event @param {number} row @param {number} column */
  const onKeyDown = (event, row, column) => {
    const by = MOVES[event.key];
    if (!by) return;
    event.preventDefault();
    /** @type {HTMLElement|null|undefined} */ (table.current?.querySelector(`[data-cell="${row + by[0]}-${column + by[1]}"]`))?.focus();
  };
  const [tabRow, tabColumn] = [Math.max(truth, 0), Math.max(predicted, 0)];
  return html`<div class="confusion-scroll">
    <table class="confusion" ref=${table}>
      <caption class="visually-hidden">Confusion matrix: rows are true classes, columns predicted classes</caption>
      <thead><tr><th></th>${labels.map((label) => html`<th scope="col"><span>${label}</span></th>`)}</tr></thead>
      <tbody>${matrix.map((row, i) => {
        const total = row.reduce((sum, count) => sum + count, 0) || 1;
        return html`<tr>
          <th scope="row">${labels[i]}</th>
          ${row.map(
            (count, j) => html`<td>
              <button data-cell=${`${i}-${j}`} tabindex=${i === tabRow && j === tabColumn ? 0 : -1}
                style=${cellStyle(count / total, i === j)} aria-pressed=${i === truth && j === predicted}
                aria-label=${`${labels[i]} predicted as ${labels[j]}: ${integer(count)}`}
                title=${`${labels[i]} → ${labels[j]}: ${integer(count)}, ${percent(count / total)}`}
                onKeyDown=${(/** @type {KeyboardEvent} */ e) => onKeyDown(e, i, j)} onClick=${() => choose(i, j)}
              >
                ${count || ""}
              </button>
            </td>`,
          )}
        </tr>`;
      })}</tbody>
    </table>
  </div>`;
}
