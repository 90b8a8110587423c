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
  const job = (id, status) => ({ id, status, name: id, params: {}, created_at: "2026-01-01T00:00:00Z" });
  const jobs = [job("newest", "failed"), job("older", "running"), job("oldest", "succeeded")];
  assert.equal(openedRun(jobs, shipped, ["newest", "oldest"]), "oldest");
  assert.equal(openedRun(jobs, shipped, ["newest"]), "tutorials");
  assert.equal(openedRun(jobs, [], []), null);
  const listed = (own, wanted) =>
    listedRuns(jobs, shipped, own, String, wanted).map(({ title, runs }) => [title, runs.map(({ id }) => id)]);
  const shippedOnes = ["Shipped", ["tutorials", "dcgan"]];
  assert.deepEqual(listed(["older"]), [["Started in this browser", ["older"]], shippedOnes, ["Started elsewhere", ["newest", "oldest"]]]);
  assert.deepEqual(listed([], "unlisted").at(-1), ["In the address", ["unlisted"]]);
});

test("runs without a name are told apart by data set, preset and iterations; what the name says is not said again", () => {
  const run = (id, params, rest = {}) => ({
    id,
    status: "succeeded",
    created_at: "2026-01-01T00:00:00Z",
    params: { dataset: "digits", preset: "tutorial", iterations: 5000, ...params },
    ...rest,
  });
  const jobs = [
    run("a", {}),
    run("b", { iterations: 1 }),
    run("c", { preset: "dcgan" }),
    run("d", { dataset: "mnist" }),
    run("e", {}, { name: "My handwritten digits", started_by: "Ada" }),
  ];
  const titleOf = (dataset) => ({ digits: "Handwritten digits", mnist: "MNIST" })[dataset];
  const titles = listedRuns(jobs, [], [], titleOf)[0].runs.map(({ title }) => title.replace(/, 1 Jan.*/, ""));
  assert.deepEqual(titles, [
    "Handwritten digits, tutorial network, 5,000 iterations",
    "Handwritten digits, tutorial network, 1 iteration",
    "Handwritten digits, dcgan network, 5,000 iterations",
    "MNIST, tutorial network, 5,000 iterations",
    "My handwritten digits, by Ada, tutorial network, 5,000 iterations",
  ]);
});
