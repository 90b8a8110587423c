import assert from "node:assert/strict";
import { test } from "node:test";

import { numberIn, numbersIn, rowsIn, wordIn, written } from "../lib/query.js";

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
  const rows = [[1, -2, 0.5], [3]];
  assert.equal(written(rows), "1,-2,0.5;3");
  assert.deepEqual(rowsIn({ m: written(rows) }, "m", []), rows);
  assert.deepEqual(numbersIn({ m: written([1, 2]) }, "m", []), [1, 2]);
  for (const m of ["", "1,2;", "1,2;x,4"]) assert.deepEqual(rowsIn({ m }, "m", [[9]]), [[9]], m);
});
