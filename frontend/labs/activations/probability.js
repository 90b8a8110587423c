/** The probabilities of softmax, with what is too small for a float written by its logarithm. */

import { significant } from "../../lib/numbers.js";

/** Below this a float loses its digits, and ends at 0. */
const MIN_LOGARITHM = Math.log(1e-300);

/** ln pᵢ = xᵢ − ln Σ e^xⱼ, which does not underflow. @param {number[]} vector */
export function logProbabilities(vector) {
  const largest = Math.max(...vector);
  const sum = Math.log(vector.reduce((total, x) => total + Math.exp(x - largest), 0));
  return vector.map((x) => x - largest - sum);
}

/** `0.7054`, `0.9999999999999999`, `≈ 1`, `3.7e-435`. @param {number} p @param {number} logarithm its natural one */
export function probability(p, logarithm) {
  if (p === 1) return "≈ 1";
  if (logarithm >= MIN_LOGARITHM) return significant(p);
  const decimal = logarithm / Math.LN10;
  const exponent = Math.floor(decimal);
  return `≈ ${(10 ** (decimal - exponent)).toFixed(1)}e${exponent}`;
}
