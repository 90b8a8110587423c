import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { neighboursByEpoch, newNeighbours, shownEpochs } from "../labs/words/neighbour-history.js";
import { followedWord } from "../labs/words/opening.js";
import { neededEpochs, secondsOf } from "../labs/words/settings.js";
import { lowerCase, problemWithWords, wordsIn } from "../lib/word-list.js";

const PROBES = { name: "probes", bounds: { minimum: 0, maximum: 8 } };

/** @param {number} epoch @param {(string|number)[][]} rows */
const table = (epoch, rows, columns = ["word", "neighbour", "cosine_similarity"]) => ({
  type: "table",
  data: { name: "neighbours", columns, rows, step: 10 * epoch, epoch },
});

test("words stand between spaces, commas or both, and too many are rejected", () => {
  assert.deepEqual(wordsIn(" sun, moon  well-known,l'eau ,"), ["sun", "moon", "well-known", "l'eau"]);
  assert.deepEqual(wordsIn("  "), []);
  assert.equal(problemWithWords(PROBES, wordsIn("a b c d e f g h")), "");
  assert.equal(problemWithWords(PROBES, wordsIn("a b c d e f g h i")), "at most 8 words; these are 9");
});

test("how long it takes is told only of negative sampling in batches of some size", () => {
  const values = { objective: "negative_sampling", architecture: "skip-gram", dimensions: 100, batch_size: 1024, epochs: 10 };
  assert.equal(secondsOf(values, 800_000), 13.5);
  assert.equal(secondsOf({ ...values, dimensions: 200 }, 800_000), 23.5);
  assert.equal(secondsOf({ ...values, objective: "softmax" }, 800_000), null);
  assert.equal(secondsOf({ ...values, batch_size: 32 }, 800_000), null);
  assert.equal(secondsOf({ epochs: 25, batch_size: 8192, dimensions: 100 }, 800_000), null);
});

test("neighbours are read from tables, and an epoch that is trained again replaces what came after it", () => {
  const first = [
    ["sun", "star", 0.81],
    ["sun", "america's", -0.79],
    ["moon", "sun", 0.5],
  ];
  const events = [
    { type: "log", data: { message: "Epoch 1: sun → comet 0.99" } },
    table(1, first),
    table(2, [["sun", "old", 0.1]]),
    table(3, [["sun", "old", 0.1]]),
    table(2, [
      ["sun", "moon", 0.9],
      ["sun", "star", 0.8],
    ]),
    { type: "table", data: { name: "another", columns: ["word"], rows: [["sun"]], step: 30, epoch: 3 } },
    { type: "metric", data: { values: {} } },
  ];
  const found = neighboursByEpoch(events);
  assert.deepEqual([...found.keys()], ["sun", "moon"]);
  assert.deepEqual(found.get("sun"), [
    {
      epoch: 1,
      neighbours: [
        { word: "star", similarity: 0.81 },
        { word: "america's", similarity: -0.79 },
      ],
    },
    {
      epoch: 2,
      neighbours: [
        { word: "moon", similarity: 0.9 },
        { word: "star", similarity: 0.8 },
      ],
    },
  ]);
});

test("the columns of a table are found by name, and a similarity keeps all its digits", () => {
  const turned = table(1, [[0.8125391, "star", "sun"]], ["cosine_similarity", "neighbour", "word"]);
  assert.deepEqual([...neighboursByEpoch([turned])], [["sun", [{ epoch: 1, neighbours: [{ word: "star", similarity: 0.8125391 }] }]]]);
});

test("the shipped embeddings have the neighbours of every epoch", () => {
  for (const [id, epochs] of /** @type {[string, number][]} */ ([
    ["skip-gram", 15],
    ["cbow", 15],
    ["glove", 30],
  ])) {
    const folder = new URL(`../../backend/models/pretrained/pretrained-film-${id}/`, import.meta.url);
    const found = neighboursByEpoch(JSON.parse(readFileSync(new URL("history.json", folder), "utf8")));
    assert.equal(found.size, 4);
    for (const all of found.values()) {
      assert.deepEqual(
        all.map(({ epoch }) => epoch),
        Array.from({ length: epochs }, (_, i) => i + 1),
      );
      assert.ok(all.every(({ neighbours }) => neighbours.length === 6 && neighbours.every(({ similarity }) => Math.abs(similarity) <= 1)));
    }
  }
});

test("the first, the middle and the newest epoch are shown, each once, and which neighbours are new", () => {
  const all = Array.from({ length: 15 }, (_, i) => ({
    epoch: i + 1,
    neighbours: [
      { word: "star", similarity: 1 },
      { word: `w${i}`, similarity: 0 },
    ],
  }));
  const epochs = (/** @type {number} */ count, total = 15) => shownEpochs(all.slice(0, count), total).map(({ epoch }) => epoch);
  assert.deepEqual([epochs(1), epochs(4), epochs(8), epochs(9), epochs(15)], [[1], [1, 4], [1, 8], [1, 8, 9], [1, 8, 15]]);
  assert.deepEqual([epochs(1, 1), epochs(2, 2), epochs(3, 3)], [[1], [1, 2], [1, 2, 3]]);
  assert.deepEqual([...newNeighbours(all[1], all[0])], ["w1"]);
  assert.equal(newNeighbours(all[0], undefined).size, 0);
});

test("a short text is read more often, a long one as often as by default", () => {
  assert.deepEqual(
    [3_000, 10_000, 60_005, 1_000_000, 0].map((words) => neededEpochs(words)),
    [100, 30, 30, 30, 500],
  );
  assert.equal(neededEpochs(60_005, 1), 5);
});

test("a typed word is shown without a stray dot", () => {
  for (const typed of ["İstanbul", "I\u0307stanbul", "i\u0307stanbul", "ISTANBUL"]) assert.equal(lowerCase(typed), "istanbul", typed);
  assert.equal(lowerCase("Cafe\u0301"), "caf\u00e9");
  assert.equal(lowerCase("ışık"), "ışık");
});

test("the other figures follow the last word that was found, never an unknown one", () => {
  const unknown = new Error("unknown word");
  assert.equal(followedWord("xyzzy", { data: { word: "alien" }, error: unknown }, "alien"), null, "nothing was searched before");
  assert.equal(followedWord("xyzzy", { data: { word: "comedy" }, error: unknown }, "alien"), "comedy");
  assert.equal(followedWord("Comedy", { data: { word: "comedy" }, error: null }, "alien"), "comedy");
  assert.equal(followedWord("alien", { data: { word: "alien" }, error: null }, "alien"), "alien");
  assert.equal(followedWord("xyzzy", { data: null, error: unknown }, "alien"), null);
});
