import assert from "node:assert/strict";
import { test } from "node:test";

import { isOver, jobSentence, namedBy, outcome, secondsPerEpoch, unitOf } from "../lib/sentences.js";

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
  const lost = job({ status: "queued", queue_position: 1, reason: "worker_lost", detail: "The worker a died." });
  assert.equal(jobSentence(lost), "queued, 1st. The worker a died.");
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

test("a job is over in three ways, and is not while it is being cancelled", () => {
  assert.deepEqual(
    ["queued", "running", "cancelling", "succeeded", "failed", "cancelled"].filter((status) => isOver(job({ status }))),
    ["succeeded", "failed", "cancelled"],
  );
});

test("what waits without a place in the queue, what is cancelled and what is done is said", () => {
  assert.equal(jobSentence(job({ status: "queued" })), "queued: waiting for a worker");
  assert.match(jobSentence(job({ status: "cancelling" })), /^cancelling/);
  assert.equal(jobSentence(job({ status: "succeeded", running_s: 71 })), "finished in 71 s");
});

test("a run in its last evaluation has no time left to tell, a second attempt says so", () => {
  const progress = { epoch: 10, total_epochs: 10, fraction: 1, eta_s: 0 };
  assert.equal(jobSentence(job({ attempt: 2 }, progress)), "epoch 10 of 10 · final evaluation · 2nd attempt");
});

test("until the time left is known, only the place is told; a measured pace is taken before the estimated one", () => {
  assert.equal(jobSentence(job({}, { epoch: 1, total_epochs: 10, fraction: 0.1 })), "epoch 1 of 10");
  const known = { epoch: 4, total_epochs: 10, fraction: 0.4, eta_s: 67 };
  assert.equal(jobSentence(job({}, known), "epoch", 9), "epoch 4 of 10 · 9.0 s per epoch · 67 s left");
  assert.equal(secondsPerEpoch(job({}, { ...known, eta_s: 60 })), 10);
});

test("very short iterations take one millisecond at least", () => {
  const run = job({}, { step: 1, total_steps: 1e6, fraction: 0.5, eta_s: 1 });
  assert.match(jobSentence(run, "iteration"), /· 1 ms per iteration ·/);
});

test("a failure without a reason says that there is none, and names the unit that it did not reach", () => {
  assert.equal(jobSentence(job({ status: "failed" }), "iteration"), "failed before the first iteration: no reason was given");
  assert.equal(jobSentence(job({ status: "failed", reason: "worker_lost" })), "failed before the first step: worker lost");
  assert.equal(outcome(job({ metrics: { test_accuracy: null, validation_accuracy: 0 } })), "validation accuracy 0.0\u202f%");
});

test("a run is counted in what its progress says, also before its kind is known", () => {
  const iterations = { step: 2886, total_steps: 5000, fraction: 0.58, eta_s: 31.7 };
  assert.equal(jobSentence(job({}, iterations)), "iteration 2,886 of 5,000 · 15 ms per iteration · 32 s left");
  assert.equal(unitOf(job({}, { ...iterations, total_epochs: 8 })), "epoch");
  assert.equal(jobSentence(job({ status: "cancelled", started_at: "2025-01-01T00:00:00Z" })), "cancelled before the first step");
});

test("a run is called by its name and by who started it, as far as they were said", () => {
  assert.equal(namedBy({ name: "my digits", started_by: "Ada" }), "my digits, by Ada");
  assert.equal(namedBy({ name: "", started_by: "Ada" }), "by Ada");
  assert.equal(namedBy({ name: null, started_by: null }), "");
});
