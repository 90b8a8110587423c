/** All states of a run as lines, thinned so that the first hundred steps, in which most happens, keep every point. */

const EVERY_UNTIL = 100;
const POINTS = 300;

/** Numbers of the states to draw: each of the first hundred, then evenly on a logarithmic scale. @param {number} count states */
export function shownStates(count) {
  const dense = Array.from({ length: Math.min(EVERY_UNTIL, count) }, (_, i) => i);
  if (count <= EVERY_UNTIL) return dense;
  const ratio = Math.log((count - 1) / EVERY_UNTIL);
  const sparse = Array.from({ length: POINTS }, (_, i) => Math.round(EVERY_UNTIL * Math.exp((ratio * (i + 1)) / POINTS)));
  return [...new Set([...dense, ...sparse])];
}

/**
 * Place of a state on the slider, 0 to 1, on a scale that gives the first steps room; and back.
 * @param {number} state
 * @param {number} last
 */
export const placeOf = (state, last) => Math.log1p(state) / Math.log1p(last || 1);

/** @param {number} place @param {number} last */
export const stateAt = (place, last) => Math.round(Math.expm1(place * Math.log1p(last)));

/** The state after another on its way to the last: each at first, then ever larger strides. @param {number} state @param {number} last */
export const nextState = (state, last) => Math.min(last, Math.max(state + 1, stateAt(placeOf(state, last) + 0.006, last)));
