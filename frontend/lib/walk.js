/** A walk through states that are numbered from 0 to a last one. */

/** @typedef {(state: number, last: number) => number} Next */

/**
 * The state that follows while it is played; null when there is none, and it ends.
 * @param {number} state
 * @param {number} last
 * @param {Next} next
 * @param {boolean} endless after the last state comes the first
 */
export function playedOn(state, last, next, endless) {
  if (state < last) return next(state, last);
  return endless ? 0 : null;
}

const DIRECTIONS = new Map(Object.entries({ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }));

/**
 * The state to which a key leads; null when it is none of the arrow keys.
 * @param {{key: string, shiftKey: boolean}} event
 * @param {number} state
 * @param {number} last
 * @param {number} far how far with Shift
 */
export function keyed({ key, shiftKey }, state, last, far) {
  const direction = DIRECTIONS.get(key);
  return direction === undefined ? null : Math.max(0, Math.min(last, state + direction * (shiftKey ? far : 1)));
}
