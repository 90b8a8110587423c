import assert from "node:assert/strict";
import { test } from "node:test";

import { listedRuns, shippedRuns } from "../labs/gan/runs.js";
import { newestOfEach } from "../labs/words/methods.js";
import { FILM_WORDS, firstWords, openedModel } from "../labs/words/opening.js";

const model = (id, source, params, rest = {}) => ({ id, title: id, source, params, kind: "word2vec", dataset: "films", ...rest });
const CBOW = model("cbow", "pretrained", { architecture: "cbow", objective: "negative_sampling" });
const GLOVE = model("glove", "pretrained", {}, { kind: "glove" });
const SKIP_GRAM = model("skip-gram", "pretrained", { architecture: "skip-gram", objective: "negative_sampling" });
const OWN = model("own", "job", { architecture: "skip-gram", objective: "softmax" });
const SHIPPED = [CBOW, GLOVE, SKIP_GRAM];

test("one's own embedding is opened before the shipped ones, of which skip-gram comes first", () => {
  assert.equal(openedModel(SHIPPED).id, "skip-gram");
  assert.equal(openedModel([...SHIPPED, OWN]).id, "own");
  assert.equal(openedModel([...SHIPPED, OWN], "glove").id, "glove");
  assert.equal(openedModel([], "glove"), undefined);
});

test("the first words are words of the vocabulary, however small it is", () => {
  assert.equal(firstWords(SKIP_GRAM, ["the"]), FILM_WORDS);
  assert.deepEqual(new Set(Object.values(firstWords(OWN, ["one"]))), new Set(["one"]));
});

test("three methods of one text are compared, the softmax is none of them", () => {
  assert.deepEqual(
    newestOfEach([OWN, ...SHIPPED], "films").map((one) => one?.id),
    ["skip-gram", "cbow", "glove"],
  );
  assert.deepEqual(newestOfEach(SHIPPED, "news"), [undefined, undefined, undefined]);
});

test("the training run that is opened first is the newest with a result, else the tutorial's", () => {
  const gan = (id, preset) => model(id, "pretrained", { preset }, { kind: "gan" });
  const shipped = shippedRuns([SKIP_GRAM, gan("dcgan", "dcgan"), gan("tutorials", "tutorial")]);
  assert.deepEqual(
    shipped.map(({ id }) => id),
    ["tutorials", "dcgan"],
  );
  const job = (id, status) => ({ id, status, name: id, created_at: "2026-01-01T00:00:00Z" });
  const ids = (jobs, wanted) => listedRuns(jobs, shipped, wanted).map(({ id }) => id);
  assert.deepEqual(ids([job("newest", "failed")]), ["tutorials", "dcgan", "newest"]);
  assert.deepEqual(ids([job("newest", "failed"), job("older", "running")]), ["older", "tutorials", "dcgan", "newest"]);
  assert.equal(ids([], "unlisted").at(-1), "unlisted");
});
