/** From the events of a training run to its grids of generated images and its curves. */

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {{step: number, url: string}} Grid images generated from the fixed latent vectors after `step` iterations */
/** @typedef {{x: number[], y: (number|null)[]}} Points */
/**
 * @typedef {{id: string, iterations: number, realDiversity: number|null, realMean: number|null, fakeMean: number|null,
 *   animation: string}} Run
 *   `realDiversity`: mean pairwise distance of real images; `realMean`, `fakeMean`: the discriminator's mean probability of “real” on real
 *   and on generated images, at the end; `animation`: address of the animated grids
 */

/** @param {import("../../lib/types.js").Job} job @returns {Run} */
export const runOfJob = ({ id, params, metrics }) => ({
  id,
  iterations: params.iterations,
  animation: `./api/v1/jobs/${id}/animation`,
  realDiversity: metrics.test_real_diversity ?? null,
  realMean: metrics.test_discriminator_real_mean ?? null,
  fakeMean: metrics.test_discriminator_fake_mean ?? null,
});

/** @param {import("../../lib/types.js").Model} model @returns {Run} */
export const runOfModel = ({ id, params, metrics }) => ({
  id,
  iterations: params.iterations,
  animation: `./api/v1/models/${id}/animation`,
  realDiversity: metrics.real_diversity ?? null,
  realMean: metrics.discriminator_real_mean ?? null,
  fakeMean: metrics.discriminator_fake_mean ?? null,
});

/**
 * The kept grids by iteration. A grid that was generated again, after an interruption, counts once.
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
 * A training metric over the iterations.
 * @param {JobEvent[]} events
 * @param {string} name such as `generator_loss`
 * @param {"batch"|"interval"} scope measured on a few iterations, or on all iterations between two grids
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
 * Up to `count` grids from the first to the last, evenly spaced.
 * @template T
 * @param {T[]} all
 * @param {number} count
 * @returns {T[]}
 */
export function evenlySpaced(all, count) {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))]);
}

/**
 * The metric of a run: its means of intervals, each at the grid that ends it, and its batches; before the first interval has ended, the
 * batches alone.
 * @param {JobEvent[]} events
 * @param {string} name
 */
export function meansOf(events, name) {
  const [batches, means] = [pointsOf(events, name, "batch"), pointsOf(events, name, "interval")];
  return means.x.length ? { ...means, batches } : { ...batches, batches: { x: [], y: [] } };
}

/**
 * The iterations of the interval that ends at a grid: `1–200`; null at the grid before the first.
 * @param {Points} means
 * @param {number} step
 */
export function intervalAt({ x }, step) {
  const index = x.indexOf(step);
  return index < 0 ? null : { first: (x[index - 1] ?? 0) + 1, last: step };
}

/** The last value measured at or before an iteration; null before the first. @param {Points} points @param {number} step */
export function valueAt({ x, y }, step) {
  /** @type {number|null} */
  let value = null;
  x.forEach((place, i) => {
    if (place <= step) value = y[i];
  });
  return value;
}
