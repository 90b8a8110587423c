/** One update of the weights with its numbers. */

import { texSymbol } from "../../components/linked-symbols.js";
import { fixed } from "../../lib/numbers.js";

/** As many as the tutorial prints, so that the result is the number of the table. */
const PLACES = 8;

/** @typedef {{weights: number[], adjustment: number[], next_weights: number[], output: number[]}} Step */
/** @typedef {{outputs: number[], iteration: Step}} Opened `outputs`: ŷ after the last update, `iteration.output`: before its update */

/** The iteration whose update belongs to a state: the one that leaves it; after the last update, that one. */
export const updateAt = (/** @type {number} */ state, /** @type {number} */ last) => Math.min(state, last - 1);

/** ŷ of the training examples in a state. @param {Opened|null} opened @param {number} state @param {number} last */
export const outputsAt = (opened, state, last) => opened && (state < last ? opened.iteration.output : opened.outputs);

/**
 * What leads from one rounded number to the other, so that the digits add up.
 * @param {number} from
 * @param {number} to
 * @param {number} by
 */
const difference = (from, to, by) =>
  fixed(Number((Number(to.toFixed(PLACES)) - Number(from.toFixed(PLACES))).toFixed(PLACES)) || by, PLACES);

/** @param {Step} step */
export function updateWithNumbers({ weights, adjustment, next_weights: next }) {
  const rows = weights.map((w, i) => [fixed(w, PLACES), difference(w, next[i], adjustment[i]), fixed(next[i], PLACES)]);
  const column = (/** @type {number} */ k, symbol = "") =>
    `\\begin{pmatrix}${rows.map((row, i) => (symbol ? texSymbol(`${symbol}${i}`, row[k]) : row[k])).join("\\\\")}\\end{pmatrix}`;
  return {
    tex: `${column(0, "w")} + ${column(1)} = ${column(2)}`,
    plain: rows.map(([before, by, after]) => `${before} + ${by} = ${after}`).join("; "),
  };
}
