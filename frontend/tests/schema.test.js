import assert from "node:assert/strict";
import { test } from "node:test";

import { applies, boundsText, difference, fieldsOf, layerFields, problemWith, titleOf } from "../lib/schema.js";

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

test("what a field is called, where it stands and what it begins with, the schema says or its name does", () => {
  const [rate, beta, layers, seed] = fieldsOf(SCHEMA);
  assert.deepEqual([rate.title, beta.title, layers.group, seed.group], ["Learning rate", "Beta 1", "Other", "Training"]);
  assert.deepEqual([rate.default, layers.default, rate.description, rate.nullable], [0.001, undefined, "", false]);
  assert.deepEqual([titleOf("conv2d"), titleOf("max_pooling2d"), titleOf("")], ["Conv 2d", "Max pooling 2d", ""]);
});

test("a reference is followed, and what stands beside it comes first", () => {
  const root = {
    $defs: { Rate: { type: "number", minimum: 0, title: "Rate", description: "of learning" } },
    properties: { rate: { $ref: "#/$defs/Rate", title: "Learning rate" } },
  };
  const [rate] = fieldsOf(root);
  assert.deepEqual([rate.type, rate.title, rate.description, rate.bounds.minimum], ["number", "Learning rate", "of learning", 0]);
  assert.deepEqual(fieldsOf({}), []);
});

test("a choice, a tick and a union of two types are told apart", () => {
  const fields = fieldsOf({
    properties: {
      mode: { enum: ["a", "b"], type: "string" },
      flip: { type: "boolean" },
      either: { anyOf: [{ type: "integer" }, { type: "string" }] },
      sizes: { type: "array", items: { type: "integer" } },
      note: { anyOf: [{ type: "string" }, { type: "null" }] },
    },
  });
  assert.deepEqual(
    fields.map(({ type, nullable }) => [type, nullable]),
    [
      ["choice", false],
      ["boolean", false],
      ["other", false],
      ["other", false],
      ["text", true],
    ],
  );
  assert.deepEqual(fields[0].choices, ["a", "b"]);
});

test("bounds are told as far as there are any", () => {
  const bounds = (/** @type {object} */ more) => fieldsOf({ properties: { n: { type: "number", ...more } } })[0].bounds;
  assert.equal(boundsText(bounds({})), "");
  assert.equal(boundsText(bounds({ maximum: 5000 })), "to 5,000");
  assert.equal(boundsText(bounds({ exclusiveMinimum: -1, exclusiveMaximum: 1 })), "above -1 below 1");
  const words = fieldsOf({ properties: { w: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 8 } } })[0];
  assert.equal(boundsText(words.bounds), "from 1 to 8");
});

test("both ends of the bounds are allowed, unless they are excluded", () => {
  const seed = field("seed");
  assert.deepEqual([problemWith(seed, 0), problemWith(seed, -1)], ["", "allowed: from 0"]);
  assert.deepEqual([problemWith(field("beta_1"), 0), problemWith(field("learning_rate"), 10.001)], ["", "allowed: above 0 to 10"]);
  assert.equal(problemWith(seed, Infinity), "a number is needed");
});

test("a field with two conditions counts when both hold", () => {
  const both = { when: { optimizer: ["adam", "sgd"], nesterov: [true] } };
  assert.equal(applies(both, { optimizer: "sgd", nesterov: true }), true);
  assert.equal(applies(both, { optimizer: "sgd", nesterov: false }), false);
  assert.equal(applies(both, {}), false);
});

test("a kind without layers has no fields of layers, and what is new is a difference", () => {
  assert.deepEqual(layerFields({ properties: {} }), {});
  assert.deepEqual(difference({ a: null, b: 1 }, { a: 0 }), { a: null, b: 1 });
});
