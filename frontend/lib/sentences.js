/** The state of a job in one line of truth. */

import { faceOf } from "./kinds.js";
import { duration, ordinal, percent } from "./numbers.js";

/** @typedef {import("./types.js").Job} Job */

const TERMINAL = new Set(["succeeded", "failed", "cancelled"]);

/** @param {Job} job */
export function isOver(job) {
  return TERMINAL.has(job.status);
}

/**
 * Seconds an epoch takes, from what is left of the run; null while nothing is known.
 * @param {Job} job
 */
export function secondsPerEpoch({ progress }) {
  if (progress.eta_s === null || progress.fraction <= 0 || progress.fraction >= 1 || !progress.total_epochs) return null;
  return progress.eta_s / (1 - progress.fraction) / progress.total_epochs;
}

/** @param {Job} job @param {number|null} epochSeconds */
function running(job, epochSeconds) {
  const { progress } = job;
  if (!progress.total_epochs || progress.fraction === 0) return "starting: the data is loaded and the network built, some seconds";
  const { unit } = faceOf(job.kind);
  const parts = [`${unit} ${Math.max(1, progress.epoch)} of ${progress.total_epochs}`];
  if (epochSeconds !== null) parts.push(`${duration(epochSeconds)} ${unit === "epoch" ? "an" : "a"} ${unit}`);
  if (progress.fraction >= 1) parts.push("last evaluation on the test images");
  else if (progress.eta_s !== null) parts.push(`${duration(progress.eta_s)} left`);
  if (job.attempt > 1) parts.push(`${ordinal(job.attempt)} attempt`);
  return parts.join(" · ");
}

/** @param {Job} job */
function stoppedAt({ kind, progress }) {
  const { unit } = faceOf(kind);
  return progress.epoch ? ` at ${unit} ${progress.epoch} of ${progress.total_epochs}` : ` before the first ${unit}`;
}

/** @param {Job} job */
function failed(job) {
  if (job.detail) return `stopped: ${job.detail}`;
  return `stopped${stoppedAt(job)}: ${(job.reason ?? "no reason was given").replaceAll("_", " ")}`;
}

/**
 * `queued, 2nd` / `epoch 4 of 10 · 11.2 s an epoch · 67 s left` / `stopped at epoch 6: diverged`.
 * @param {Job} job
 * @param {number|null} [epochSeconds] measured, when the caller has seen the epochs
 */
export function jobSentence(job, epochSeconds = secondsPerEpoch(job)) {
  switch (job.status) {
    case "queued":
      return job.queue_position ? `queued, ${ordinal(job.queue_position)}` : "queued: waiting for a worker";
    case "running":
      return running(job, epochSeconds);
    case "cancelling":
      return "cancelling: the worker stops at the next batch";
    case "succeeded":
      return `finished in ${duration(job.running_s)}`;
    case "cancelled":
      return job.started_at ? `cancelled${stoppedAt(job)}` : "cancelled while it waited: it never ran";
    default:
      return failed(job);
  }
}

/**
 * What a trained job reached, in words; empty when it has not been evaluated.
 * @param {Job} job
 */
export function outcome(job) {
  const accuracy = job.metrics.test_accuracy ?? job.metrics.validation_accuracy;
  if (typeof accuracy !== "number") return "";
  const split = typeof job.metrics.test_accuracy === "number" ? "test" : "validation";
  return `names ${percent(accuracy)} of the ${split} images rightly`;
}
