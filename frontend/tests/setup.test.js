import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldsOf } from "../lib/schema.js";
import { firstDataset, networkName, presetValues, queryOf, requestParams, valuesFromQuery } from "../lib/setup.js";

const KIND = {
  id: "cnn",
  defaults: { epochs: 10, flip: false, layers: [{ type: "dense", units: 64, activation: "relu" }] },
  presets: [
    { id: "tutorial", params: {} },
    { id: "modern", params: { epochs: 16, flip: true } },
  ],
  params_schema: {
    $defs: {
      Dense: {
        properties: { type: {}, units: { type: "integer", default: 64 }, activation: { enum: ["linear", "relu"], default: "linear" } },
      },
    },
    properties: {
      dataset: { type: "string" },
      preset: { enum: ["tutorial", "modern"] },
      epochs: { type: "integer" },
      flip: { type: "boolean" },
      layers: { type: "array", items: { discriminator: { mapping: { dense: "#/$defs/Dense" } } } },
    },
  },
};
const DATASETS = [
  { id: "cifar10", availability: "download" },
  { id: "photo-patches", availability: "bundled" },
];
const FIELDS = fieldsOf(KIND.params_schema);

/** @param {Record<string, string>} query */
const values = (query) => valuesFromQuery(KIND, FIELDS, query, DATASETS);

test("an empty address is the first preset on data that is here", () => {
  assert.deepEqual(requestParams(KIND, values({})), { dataset: "photo-patches", preset: "tutorial" });
});

test("CIFAR-10 comes first where it is", () => {
  assert.equal(firstDataset([DATASETS[1], { id: "cifar10", availability: "cached" }]), "cifar10");
});

test("only what differs from the preset is asked for", () => {
  assert.deepEqual(requestParams(KIND, values({ preset: "modern", epochs: "16", flip: "false" })), {
    dataset: "photo-patches",
    preset: "modern",
    flip: false,
  });
});

test("layers are written without their usual settings, and compared with them", () => {
  const changed = values({ layers: '[{"type":"dense","units":32}]' });
  assert.deepEqual(changed.layers, [{ type: "dense", units: 32, activation: "linear" }]);
  assert.deepEqual(requestParams(KIND, changed).layers, [{ type: "dense", units: 32 }]);
  assert.equal("layers" in requestParams(KIND, values({ layers: '[{"type":"dense","activation":"relu"}]' })), false);
});

test("an address leads back to the same values", () => {
  const before = { ...values({ preset: "modern" }), epochs: 3, layers: [{ type: "dense", units: 5, activation: "linear" }] };
  assert.deepEqual(values(queryOf(KIND, before)), before);
});

test("a garbled address is no crash", () => {
  const garbled = values({ epochs: "many", preset: "none", layers: "[{" });
  assert.equal(garbled.preset, "tutorial");
  assert.deepEqual(presetValues(KIND, "none").epochs, 10);
});

test("a network is named after its preset only while it has its layers", () => {
  assert.equal(networkName(KIND, values({ epochs: "3" })), "tutorial network");
  assert.equal(networkName(KIND, values({ layers: '[{"type":"dense","units":32}]' })), "own layers");
});
