/** What is asked of the API. */

import { ask } from "../../api.js";

/** @typedef {{name: string, symbol: string, default: number, minimum: number, maximum: number}} Parameter */
/** @typedef {{x: number, value: number, derivative: number}} Point */
/**
 * @typedef {{id: string, title: string, equation: string, derivative_equation: string, range: string, infimum: number|null,
 *   supremum: number|null, continuity: string,
 *   monotonic: boolean, monotonic_derivative: boolean, zero_centred: boolean, identity_near_zero: boolean, parameters: Parameter[],
 *   section: string, note: string, chosen: Record<string, number>, x: number[], y: number[], derivative: number[]}} Curve
 */

/** The path of a function with its parameters. @param {string} id @param {Record<string, string|number>} settings */
export function pathOfCurve(id, settings, name = "") {
  const search = new URLSearchParams(Object.entries(settings).map(([key, value]) => [key, String(value)]));
  return `/activations/${encodeURIComponent(id)}${name}${search.size ? `?${search}` : ""}`;
}

/** Every function, at a few points. @returns {Promise<Curve[]>} */
export async function allCurves() {
  const rows = await ask("/activations");
  return Promise.all(rows.map((/** @type {Curve} */ { id }) => ask(pathOfCurve(id, { points: 61 }))));
}

/**
 * f(x) and f′(x) at one x.
 * @param {string} id
 * @param {Record<string, number>} chosen
 * @param {number} x
 * @returns {Promise<Point>}
 */
export async function pointAt(id, chosen, x) {
  const { y, derivative } = await ask(pathOfCurve(id, { ...chosen, x_min: x, x_max: x + 1, points: 2 }));
  return { x, value: y[0], derivative: derivative[0] };
}

/**
 * True for a value that the function only approaches: it is a bound that does not belong to the range, reached by rounding alone.
 * @param {Curve} curve
 * @param {number} value
 */
export function isApproached({ range, infimum, supremum }, value) {
  return (value === supremum && /\)$/.test(range)) || (value === infimum && /(^|= |\\left)\(/.test(range));
}

/** The same of a derivative: that of a smooth function that is strictly monotonic is never 0. @param {Curve} curve @param {number} slope */
export const isSlopeApproached = ({ continuity, monotonic }, slope) => slope === 0 && monotonic && continuity === "C^{\\infty}";

/** A softmax layer whose weights are the identity matrix. @param {number[]} vector */
export const softmaxBody = (vector) => ({
  layers: [{ weights: vector.map((_, i) => vector.map((__, j) => Number(i === j))), bias: vector.map(() => 0), activation: "softmax" }],
  x: [vector],
});
