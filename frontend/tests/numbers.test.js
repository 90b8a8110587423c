import assert from "node:assert/strict";
import { test } from "node:test";

import { duration, integer, ordinal, percent, rounded, shape, significant, size } from "../lib/numbers.js";

test("integers have thousands separators", () => {
  assert.equal(integer(122570), "122,570");
  assert.equal(shape([30, 30, 32]), "30×30×32");
});

test("ordinals know the teens", () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 102].map(ordinal), ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd"]);
});

test("durations are as exact as they need to be", () => {
  assert.deepEqual([0.84, 11.23, 67, 250, 3600, 7500].map(duration), ["0.8 s", "11 s", "67 s", "4 min", "1 h", "2 h 5 min"]);
});

test("numbers that are not there are a dash, never NaN", () => {
  assert.equal(percent(undefined), "–");
  assert.equal(percent(NaN), "–");
  assert.equal(percent(0.7065), "70.7\u202f%");
  assert.equal(significant(Infinity), "–");
});

test("small numbers keep their digits", () => {
  assert.equal(significant(0.001), "0.001");
  assert.equal(significant(1e-7), "1e-7");
  assert.equal(size(1_400_000), "1.4 MB");
  assert.equal(rounded(9_140_000), "9.1 million");
});
