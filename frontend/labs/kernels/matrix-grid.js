/** A matrix with editable cells, coloured by sign and magnitude. */

import { MatrixField } from "../../components/matrix-field.js";
import { html } from "../../lib/html.js";
import { numberField } from "../../lib/schema.js";
import { MAX_SIZE } from "./settings.js";

const SIZES = { least: 1, rows: MAX_SIZE, columns: MAX_SIZE };

/** @param {number} value @param {number} limit */
export function tint(value, limit) {
  const share = Math.round(limit ? (38 * Math.abs(value)) / limit : 0);
  return `background-color: color-mix(in srgb, var(--diverging-${value < 0 ? 1 : 5}) ${share}%, var(--paper-raised))`;
}

/** @param {number[][]} rows */
export const largest = (rows) => Math.max(...rows.flat().map(Math.abs));

/** @param {{rows: number[][], change: (rows: number[][]) => void, name: string}} props */
export function MatrixGrid({ rows, change, name }) {
  const limit = largest(rows);
  const fieldOf = (/** @type {number} */ i, /** @type {number} */ j) =>
    numberField(`${name}-${i}-${j}`, `${name}, row ${i + 1}, column ${j + 1}`);
  const attributesOf = (/** @type {number} */ value, /** @type {number} */ i, /** @type {number} */ j) => ({
    style: tint(value, limit),
    "data-symbol": `${name[0].toLowerCase()}${i}-${j}`,
  });
  return html`<${MatrixField} name=${name} rows=${rows} change=${change} sizes=${SIZES} fieldOf=${fieldOf} attributesOf=${attributesOf} />`;
}
