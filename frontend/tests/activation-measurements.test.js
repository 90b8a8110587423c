import assert from "node:assert/strict";
import { test } from "node:test";

import "./browser.js";

const { bar, finding } = await import("../labs/activations/timings.js");
const { medianEpoch } = await import("../labs/effects/convergence-figure.js");

/** @param {Record<string, number>} ratios */
const rows = (ratios) =>
  Object.entries(ratios).map(([id, ratio]) => ({
    id,
    title: id,
    forward_ns: ratio,
    derivative_ns: 1,
    forward_relative: ratio,
    derivative_relative: 1,
    one_by_one: false,
  }));

test("The sentence on the cost of functions follows the measured ratios", () => {
  assert.match(
    finding(rows({ sigmoid: 12, tanh: 0.8, swish: 15 })),
    /longer than ReLU with sigmoid \(12 ×\), Swish \(15 ×\)\. It takes about as long, or less, with tanh/,
  );
  assert.doesNotMatch(finding(rows({ sigmoid: 12, tanh: 3, swish: 15 })), /or less/);
  assert.doesNotMatch(finding(rows({ sigmoid: 1, tanh: 1, swish: 1.1 })), /takes longer/);
});

test("A bar begins at ReLU's time and goes left for a shorter one", () => {
  assert.deepEqual(bar(1, [0.1, 10]), { left: 50, width: 0 });
  assert.deepEqual(bar(10, [0.1, 10]), { left: 50, width: 50 });
  assert.deepEqual(bar(0.1, [0.1, 10]), { left: 0, width: 50 });
});

test("At least half of the runs are below the threshold after the median epoch", () => {
  const epochs = (/** @type {(number|null)[]} */ all) =>
    medianEpoch({ initialization: "he", losses: [], median: [], low: [], high: [], threshold: 0.2, epochs_to_threshold: all });
  assert.equal(epochs([5, 3, 9]), 5);
  assert.equal(epochs([5, 3, 9, 11]), 5);
  assert.equal(epochs([null, null, 4]), Infinity);
  assert.equal(epochs([null, 7, 4, null]), 7);
});
