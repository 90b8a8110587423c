/** The status of a job in one sentence. */

import { duration, integer, ordinal, percent } from "./numbers.js";

/** @typedef {import("./types.js").Job} Job */

const TERMINAL = new Set(["succeeded", "failed", "cancelled"]);

/** @param {Job} job */
export function isOver(job) {
  return TERMINAL.has(job.status);
}

/** Seconds of the whole run, from what is left of it; null while nothing is known. @param {Job} job */
function totalSeconds({ progress: { eta_s, fraction } }) {
  return eta_s === null || fraction <= 0 || fraction >= 1 ? null : eta_s / (1 - fraction);
}

/**
 * Seconds per epoch; null while nothing is known, and in a run that is not counted in epochs.
 * @param {Job} job
 */
export function secondsPerEpoch(job) {
  const total = totalSeconds(job);
  return total === null || !job.progress.total_epochs ? null : total / job.progress.total_epochs;
}

/** `my digits, by Ada`; empty where a run has neither a name nor a starter. @param {Pick<Job, "name"|"started_by">} job */
export const namedBy = ({ name, started_by }) => [name, started_by && `by ${started_by}`].filter(Boolean).join(", ");

/** What a run is counted in, from its progress: its kind need not be known yet. A run that has not begun says neither. @param {Job} job */
export const unitOf = ({ progress: { total_epochs, total_steps } }) => (total_epochs ? "epoch" : total_steps ? "iteration" : "step");

/** `epoch 4 of 10`, `iteration 400 of 5,000`; empty before the first. @param {Job} job @param {string} unit */
function place({ progress: { step, total_steps, epoch, total_epochs } }, unit) {
  if (total_epochs) return epoch ? `epoch ${integer(epoch)} of ${integer(total_epochs)}` : "";
  return step ? `${unit} ${integer(step)} of ${integer(total_steps)}` : "";
}

/** `11 s per epoch`, `12 ms per iteration`. @param {Job} job @param {string} unit @param {number|null} epochSeconds */
function pace(job, unit, epochSeconds) {
  if (job.progress.total_epochs) return epochSeconds === null ? "" : `${duration(epochSeconds)} per epoch`;
  const total = totalSeconds(job);
  if (total === null || !job.progress.total_steps) return "";
  const seconds = total / job.progress.total_steps;
  return `${seconds < 1 ? `${Math.max(1, Math.round(1000 * seconds))} ms` : duration(seconds)} per ${unit}`;
}

/** @param {Job} job @param {string} unit @param {number|null} epochSeconds */
function running(job, unit, epochSeconds) {
  const { progress } = job;
  if (progress.fraction === 0) return "starting: loading the data and building the model, some seconds";
  const parts = [place(job, unit), pace(job, unit, epochSeconds)];
  if (progress.fraction >= 1) parts.push("final evaluation");
  else if (progress.eta_s !== null) parts.push(`${duration(progress.eta_s)} left`);
  if (job.attempt > 1) parts.push(`${ordinal(job.attempt)} attempt`);
  return parts.filter(Boolean).join(" · ");
}

/** @param {Job} job @param {string} unit */
function stoppedAt(job, unit) {
  const at = place(job, unit);
  return at ? ` at ${at}` : ` before the first ${unit}`;
}

/** @param {Job} job @param {string} unit */
function failed(job, unit) {
  if (job.detail) return `failed: ${job.detail}`;
  return `failed${stoppedAt(job, unit)}: ${(job.reason ?? "no reason was given").replaceAll("_", " ")}`;
}

/** With why it is back in the queue, where a worker has begun it before. @param {Job} job */
function queued({ queue_position: position, detail }) {
  const where = position ? `queued, ${ordinal(position)}` : "queued: waiting for a worker";
  return detail ? `${where}. ${detail}` : where;
}

/**
 * `queued, 2nd` / `epoch 4 of 10 · 11 s per epoch · 67 s left` / `iteration 400 of 5,000 · 12 ms per iteration · 55 s left` /
 * `failed at epoch 6 of 10: diverged`.
 * @param {Job} job
 * @param {string} [unit] what a run of its kind is counted in, once that is known
 * @param {number|null} [epochSeconds] measured, when the caller has seen the epochs
 */
export function jobSentence(job, unit = unitOf(job), epochSeconds = secondsPerEpoch(job)) {
  switch (job.status) {
    case "queued":
      return queued(job);
    case "running":
      return running(job, unit, epochSeconds);
    case "cancelling":
      return "cancelling: the worker stops after the current batch";
    case "succeeded":
      return `finished in ${duration(job.running_s)}`;
    case "cancelled":
      return job.started_at ? `cancelled${stoppedAt(job, unit)}` : "cancelled while queued: it never ran";
    default:
      return failed(job, unit);
  }
}

/**
 * The accuracy that a trained job reached; empty when it has not been evaluated.
 * @param {Job} job
 */
export function outcome({ metrics: { test_accuracy, validation_accuracy } }) {
  const [split, accuracy] = typeof test_accuracy === "number" ? ["test", test_accuracy] : ["validation", validation_accuracy];
  return typeof accuracy === "number" ? `${split} accuracy ${percent(accuracy)}` : "";
}
