import assert from "node:assert/strict";
import { test } from "node:test";

import { applies, boundsText, difference, fieldsOf, layerFields, problemWith } from "../lib/schema.js";

const SCHEMA = {
  $defs: {
    Dense: {
      properties: {
        type: { const: "dense", type: "string" },
        activation: { enum: ["linear", "relu"], type: "string", default: "linear" },
        units: { type: "integer", minimum: 1, maximum: 4096, default: 64 },
      },
    },
    Pool: {
      properties: {
        type: { const: "pool", type: "string" },
        stride: { anyOf: [{ type: "integer", minimum: 1, maximum: 15 }, { type: "null" }], default: null },
      },
    },
  },
  properties: {
    seed: { type: "integer", minimum: 0, default: 0, "x-group": "Training" },
    learning_rate: { type: "number", exclusiveMinimum: 0, maximum: 10, default: 0.001, title: "Learning rate", "x-group": "Optimizer" },
    beta_1: { type: "number", minimum: 0, exclusiveMaximum: 1, default: 0.9, "x-group": "Optimizer", "x-when": { optimizer: ["adam"] } },
    layers: { type: "array", items: { discriminator: { mapping: { dense: "#/$defs/Dense", pool: "#/$defs/Pool" } } } },
  },
};

/** @param {string} name */
const field = (name) => /** @type {import("../lib/schema.js").Field} */ (fieldsOf(SCHEMA).find((one) => one.name === name));

test("fields keep the schema's order, seeds last", () => {
  assert.deepEqual(
    fieldsOf(SCHEMA).map(({ name }) => name),
    ["learning_rate", "beta_1", "layers", "seed"],
  );
});

test("a wrong number is answered in words", () => {
  assert.equal(problemWith(field("learning_rate"), 0), "allowed: above 0 to 10");
  assert.equal(problemWith(field("beta_1"), 1), "allowed: from 0 below 1");
  assert.equal(problemWith(field("seed"), 1.5), "a whole number is needed");
  assert.equal(problemWith(field("seed"), NaN), "a number is needed");
  assert.equal(problemWith(field("learning_rate"), 10), "");
  assert.equal(boundsText(field("seed").bounds), "from 0");
});

test("a parameter of one optimizer counts only with it", () => {
  assert.equal(applies(field("beta_1"), { optimizer: "adam" }), true);
  assert.equal(applies(field("beta_1"), { optimizer: "sgd" }), false);
  assert.equal(applies(field("seed"), {}), true);
});

test("layers bring their own fields, numbers first", () => {
  const layers = layerFields(SCHEMA);
  assert.deepEqual(
    layers.dense.map(({ name, type }) => [name, type]),
    [
      ["units", "integer"],
      ["activation", "choice"],
    ],
  );
  assert.deepEqual([layers.pool[0].type, layers.pool[0].nullable, layers.pool[0].bounds.maximum], ["integer", true, 15]);
});

test("lists of words and free text have fields, a constant has none", () => {
  const fields = fieldsOf({
    properties: {
      probes: { type: "array", items: { type: "string" }, maxItems: 8 },
      note: { type: "string" },
      type: { const: "dense", type: "string" },
    },
  });
  assert.deepEqual(
    fields.map(({ type }) => type),
    ["words", "text", "other"],
  );
});

test("the difference is what has changed, by value", () => {
  assert.deepEqual(difference({ a: 1, b: [1, 2], c: 3 }, { a: 1, b: [1, 2], c: 4 }), { c: 3 });
});
