import assert from "node:assert/strict";
import { test } from "node:test";

import "./browser.js";

const { isRounded } = await import("../labs/backpropagation/chain-rule.js");
const { updateWithNumbers } = await import("../labs/optimizers/update.js");

/** @param {string[]} activations */
const network = (...activations) => activations.map((activation) => ({ weights: [[1]], bias: [0], activation }));
/** @param {number[]} values @param {number} value */
const product = (values, value) => ({ examples: [{ factors: values.map((one) => ({ symbol: "", value: one })) }], value });

test("a factor that is 0 or 1 by rounding alone, or a product that underflows, makes the chain rule approximate", () => {
  const weight = { layer: 1, unit: 0, input: 0 };
  const bias = { ...weight, input: null };
  assert.ok(isRounded(product([0.5, 0, 0.3], 0), weight, network("relu", "sigmoid")), "σ′ is never 0");
  assert.ok(isRounded(product([0.5, 0, 1], 0), bias, network("relu", "tanh")), "tanh′ is never 0");
  assert.ok(isRounded(product([0.5, 0.2, 1], 0.1), weight, network("tanh", "sigmoid")), "tanh is never 1");
  assert.ok(isRounded(product([0.5, 0.2, -1], -0.1), weight, network("tanh", "sigmoid")));
  assert.ok(isRounded(product([0.5, 0.2, 0], 0), weight, network("sigmoid", "sigmoid")), "σ is never 0");
  assert.ok(isRounded(product([1e-200, 1e-200, 0.5], 0), weight, network("relu", "sigmoid")), "an underflow");
});

test("what is exactly 0 or 1 stays equal", () => {
  const weight = { layer: 1, unit: 0, input: 0 };
  assert.ok(!isRounded(product([0.5, 0, 0.3], 0), weight, network("tanh", "relu")), "the slope of ReLU");
  assert.ok(!isRounded(product([0.5, 0.2, 1], 0.1), { ...weight, input: null }, network("tanh", "sigmoid")), "∂z/∂b is 1");
  assert.ok(!isRounded(product([0.5, 0.2, 0], 0), weight, network("relu", "sigmoid")), "the output of ReLU");
  assert.ok(!isRounded(product([0.5, 0.2, -1], -0.1), { ...weight, layer: 0 }, network("tanh", "sigmoid")), "an input");
  assert.ok(!isRounded(product([0.5, 0.2, 0], 0), weight, network("tanh", "sigmoid")), "tanh(0)");
});

test("the update of an optimizer with its numbers is set in lines", () => {
  const trace = { m_hat: [1], v_hat: [2], theta: [3] };
  const parameters = { learning_rate: 0.12, epsilon: 1e-7, weight_decay: 0.004 };
  assert.equal(updateWithNumbers("adam", trace, 4, parameters).split("\\\\").length, 3);
  assert.equal(updateWithNumbers("adamw", trace, 4, parameters).split("\\\\").length, 4);
});
