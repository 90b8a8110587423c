/** The training runs that can be opened, and which is opened first. */

import { ago } from "../../lib/numbers.js";

/** @typedef {import("../../lib/types.js").Job} Job */
/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {{id: string, title: string}} Listed */

const WITHOUT_RESULT = new Set(["failed", "cancelled"]);

/** The pretrained models, the tutorial’s first. @param {Model[]} models */
export function shippedRuns(models) {
  const isTutorials = (/** @type {Model} */ { params }) => Number(params.preset === "tutorial");
  return models.filter(({ kind, source }) => kind === "gan" && source === "pretrained").sort((a, b) => isTutorials(b) - isTutorials(a));
}

/**
 * Own runs, the newest first; the shipped ones; those that ended without a result. The wanted run is always among them.
 * @param {Job[]} jobs
 * @param {Model[]} shipped
 * @param {string} [wanted]
 * @returns {Listed[]}
 */
export function listedRuns(jobs, shipped, wanted) {
  const listed = (/** @type {boolean} */ ended) =>
    jobs
      .filter(({ status }) => WITHOUT_RESULT.has(status) === ended)
      .map(({ id, name, created_at }) => ({ id, title: `${name}, ${ago(created_at)}` }));
  const runs = [...listed(false), ...shipped.map(({ id, title }) => ({ id, title })), ...listed(true)];
  return !wanted || runs.some(({ id }) => id === wanted) ? runs : [...runs, { id: wanted, title: "the run in the address" }];
}
