/** The training runs that can be opened, and which is opened first. */

import { ago, counted } from "../../lib/numbers.js";
import { namedBy } from "../../lib/sentences.js";

/** @typedef {import("../../lib/types.js").Job} Job */
/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {{id: string, title: string}} Listed */
/** @typedef {{title: string, runs: Listed[]}} Group */

const WITHOUT_RESULT = new Set(["failed", "cancelled"]);

/** The pretrained models, the tutorial’s first. @param {Model[]} models */
export function shippedRuns(models) {
  const isTutorials = (/** @type {Model} */ { params }) => Number(params.preset === "tutorial");
  return models.filter(({ kind, source }) => kind === "gan" && source === "pretrained").sort((a, b) => isTutorials(b) - isTutorials(a));
}

/**
 * What tells a run from another: its data set and preset, where its name does not say them, its length and its time.
 * @param {Job} job
 * @param {(dataset: string) => string} titleOf
 * @returns {Listed}
 */
function listed(job, titleOf) {
  const { id, name, params, status, created_at } = job;
  const said = [titleOf(params.dataset), `${params.preset} network`].filter((fact) => !name?.toLowerCase().includes(fact.toLowerCase()));
  const facts = [namedBy(job), ...said, counted(params.iterations, "iteration"), ago(created_at), WITHOUT_RESULT.has(status) && status];
  return { id, title: facts.filter(Boolean).join(", ") };
}

/**
 * The run that the page opens on: the newest that this browser has started, unless it ended without a result, else the first that ships;
 * never another’s.
 * @param {Job[]} jobs the newest first
 * @param {Model[]} shipped
 * @param {string[]} own
 * @returns {string|null}
 */
export const openedRun = (jobs, shipped, own) =>
  (jobs.find(({ id, status }) => own.includes(id) && !WITHOUT_RESULT.has(status)) ?? shipped[0])?.id ?? null;

/**
 * Runs of this browser, those that ship with the playground, and those of others. The wanted run is always among them.
 * @param {Job[]} jobs the newest first
 * @param {Model[]} shipped
 * @param {string[]} own
 * @param {(dataset: string) => string} titleOf
 * @param {string} [wanted]
 * @returns {Group[]}
 */
export function listedRuns(jobs, shipped, own, titleOf, wanted) {
  const titled = (/** @type {Job} */ job) => listed(job, titleOf);
  const groups = [
    { title: "Started in this browser", runs: jobs.filter(({ id }) => own.includes(id)).map(titled) },
    { title: "Shipped", runs: shipped.map(({ id, title }) => ({ id, title })) },
    { title: "Started elsewhere", runs: jobs.filter(({ id }) => !own.includes(id)).map(titled) },
  ].filter(({ runs }) => runs.length > 0);
  const isListed = !wanted || groups.some(({ runs }) => runs.some(({ id }) => id === wanted));
  return isListed ? groups : [...groups, { title: "In the address", runs: [{ id: wanted, title: wanted }] }];
}
