/** From the events of a game to its grids and curves. */

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {{step: number, url: string}} Grid the pictures of the fixed noise after `step` iterations */
/** @typedef {{x: number[], y: (number|null)[]}} Points */
/** @typedef {{id: string, iterations: number, diversity: number|null, real: number|null, forged: number|null, film: string}} Game
 *   `diversity`: mean distance of two real pictures; `real`, `forged`: how real the judge finds either in the end; `film`: address of the
 *   animation */

/** @param {import("../../lib/types.js").Job} job @returns {Game} */
export const ofJob = ({ id, params, metrics }) => ({
  id,
  iterations: params.iterations,
  film: `/api/v1/jobs/${id}/animation`,
  diversity: metrics.test_real_diversity ?? null,
  real: metrics.test_judged_real ?? null,
  forged: metrics.test_judged_forged ?? null,
});

/** @param {import("../../lib/types.js").Model} model @returns {Game} */
export const ofModel = ({ id, params, metrics }) => ({
  id,
  iterations: params.iterations,
  film: `/api/v1/models/${id}/animation`,
  diversity: metrics.real_diversity ?? null,
  real: metrics.judged_real ?? null,
  forged: metrics.judged_forged ?? null,
});

/**
 * The kept grids, the first one first. One that was made again after an interruption counts once.
 * @param {JobEvent[]} events
 * @returns {Grid[]}
 */
export function gridsOf(events) {
  const grids = new Map();
  for (const { type, data } of events)
    if (type === "image" && data.name.startsWith("grid-")) grids.set(data.step, { step: data.step, url: data.url });
  return [...grids.values()].sort((a, b) => a.step - b.step);
}

/**
 * A metric over the iterations; as it was measured within the stretches between grids, and of whole stretches where only they have it.
 * @param {JobEvent[]} events
 * @param {string} name such as `generator_loss`
 * @param {"batch"|"epoch"} scope
 * @returns {Points}
 */
export function pointsOf(events, name, scope) {
  const values = new Map();
  for (const { type, data } of events) {
    if (type === "metric" && data.split === "train" && data.scope === scope && name in data.values)
      values.set(data.step, data.values[name]);
  }
  const steps = [...values.keys()].sort((a, b) => a - b);
  return { x: steps, y: steps.map((step) => values.get(step)) };
}

/**
 * Index of the grid nearest to an iteration.
 * @param {Grid[]} grids
 * @param {number} step
 */
export function nearestGrid(grids, step) {
  let best = 0;
  grids.forEach((grid, i) => {
    if (Math.abs(grid.step - step) < Math.abs(grids[best].step - step)) best = i;
  });
  return best;
}

/**
 * Up to `count` grids from the first to the last, evenly spread.
 * @template T
 * @param {T[]} all
 * @param {number} count
 * @returns {T[]}
 */
export function spreadOut(all, count) {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))]);
}

/** The last value that was measured at an iteration or before it. @param {Points} points @param {number} step */
export function valueAt({ x, y }, step) {
  let value = y.length ? y[0] : null;
  x.forEach((place, i) => {
    if (place <= step) value = y[i];
  });
  return value;
}
