/** The update of an optimizer with its numbers, as TeX. */

import { significant } from "../../lib/numbers.js";

/** Where a long update goes on in a new line. */
const LINE_BREAK = " \n ";

const ADAM = "{before} - {m_hat} \\left( \\frac{{learning_rate}}{{epsilon} + \\sqrt{{v_hat}}} \\right)";
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

/** A number inside a formula. @param {number} value */
function inFormula(value) {
  const tex = significant(value, 4).replace(/e([+-]?\d+)$/, "\\cdot 10^{$1}");
  return value < 0 || tex.includes("cdot") ? `(${tex})` : tex;
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
  const right = UPDATES[id].replace(/\{(\w+)\}/g, (placeholder, name) => (name in values ? inFormula(values[name]) : placeholder));
  const rows = [...right.split(LINE_BREAK), `= \\mathbf{${inFormula(trace.theta[0])}}`];
  return `\\begin{aligned}\\theta_{i+1} &= ${rows.join(" \\\\ &")}\\end{aligned}`;
}
