import assert from "node:assert/strict";
import { test } from "node:test";

import { isApproached, isSlopeApproached } from "../labs/activations/calls.js";
import { logProbabilities, probability } from "../labs/activations/probability.js";

test("a bound that a function only approaches is not equal to its value", () => {
  const sigmoid = { range: "(0, 1)", infimum: 0, supremum: 1, continuity: "C^{\\infty}", monotonic: true };
  assert.deepEqual([isApproached(sigmoid, 1), isApproached(sigmoid, 0), isApproached(sigmoid, 0.5)], [true, true, false]);
  assert.ok(isSlopeApproached(sigmoid, 0) && !isSlopeApproached(sigmoid, 1e-9));
  const relu = { range: "[0, \\infty)", infimum: 0, supremum: null, continuity: "C^0", monotonic: true };
  assert.ok(!isApproached(relu, 0) && !isSlopeApproached(relu, 0));
  const gaussian = { range: "(0, 1]", infimum: 0, supremum: 1 };
  assert.deepEqual([isApproached(gaussian, 1), isApproached(gaussian, 0)], [false, true]);
  const isru = { range: "\\left(-\\frac{1}{\\sqrt{\\alpha}}, \\frac{1}{\\sqrt{\\alpha}}\\right) = (-10, 10)", infimum: -10, supremum: 10 };
  assert.deepEqual([isApproached(isru, 10), isApproached(isru, -10)], [true, true]);
});

test("probabilities keep their order where floats underflow, and never claim certainty", () => {
  const vector = [0, -800, -1000, 3];
  const logarithms = logProbabilities(vector);
  const shown = vector.map((_, i) => probability(Math.exp(logarithms[i]), logarithms[i]));
  assert.deepEqual(shown, ["0.04743", "≈ 1.7e-349", "≈ 2.4e-436", "0.9526"]);
  assert.equal(probability(1, 0), "≈ 1");
  assert.equal(probability(1 - 3.1e-8, -3.1e-8), "0.99999997");
});
