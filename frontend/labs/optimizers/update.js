/** The update of an optimizer with its numbers, as TeX. */

import { significant } from "../../lib/numbers.js";

const [FEWEST, MOST] = [4, 15];
/** Where a long update goes on in a new line. */
const LINE_BREAK = " \n ";

const ADAM = `{before}${LINE_BREAK}- {m_hat} \\left( \\frac{{learning_rate}}{{epsilon} + \\sqrt{{v_hat}}} \\right)`;
/** The update equation of each optimizer; the names in braces are replaced by numbers. */
const UPDATES = /** @type {Record<string, string>} */ ({
  sgd: "{before} - {learning_rate} \\cdot {gradient}",
  momentum: "{before} + {velocity}",
  nesterov: `{before} + {momentum} \\cdot {velocity}${LINE_BREAK}- {learning_rate} \\cdot {gradient}`,
  adagrad: "{before} - \\frac{{learning_rate}}{\\sqrt{{sum_of_squares}} + {epsilon}} \\cdot {gradient}",
  rmsprop: "{before} - \\frac{{learning_rate}}{\\sqrt{{v} + {epsilon}}} \\cdot {gradient}",
  adam: ADAM,
  adamw: `${ADAM}${LINE_BREAK}- {learning_rate} \\cdot {weight_decay} \\cdot {before}`,
});

/**
 * Significant digits with which a value and the one after it differ by as much as two digits show.
 * @param {number} before
 * @param {number} after
 */
function digitsToTell(before, after) {
  const change = Math.abs(after - before);
  if (change === 0) return FEWEST;
  const digits = Math.ceil(Math.log10(Math.max(Math.abs(before), Math.abs(after)) / change)) + 2;
  return Math.max(FEWEST, Math.min(MOST, digits));
}

/** A number inside a formula. @param {number} value @param {number} [digits] */
function inFormula(value, digits = FEWEST) {
  const text = significant(value, digits);
  return value < 0 || text.includes("e") ? `(${text})` : text;
}

/**
 * The update of x.
 * @param {string} id
 * @param {Record<string, number[]>} trace
 * @param {number} before
 * @param {Record<string, number>} parameters
 */
export function updateWithNumbers(id, trace, before, parameters) {
  const values = /** @type {Record<string, number>} */ ({
    ...parameters,
    ...Object.fromEntries(Object.entries(trace).map(([name, [x]]) => [name, x])),
    before,
  });
  const after = trace.theta[0];
  const digits = digitsToTell(before, after);
  const right = UPDATES[id].replace(/\{(\w+)\}/g, (placeholder, name) =>
    name in values ? inFormula(values[name], name === "before" ? digits : FEWEST) : placeholder,
  );
  const rows = [...right.split(LINE_BREAK), `= \\mathbf{${significant(after, digits)}}`];
  return `\\begin{aligned}\\theta_{i+1} &= ${rows.join(" \\\\ &")}\\end{aligned}`;
}
