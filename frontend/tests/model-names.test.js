import assert from "node:assert/strict";
import { test } from "node:test";

import { modelNames } from "../lib/model-names.js";

const NOW = new Date("2026-03-03T12:00:00Z");
const TEXTS = [{ id: "uploaded-4f95e6c0c194", title: "Alice in Wonderland" }];

/** @param {Record<string, unknown>} values */
const model = (values) =>
  /** @type {any} any: what a list reads of a model */ ({
    title: "",
    source: "job",
    kind: "word2vec",
    dataset: "uploaded-4f95e6c0c194",
    params: { architecture: "skip-gram" },
    metrics: { epochs: 3 },
    created_at: "2026-03-03T11:56:00Z",
    ...values,
  });

test("a model in a list has the title of its data set, its method, its length and its time", () => {
  const shipped = model({ title: "Skip-gram", source: "pretrained", dataset: "Film reviews" });
  const names = modelNames([model({ title: "tr" }), model({ kind: "glove", params: {}, metrics: { epochs: 1 } }), shipped], TEXTS, NOW);
  assert.deepEqual(names, [
    "tr · skip-gram · Alice in Wonderland · 3 epochs · 4 min ago",
    "GloVe · Alice in Wonderland · 1 epoch · 4 min ago",
    "Skip-gram · Film reviews",
  ]);
});

test("no two models have the same name in a list", () => {
  const names = modelNames([model({}), model({}), model({ dataset: "gone" })], TEXTS, NOW);
  assert.equal(new Set(names).size, 3);
  assert.match(names[2], /gone/);
});
