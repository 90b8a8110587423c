/** A matrix of numbers: each cell is typed into, and a matrix that is pasted into any cell takes the place of all. */

import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { parseMatrix } from "../lib/pasted-matrix.js";
import { problemWith } from "../lib/schema.js";
import { NumberCell } from "./number-field.js";

/** @typedef {import("../lib/schema.js").Field} Field */
/** With more columns than this the cells get narrow. */
const MANY = 9;

/** @typedef {{least: number, rows: number, columns: number}} Sizes the least number of rows and of columns, and the most of each */

/** @param {HTMLInputElement} input @param {number} step -1 or 1 */
function isAtEnd({ selectionStart, selectionEnd, value }, step) {
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  return selectionStart === selectionEnd && selectionStart === (step < 0 ? 0 : value.length);
}

/** Left and right move the caret, and at the ends of the text, or with Ctrl or Alt, to the next cell. @param {KeyboardEvent} event */
function moveFocus(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (!step || event.shiftKey || !(event.ctrlKey || event.altKey || isAtEnd(input, step))) return;
  const cells = [.../** @type {Element} */ (event.currentTarget).querySelectorAll("input")];
  const next = cells[cells.indexOf(input) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}

/** @param {number[][]} rows */
const sizeOf = (rows) => `${rows.length}×${rows[0].length}`;

/**
 * Why the matrix cannot take the place of the one that is shown; empty when it can.
 * @param {number[][]} rows
 * @param {Sizes} sizes
 * @param {(i: number, j: number) => Field} fieldOf
 */
function problemOf(rows, { least, rows: height, columns: width }, fieldOf) {
  const isTooLarge = rows.length > height || rows[0].length > width;
  const isTooSmall = Math.min(rows.length, rows[0].length) < least;
  if (isTooLarge || isTooSmall)
    return `pasted ${sizeOf(rows)}; allowed: ${Math.min(least, height)}×${Math.min(least, width)} to ${height}×${width}`;
  for (const [i, row] of rows.entries())
    for (const [j, value] of row.entries()) {
      const problem = problemWith(fieldOf(i, j), value);
      if (problem) return `row ${i + 1}, column ${j + 1} of what was pasted is ${value}; ${problem}`;
    }
  return "";
}

/**
 * What was pasted last, in words.
 * @param {number[][]} shown
 * @param {Sizes} sizes
 * @param {(i: number, j: number) => Field} fieldOf
 * @param {(rows: number[][]) => void} change
 */
function usePaste(shown, sizes, fieldOf, change) {
  const [said, setSaid] = useState({ wrong: false, text: "" });
  /** @param {ClipboardEvent} event */
  const onPaste = (event) => {
    const pasted = parseMatrix(event.clipboardData?.getData("text/plain") ?? "");
    if (!pasted) return;
    event.preventDefault();
    const rows = "rows" in pasted ? pasted.rows : null;
    const problem = rows ? problemOf(rows, sizes, fieldOf) : `not pasted: ${/** @type {{problem: string}} */ (pasted).problem}`;
    if (rows && !problem) change(rows);
    setSaid(
      problem
        ? { wrong: true, text: `${problem}; still ${sizeOf(shown)}` }
        : { wrong: false, text: `Pasted ${sizeOf(/** @type {number[][]} */ (rows))}.` },
    );
  };
  return { said, onPaste, forget: () => said.text && setSaid({ wrong: false, text: "" }) };
}

/**
 * @param {{name: string, rows: number[][], change: (rows: number[][]) => void, sizes: Sizes, fieldOf: (i: number, j: number) => Field,
 *   attributesOf?: (value: number, i: number, j: number) => object, class?: string}} props `attributesOf`: more of a cell's input
 */
export function MatrixField({ name, rows, change, sizes, fieldOf, attributesOf, class: look = "matrix-grid" }) {
  const { said, onPaste, forget } = usePaste(rows, sizes, fieldOf, change);
  const put = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ value) => {
    forget();
    change(rows.with(i, rows[i].with(j, value)));
  };
  return html`<div class="matrix-field">
    <div class=${`${look} ${rows[0].length > MANY ? "many" : ""}`} role="group" aria-label=${name}
      title="A matrix can be pasted into any cell" style=${`--columns: ${rows[0].length}`}
      onKeyDown=${moveFocus} onPaste=${onPaste}
    >
      ${rows.map((row, i) =>
        row.map(
          (value, j) => html`<${NumberCell} key=${`${i},${j}`} field=${fieldOf(i, j)} value=${value}
            attributes=${attributesOf?.(value, i, j)} change=${(/** @type {number} */ next) => put(i, j, next)} />`,
        ),
      )}
    </div>
    ${said.text && html`<p class=${said.wrong ? "field-wrong" : "soft small"} role=${said.wrong ? "alert" : "status"}>${said.text}</p>`}
  </div>`;
}
