/** The scales of the plots. */

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

const MAX_HEIGHT = 5;
const MIN_HEIGHT = -3;

/** The range of the y axis: every curve, within fixed limits. @param {number[][]} columns @returns {[number, number]} */
export function heights(columns) {
  const values = columns.flat();
  const low = Math.max(MIN_HEIGHT, Math.min(0, ...values));
  const high = Math.min(MAX_HEIGHT, Math.max(1, ...values));
  const margin = 0.06 * (high - low);
  return [low - margin, high + margin];
}

/** @param {Box} box @param {[number, number]} xs @param {[number, number]} ys */
export function scales({ left, right, top, bottom }, [x0, x1], [y0, y1]) {
  return {
    x: (/** @type {number} */ value) => left + ((value - x0) / (x1 - x0)) * (right - left),
    y: (/** @type {number} */ value) => bottom - ((value - y0) / (y1 - y0)) * (bottom - top),
    invert: (/** @type {number} */ at) => Math.min(x1, Math.max(x0, x0 + ((at - left) / (right - left)) * (x1 - x0))),
  };
}

/**
 * The path of a curve; it is interrupted where neighbours differ by more than `jump`: the function is not continuous there.
 * @param {number[]} x
 * @param {number[]} y
 * @param {ReturnType<typeof scales>} scale
 * @param {number} [jump]
 */
export const pathOf = (x, y, scale, jump = 0.9) =>
  x
    .map((at, i) => `${i === 0 || Math.abs(y[i] - y[i - 1]) > jump ? "M" : "L"}${scale.x(at).toFixed(1)} ${scale.y(y[i]).toFixed(1)}`)
    .join("");
