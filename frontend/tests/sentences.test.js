import assert from "node:assert/strict";
import { test } from "node:test";

import { jobSentence, outcome } from "../lib/sentences.js";

const PROGRESS = { step: 0, total_steps: 0, epoch: 0, total_epochs: 0, fraction: 0, eta_s: null };
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
  assert.equal(sentence, "epoch 4 of 10 · 11 s an epoch · 67 s left");
});

test("a failed job says where and why", () => {
  assert.equal(
    jobSentence(job({ status: "failed", reason: "diverged" }, { epoch: 6, total_epochs: 10 })),
    "stopped at epoch 6 of 10: diverged",
  );
  assert.equal(
    jobSentence(job({ status: "failed", reason: "diverged", detail: "The loss became nan in epoch 6." })),
    "stopped: The loss became nan in epoch 6.",
  );
});

test("the outcome names the split it was measured on", () => {
  assert.match(outcome(job({ metrics: { test_accuracy: 0.887 } })), /88\.7.% of the test images/);
  assert.match(outcome(job({ metrics: { validation_accuracy: 0.5 } })), /validation images/);
  assert.equal(outcome(job({})), "");
});

test("a job that was cancelled in the queue never ran", () => {
  assert.match(jobSentence(job({ status: "cancelled", started_at: null })), /never ran/);
  assert.equal(
    jobSentence(job({ status: "cancelled", started_at: "2025-01-01T00:00:00Z" }, { epoch: 2, total_epochs: 9 })),
    "cancelled at epoch 2 of 9",
  );
});
