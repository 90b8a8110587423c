import assert from "node:assert/strict";
import { test } from "node:test";

import { formatRoute, parseRoute } from "../lib/route.js";
import { fieldsOf } from "../lib/schema.js";
import {
  firstDataset,
  networkName,
  presetOf,
  presetValues,
  queryOf,
  queryWithout,
  requestParams,
  underPreset,
  valuesFromQuery,
} from "../lib/setup.js";

const KIND = {
  id: "cnn",
  defaults: { epochs: 10, flip: false, layers: [{ type: "dense", units: 64, activation: "relu" }] },
  presets: [
    { id: "tutorial", params: {} },
    { id: "improved", params: { epochs: 16, flip: true } },
  ],
  params_schema: {
    $defs: {
      Dense: {
        properties: { type: {}, units: { type: "integer", default: 64 }, activation: { enum: ["linear", "relu"], default: "linear" } },
      },
    },
    properties: {
      dataset: { type: "string" },
      preset: { enum: ["tutorial", "improved"] },
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
const values = (query) => valuesFromQuery(KIND, FIELDS, query, DATASETS, ["cifar10", "photo-patches"]);

test("an empty address is the first preset on data that is here", () => {
  assert.deepEqual(requestParams(KIND, values({})), { dataset: "photo-patches", preset: "tutorial" });
});

test("the first preferred data set that is here comes first, else the first that is here", () => {
  const here = [DATASETS[1], { id: "cifar10", availability: "cached" }];
  assert.equal(firstDataset(here, ["mnist", "cifar10", "photo-patches"]), "cifar10");
  assert.equal(firstDataset(DATASETS, ["cifar10"]), "photo-patches");
  assert.equal(firstDataset(DATASETS.slice(0, 1), []), "cifar10");
  assert.equal(firstDataset([]), "");
});

test("only what differs from the preset is asked for", () => {
  assert.deepEqual(requestParams(KIND, values({ preset: "improved", epochs: "16", flip: "false" })), {
    dataset: "photo-patches",
    preset: "improved",
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
  const before = { ...values({ preset: "improved" }), epochs: 3, layers: [{ type: "dense", units: 5, activation: "linear" }] };
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

/** A kind whose presets only stand for values, with a list of words and a number that may be left out. */
const WORDS = {
  id: "word2vec",
  defaults: { seed: 0, dimensions: 100, probes: [], limit: 5, architecture: "skip-gram", epochs: 5, learning_rate: 0.035 },
  presets: [
    { id: "skip-gram", params: { architecture: "skip-gram" } },
    { id: "cbow", params: { architecture: "cbow", learning_rate: 0.1 } },
    { id: "small", params: { dimensions: 50 } },
  ],
  params_schema: {
    properties: {
      dataset: { type: "string" },
      seed: { type: "integer" },
      dimensions: { type: "integer" },
      probes: { type: "array", items: { type: "string", maxLength: 60 }, maxItems: 8 },
      limit: { anyOf: [{ type: "integer" }, { type: "null" }] },
      architecture: { enum: ["skip-gram", "cbow"] },
      epochs: { type: "integer" },
      learning_rate: { type: "number" },
    },
  },
};
/** @param {Record<string, string>} query */
const wordValues = (query) =>
  valuesFromQuery(WORDS, fieldsOf(WORDS.params_schema), query, [...DATASETS, { id: "a-text", availability: "bundled" }]);

test("without a preset among its parameters a kind is asked for what differs from its defaults", () => {
  const own = { ...wordValues({ dataset: "a-text" }), probes: ["sun", "moon"], epochs: 40, limit: null };
  assert.deepEqual(requestParams(WORDS, own), { dataset: "a-text", probes: ["sun", "moon"], epochs: 40, limit: null });
  assert.deepEqual(queryOf(WORDS, own), { dataset: "a-text", probes: "sun,moon", epochs: "40", limit: "null" });
  assert.deepEqual(wordValues(queryOf(WORDS, own)), own);
  assert.deepEqual(wordValues({ probes: '["l\'eau"]', epochs: "", architecture: "none", preset: "cbow", limit: "few" }), {
    ...WORDS.defaults,
    dataset: "photo-patches",
    probes: ["l'eau"],
  });
  assert.deepEqual(wordValues({ probes: "[1]" }).probes, []);
});

test("such a preset is known by the values that presets speak of, and leaves the others as they are", () => {
  const own = { ...WORDS.defaults, dataset: "a-text", epochs: 40, probes: ["sun"] };
  assert.equal(presetOf(WORDS, own)?.id, "skip-gram");
  const cbow = underPreset(WORDS, { ...own, dimensions: 30 }, WORDS.presets[1]);
  assert.deepEqual(cbow, { ...own, architecture: "cbow", learning_rate: 0.1 });
  assert.equal(presetOf(WORDS, cbow)?.id, "cbow");
  assert.equal(presetOf(WORDS, { ...cbow, learning_rate: 0.2 }), undefined);
});

test("a preset that is a parameter brings all its values, and keeps the data set", () => {
  const chosen = underPreset(KIND, { ...values({ epochs: "3" }), dataset: "cifar10" }, KIND.presets[1]);
  assert.deepEqual([chosen.preset, chosen.epochs, chosen.flip, chosen.dataset], ["improved", 16, true, "cifar10"]);
  assert.equal(presetOf(KIND, chosen)?.id, "improved");
});

test("what else a page keeps in its address stays beside the parameters", () => {
  assert.deepEqual(queryWithout(WORDS, { word: "sun", epochs: "3", dataset: "a-text", kind: "glove" }), { word: "sun", kind: "glove" });
});

test("values are written as they are read, also lists, ticks and free text", () => {
  const fields = fieldsOf({
    properties: { note: { type: "string" }, flip: { type: "boolean" }, words: { type: "array", items: { type: "string" } }, other: {} },
  });
  const kind = { id: "x", defaults: {}, presets: [], params_schema: { properties: {} } };
  const all = { dataset: "photo-patches", note: "a, b", flip: true, words: ["sun", "moon"], other: { a: 1 } };
  assert.deepEqual(valuesFromQuery(kind, fields, queryOf(kind, all), DATASETS), all);
  const none = { ...all, words: [], flip: false };
  assert.deepEqual(valuesFromQuery(kind, fields, queryOf(kind, none), DATASETS), none);
});

test("a list that was emptied stays empty in the address", () => {
  const kind = { ...WORDS, defaults: { ...WORDS.defaults, probes: ["sun"] } };
  const { query } = parseRoute(formatRoute(["words"], queryOf(kind, { ...kind.defaults, dataset: "a-text", probes: [] })));
  assert.deepEqual(valuesFromQuery(kind, fieldsOf(kind.params_schema), query, DATASETS).probes, []);
});

test("a number that may not be left out is not null, and a tick is only what is true", () => {
  assert.equal(wordValues({ epochs: "null" }).epochs, 5);
  assert.equal(wordValues({ limit: "null" }).limit, null);
  assert.equal(wordValues({ limit: " " }).limit, 5);
  assert.equal(values({ flip: "yes" }).flip, false);
});

test("a preset that does not exist is the first, and a kind without presets has its defaults", () => {
  assert.equal(presetValues(KIND, undefined).preset, "tutorial");
  const bare = { id: "x", defaults: { epochs: 1 }, presets: [], params_schema: { properties: { preset: {} } } };
  assert.deepEqual(presetValues(bare, "any"), { epochs: 1 });
  assert.equal(presetOf(bare, { epochs: 1 }), undefined);
});

test("with no data set at all there is none to begin with", () => {
  assert.equal(valuesFromQuery(WORDS, [], {}, []).dataset, "");
  assert.equal(networkName(WORDS, { ...WORDS.defaults, dataset: "" }), "");
});
