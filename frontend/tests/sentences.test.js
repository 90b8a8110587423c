import assert from "node:assert/strict";
import { test } from "node:test";

import { jobSentence, outcome, secondsPerEpoch } from "../lib/sentences.js";

const PROGRESS = { step: 0, total_steps: 0, epoch: null, total_epochs: null, fraction: 0, eta_s: null };
/** @param {object} changes @param {object} [progress] */
const job = (changes, progress = {}) => ({
  status: "running",
  attempt: 1,
  metrics: {},
  running_s: 0,
  queue_position: null,
  reason: null,
  detail: null,
  ...changes,
  progress: { ...PROGRESS, ...progress },
});

test("waiting is told apart from running", () => {
  assert.equal(jobSentence(job({ status: "queued", queue_position: 2 })), "queued, 2nd");
  assert.match(jobSentence(job({})), /^starting/);
});

test("a running job says where it is and how long it takes", () => {
  const sentence = jobSentence(job({}, { epoch: 4, total_epochs: 10, fraction: 0.4, eta_s: 67 }));
  assert.equal(sentence, "epoch 4 of 10 · 11 s per epoch · 67 s left");
});

test("a run without epochs counts iterations, and its short steps in milliseconds", () => {
  const run = job({}, { step: 400, total_steps: 5000, fraction: 0.08, eta_s: 55.2 });
  assert.equal(jobSentence(run, "iteration"), "iteration 400 of 5,000 · 12 ms per iteration · 55 s left");
  assert.equal(secondsPerEpoch(run), null);
  const slow = job({}, { step: 10, total_steps: 40, fraction: 0.25, eta_s: 90 });
  assert.match(jobSentence(slow, "iteration"), /· 3\.0 s per iteration ·/);
  const cancelled = { status: "cancelled", started_at: "2025-01-01T00:00:00Z" };
  assert.equal(jobSentence(job(cancelled, { step: 400, total_steps: 5000 }), "iteration"), "cancelled at iteration 400 of 5,000");
  assert.equal(jobSentence(job(cancelled), "iteration"), "cancelled before the first iteration");
});

test("a failed job says where and why", () => {
  assert.equal(
    jobSentence(job({ status: "failed", reason: "diverged" }, { epoch: 6, total_epochs: 10 })),
    "failed at epoch 6 of 10: diverged",
  );
  assert.equal(
    jobSentence(job({ status: "failed", reason: "diverged", detail: "The loss became nan in epoch 6." })),
    "failed: The loss became nan in epoch 6.",
  );
});

test("the outcome names the split it was measured on", () => {
  assert.match(outcome(job({ metrics: { test_accuracy: 0.887, validation_accuracy: 0.9 } })), /^test accuracy 88\.7.%$/);
  assert.match(outcome(job({ metrics: { validation_accuracy: 0.5 } })), /^validation accuracy 50\.0.%$/);
  assert.equal(outcome(job({})), "");
});

test("a job that was cancelled in the queue never ran", () => {
  assert.match(jobSentence(job({ status: "cancelled", started_at: null })), /never ran/);
  assert.equal(
    jobSentence(job({ status: "cancelled", started_at: "2025-01-01T00:00:00Z" }, { epoch: 2, total_epochs: 9 })),
    "cancelled at epoch 2 of 9",
  );
});
