import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { forgetMisread, misread, reportAddress } from "../lib/misread.js";
import { namedIn, numberIn, numbersIn, rowsIn, wordIn, wordsIn, written } from "../lib/query.js";
import { settled } from "./deferred.js";

beforeEach(forgetMisread);

test("a number is read as it is written, zero and signs included", () => {
  for (const [text, number] of Object.entries({ 0: 0, "-2.5": -2.5, "1e-3": 0.001, " 7 ": 7 })) {
    assert.equal(numberIn({ n: text }, "n", 5), number);
  }
});

test("what is no finite number is the default", () => {
  for (const n of ["", " ", "x", "Infinity", "1e999", "NaN", "1,2"]) assert.equal(numberIn({ n }, "n", 5), 5, n);
  assert.equal(numberIn({}, "n", 5), 5);
});

test("a list with one wrong number is the default as a whole", () => {
  assert.deepEqual(numbersIn({ w: "0" }, "w", [9]), [0]);
  assert.deepEqual(numbersIn({ w: "1, 2" }, "w", [9]), [1, 2]);
  for (const w of ["", "1,", ",1", "1,x", "1,Infinity"]) assert.deepEqual(numbersIn({ w }, "w", [9]), [9], w);
  assert.deepEqual(numbersIn({}, "w", []), []);
});

test("one of some words, else the first", () => {
  const words = ["same", "valid"];
  assert.deepEqual(
    [wordIn({ p: "valid" }, "p", words), wordIn({ p: "full" }, "p", words), wordIn({}, "p", words)],
    ["valid", "same", "same"],
  );
});

test("rows of numbers are read back as they were written, one wrong row is the default", () => {
  const rows = [
    [1, -2, 0.5],
    [3, 0, 4],
  ];
  assert.equal(written(rows), "1,-2,0.5;3,0,4");
  assert.deepEqual(rowsIn({ m: written(rows) }, "m", []), rows);
  assert.deepEqual(numbersIn({ m: written([1, 2]) }, "m", []), [1, 2]);
  for (const m of ["", "1,2;", "1,2;x,4", "1,2;3"]) assert.deepEqual(rowsIn({ m }, "m", [[9]]), [[9]], m);
});

const said = async () => {
  await settled();
  return misread.value.map(({ name, value, used }) => [name, value, used]);
};

test("bounds: a number beyond them, or between two integers, is the default", () => {
  const bounds = { integer: true, minimum: 1, maximum: 6 };
  for (const n of ["0", "7", "2.5", "-1", "1e9"]) assert.equal(numberIn({ n }, "n", 3, bounds), 3, n);
  for (const n of ["1", "6"]) assert.equal(numberIn({ n }, "n", 3, bounds), Number(n));
  assert.deepEqual(numbersIn({ w: "1,2,3" }, "w", [9], { longest: 2 }), [9]);
  assert.deepEqual(numbersIn({ w: "1" }, "w", [9, 9], { shortest: 2 }), [9, 9]);
});

test("some words, each once, without those that are not known", async () => {
  const words = ["relu", "tanh"];
  assert.deepEqual(wordsIn({ f: "tanh,relu,tanh" }, "f", words), ["tanh", "relu"]);
  assert.deepEqual(wordsIn({}, "f", words), []);
  assert.deepEqual(await said(), []);
  assert.deepEqual(wordsIn({ f: "zzz,relu" }, "f", words), ["relu"]);
  assert.deepEqual(await said(), [["f", "zzz,relu", "relu"]]);
});

test("one of some things by its id, else the usual one, else the first", async () => {
  const things = [{ id: "a" }, { id: "b" }];
  assert.equal(namedIn({ t: "b" }, "t", things), things[1]);
  assert.equal(namedIn({ t: "c" }, "t", things, "b"), things[1]);
  assert.equal(namedIn({}, "t", things, "gone"), things[0]);
  assert.deepEqual(await said(), [["t", "c", "b"]]);
});

test("what every object has is not a value of the address", () => {
  assert.equal(numberIn({}, "constructor", 4), 4);
});

test("what is not understood is said once, the newest value of each name, until another page is opened", async () => {
  numberIn({ n: "x" }, "n", 5);
  numberIn({ n: "x" }, "n", 5);
  wordIn({ p: "full" }, "p", ["same", "valid"]);
  assert.deepEqual(await said(), [
    ["n", "x", "5"],
    ["p", "full", "same"],
  ]);
  numberIn({ n: "y" }, "n", 5);
  assert.deepEqual((await said())[0], ["n", "y", "5"]);
  forgetMisread();
  assert.deepEqual(await said(), []);
  reportAddress("n", "y", 5);
  assert.equal((await said()).length, 1);
});

test("a report is withdrawn when the value can be read after all", async () => {
  const things = (/** @type {string[]} */ ...ids) => ids.map((id) => ({ id }));
  namedIn({ dataset: "uploaded-1" }, "dataset", things("a"));
  wordsIn({ f: "new,a" }, "f", ["a"]);
  numberIn({ n: "9" }, "n", 1, { maximum: 5 });
  assert.equal((await said()).length, 3);
  namedIn({ dataset: "uploaded-1" }, "dataset", things("a", "uploaded-1"));
  wordsIn({ f: "new,a" }, "f", ["a", "new"]);
  assert.deepEqual(await said(), [["n", "9", "1"]]);
  numberIn({ n: "9" }, "n", 1, { maximum: 10 });
  assert.deepEqual(await said(), []);
  namedIn({ dataset: "gone" }, "dataset", things("a"));
  namedIn({ dataset: "a" }, "dataset", things("a"));
  assert.deepEqual(await said(), [["dataset", "gone", "a"]], "another value that can be read says nothing of this one");
});
