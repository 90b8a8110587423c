/** The states of a training run to draw, thinned so that the first hundred iterations, in which most happens, keep every point. */

const EVERY_UNTIL = 100;
const POINTS = 300;

/** Indices of the states to draw: each of the first hundred, then evenly on a logarithmic scale. @param {number} count states */
export function shownStates(count) {
  const dense = Array.from({ length: Math.min(EVERY_UNTIL, count) }, (_, i) => i);
  if (count <= EVERY_UNTIL) return dense;
  const ratio = Math.log((count - 1) / EVERY_UNTIL);
  const sparse = Array.from({ length: POINTS }, (_, i) => Math.round(EVERY_UNTIL * Math.exp((ratio * (i + 1)) / POINTS)));
  return [...new Set([...dense, ...sparse])];
}

/**
 * Position of a state on the slider, 0 to 1, on a logarithmic scale; and back.
 * @param {number} state
 * @param {number} last
 */
export const placeOf = (state, last) => Math.log1p(state) / Math.log1p(last || 1);

/** @param {number} place @param {number} last */
export const stateAt = (place, last) => Math.round(Math.expm1(place * Math.log1p(last)));

/** The next state while playing: every one at first, then in growing strides. @param {number} state @param {number} last */
export const nextState = (state, last) => Math.min(last, Math.max(state + 1, stateAt(placeOf(state, last) + 0.006, last)));
