import assert from "node:assert/strict";
import { test } from "node:test";
import { listedRuns, openedRun, shippedRuns } from "../labs/gan/runs.js";
import { newestOfEach } from "../labs/words/methods.js";
import { FILM_WORDS, firstWords, openedModel } from "../labs/words/opening.js";
import { ownIds, withOwn } from "../lib/own-ids.js";

const model = (id, source, params, rest = {}) => ({ id, title: id, source, params, kind: "word2vec", dataset: "films", ...rest });
const CBOW = model("cbow", "pretrained", { architecture: "cbow", objective: "negative_sampling" });
const GLOVE = model("glove", "pretrained", {}, { kind: "glove" });
const SKIP_GRAM = model("skip-gram", "pretrained", { architecture: "skip-gram", objective: "negative_sampling" });
const OWN = model("own", "job", { architecture: "skip-gram", objective: "softmax" });
const SHIPPED = [CBOW, GLOVE, SKIP_GRAM];

test("what this browser has trained is opened before the shipped embeddings, of which skip-gram comes first; another's never is", () => {
  assert.equal(openedModel(SHIPPED, []).id, "skip-gram");
  assert.equal(openedModel([OWN, ...SHIPPED], ["own"]).id, "own");
  assert.equal(openedModel([OWN, ...SHIPPED], []).id, "skip-gram");
  assert.equal(openedModel([OWN, ...SHIPPED], ["own"], "glove").id, "glove");
  assert.equal(openedModel([OWN], [], "own").id, "own");
  assert.equal(openedModel([OWN], [], "glove"), undefined);
});

test("what the storage holds is a list of ids, or counts as nothing", () => {
  assert.deepEqual(ownIds('["b", "a"]'), ["b", "a"]);
  for (const text of [null, "", "{", "3", '{"a": 1}', "[1, null]"]) assert.deepEqual(ownIds(text), [], String(text));
  assert.deepEqual(withOwn(["b", "a"], "a"), ["a", "b"]);
  assert.equal(
    withOwn(
      Array.from({ length: 300 }, (_, i) => `${i}`),
      "new",
    ).length,
    200,
  );
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

test("the training run that is opened is the newest of this browser with a result, else the tutorial's; never another's", () => {
  const gan = (id, preset) => model(id, "pretrained", { preset }, { kind: "gan" });
  const shipped = shippedRuns([SKIP_GRAM, gan("dcgan", "dcgan"), gan("tutorials", "tutorial")]);
  assert.deepEqual(
    shipped.map(({ id }) => id),
    ["tutorials", "dcgan"],
  );
  const job = (id, status) => ({ id, status, name: id, created_at: "2026-01-01T00:00:00Z", params: { preset: "dcgan", iterations: 600 } });
  const jobs = [job("newest", "failed"), job("older", "running"), job("oldest", "succeeded")];
  assert.equal(openedRun(jobs, shipped, ["newest", "oldest"]), "oldest");
  assert.equal(openedRun(jobs, shipped, ["newest"]), "tutorials");
  assert.equal(openedRun(jobs, [], []), null);
  const listed = (own, wanted) => listedRuns(jobs, shipped, own, wanted).map(({ title, runs }) => [title, runs.map(({ id }) => id)]);
  const unnamed = listedRuns([{ ...jobs[2], name: "" }], [], [])[0].runs[0].title;
  assert.match(unnamed, /^dcgan, 600 iterations, /, "a run without a name is told apart by its settings");
  const shippedOnes = ["Shipped", ["tutorials", "dcgan"]];
  assert.deepEqual(listed(["older"]), [["Started in this browser", ["older"]], shippedOnes, ["Started elsewhere", ["newest", "oldest"]]]);
  assert.deepEqual(listed([], "unlisted").at(-1), ["In the address", ["unlisted"]]);
});
