import assert from "node:assert/strict";
import { test } from "node:test";

import "./browser.js";

const { bar, finding } = await import("../labs/activations/timings.js");
const { revivalOf } = await import("../labs/effects/dying-relu-figure.js");
const { oppositeOf } = await import("../labs/effects/zero-centred-figure.js");
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

test("A curve of dead neurons that falls says why, and how often; one that never falls says nothing", () => {
  const text = revivalOf({ name: "ReLU", revived: [0, 36] }).replace(/\s+/g, " ");
  assert.match(text, /curve of ReLU falls, a dead neuron came back.*happened 36 times in the second hidden layer and never in the first/);
  assert.match(revivalOf({ name: "tanh", revived: [1, 2] }), /2 times in the second hidden layer and 1 time in the first/);
  assert.equal(revivalOf({ name: "tanh", revived: [0, 0] }), "");
});

test("The sentence on zig-zag gives the measured fraction of each function", () => {
  const run = (/** @type {string} */ id, /** @type {number} */ opposite_sign) => ({
    id,
    found: { path: [], same_sign: 1 - opposite_sign, opposite_sign, detour: 1 },
  });
  const text = oppositeOf([run("sigmoid", 0), run("tanh", 0.57), run("arctan", 0.485)]);
  assert.match(text, /no step changed both in opposite directions with sigmoid\./);
  assert.match(text, /opposite directions in 57\.0\u202f% of the steps with tanh, in 48\.5\u202f% of the steps with .*rctan/);
});
