import assert from "node:assert/strict";
import { test } from "node:test";

import { secondsOf } from "../labs/words/settings.js";
import { neighboursByEpoch, newcomers, shownStages } from "../labs/words/watched.js";
import { problemWithWords, wordsIn } from "../lib/word-list.js";

const PROBES = { name: "probes", bounds: { minimum: 0, maximum: 8 } };

/** @param {string} message */
const log = (message) => ({ type: "log", data: { message } });

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

test("neighbours are read from the log, and an epoch that is done again replaces what came after it", () => {
  const events = [
    log("Computing on CPU, 2 cores."),
    log("Epoch 1: sun → star 0.81, america's -0.79"),
    log("Epoch 1: moon → sun 0.50"),
    log("Epoch 2: sun → old 0.10"),
    log("Epoch 3: sun → old 0.10"),
    log("Epoch 2: sun → moon 0.90, star 0.80"),
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

test("the first, the middle and the newest epoch are shown, each once, and who is new in it", () => {
  const all = Array.from({ length: 15 }, (_, i) => ({
    epoch: i + 1,
    neighbours: [
      { word: "star", similarity: 1 },
      { word: `w${i}`, similarity: 0 },
    ],
  }));
  const epochs = (/** @type {number} */ count, total = 15) => shownStages(all.slice(0, count), total).map(({ epoch }) => epoch);
  assert.deepEqual([epochs(1), epochs(4), epochs(8), epochs(9), epochs(15)], [[1], [1, 4], [1, 8], [1, 8, 9], [1, 8, 15]]);
  assert.deepEqual([epochs(1, 1), epochs(2, 2), epochs(3, 3)], [[1], [1, 2], [1, 2, 3]]);
  assert.deepEqual([...newcomers(all[1], all[0])], ["w1"]);
  assert.equal(newcomers(all[0], undefined).size, 0);
});
