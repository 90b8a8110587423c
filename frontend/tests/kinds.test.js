import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";

import { CONTENTS, jobAddress, LABS, labOf, modelAddress, trainAddress } from "../lib/contents.js";
import { measuredText, metricRows, metricText } from "../lib/metrics.js";
import { cellText, isNumeric, latestTables, reportedAt } from "../lib/tables.js";

test("a kind with a lab is watched and opened there, any other on the pages of trainings and models", () => {
  assert.deepEqual(
    ["gan", "glove", "cnn", "nearest-mean"].map((kind) => modelAddress(kind, "a")),
    ["#/gan?job=a", "#/words?model=a", "#/models/a", "#/models/a"],
  );
  assert.deepEqual(
    ["gan", "glove", "cnn", "nearest-mean"].map((kind) => jobAddress(kind, "a")),
    ["#/gan?job=a", "#/words?job=a", "#/cnn?job=a", "#/train/nearest-mean?job=a"],
  );
  assert.equal(trainAddress("gan"), "#/train/gan");
});

test("no kind belongs to two labs", () => {
  const kinds = [...LABS.values()].flatMap((lab) => lab.kinds ?? []);
  assert.equal(new Set(kinds).size, kinds.length);
  assert.equal(labOf("nearest-mean"), undefined);
});

/** @param {string} name @param {number} step @param {(string|number|null)[][]} rows @param {number|null} [epoch] */
const table = (name, step, rows, epoch = null) => ({
  id: `${step}`,
  at: "",
  type: "table",
  data: { name, columns: [], rows, step, epoch },
});

test("of each table the newest rows are shown", () => {
  const events = [table("a", 1, [["x", 1]]), table("b", 1, []), { type: "log", data: {} }, table("a", 2, [["x", 2]], 2)];
  const [a, b] = latestTables(events);
  assert.deepEqual([a.name, a.rows, b.name], ["a", [["x", 2]], "b"]);
  assert.equal(reportedAt(a, "epoch"), "after epoch 2");
  assert.equal(reportedAt(b, "iteration"), "after iteration 1");
  assert.equal(reportedAt(b, "epoch"), "after step 1");
});

test("cells are words, whole numbers or rounded ones, and columns of numbers are known as such", () => {
  assert.deepEqual(["sun", 12345, 0.123456, null].map(cellText), ["sun", "12,345", "0.1235", "–"]);
  const { data } = table("a", 1, [
    ["x", 1],
    ["y", null],
  ]);
  assert.deepEqual([isNumeric(data, 0), isNumeric(data, 1)], [false, true]);
});

test("values of a curve have two digits, small ones three, large ones none", () => {
  const texts = (/** @type {"number"|"share"} */ format, /** @type {number[]} */ values) =>
    values.map((value) => measuredText(format)(value));
  assert.deepEqual(texts("number", [12345.6, 1.234, 0.0312, 0, -0.5]), ["12,346", "1.23", "0.031", "0.00", "-0.50"]);
  assert.deepEqual(texts("share", [0.858, 0.0123, 0]), ["86\u202f%", "1.2\u202f%", "0\u202f%"]);
});

test("metrics have the names and the format of the kind's curves, others their own name", () => {
  const curves = [{ metric: "accuracy", title: "Accuracy", format: "share" }];
  assert.deepEqual(
    metricRows({ accuracy: 0.858, training_images: 40000, note: "x", nested: {} }, curves).map(({ title, text }) => [title, text]),
    [
      ["Accuracy", "85.8\u202f%"],
      ["Training images", "40,000"],
    ],
  );
});

test("every lab is in the contents once, in the order of the tutorial's sections", () => {
  const labs = CONTENTS.flatMap((chapter) => chapter.labs);
  assert.equal(LABS.size, labs.length);
  const numbers = labs.map(({ number }) => Number(number));
  assert.deepEqual(
    numbers,
    [...numbers].sort((a, b) => a - b),
  );
  for (const { page } of labs) assert.ok(existsSync(new URL(`../labs/${page}/page.js`, import.meta.url)), page);
  for (const { page, modelFigures } of labs) {
    assert.equal(existsSync(new URL(`../labs/${page}/model.js`, import.meta.url)), Boolean(modelFigures), page);
  }
});

test("a kind whose name is no plain word keeps its address", () => {
  assert.equal(trainAddress("a/b c"), "#/train/a%2Fb%20c");
  assert.equal(jobAddress("a/b", "1"), "#/train/a%2Fb?job=1");
});

test("a value that no curve names is written as the number that it is", () => {
  assert.deepEqual(
    [metricText("share", 1), metricText("number", 40000), metricText("number", 0.00012345)],
    ["100.0\u202f%", "40,000", "0.0001234"],
  );
});
