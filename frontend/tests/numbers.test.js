import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ago,
  brief,
  coordinate,
  counted,
  duration,
  fixed,
  integer,
  ordinal,
  percent,
  rounded,
  shape,
  significant,
  size,
  subscript,
  termPlaces,
} from "../lib/numbers.js";

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

test("a count has its noun in the right number", () => {
  assert.deepEqual(
    [0, 1, 2, 1200].map((count) => counted(count, "epoch")),
    ["0 epochs", "1 epoch", "2 epochs", "1,200 epochs"],
  );
  assert.deepEqual([subscript(1), subscript(12), subscript(-3)], ["₁", "₁₂", "-₃"]);
});

test("measured values keep their places, what was not measured is a dash", () => {
  assert.deepEqual([fixed(0.5), fixed(1, 1), fixed(-0.0004, 2)], ["0.500", "1.0", "-0.0004"]);
  for (const nothing of [null, undefined, Number.NaN, Infinity]) assert.deepEqual([fixed(nothing), percent(nothing)], ["–", "–"]);
  assert.deepEqual([percent(0, 0), percent(1, 2)], ["0\u202f%", "100.00\u202f%"]);
});

test("significant digits have no tail of zeros, and great numbers no exponent", () => {
  assert.deepEqual(
    [0, -0.5, 12345.678, 0.1 + 0.2, 1 / 3].map((value) => significant(value)),
    ["0", "-0.5", "12350", "0.3", "0.3333"],
  );
  assert.deepEqual(
    [1.3e-7, -2e-5, 9.99e-5, 1e-4].map((value) => significant(value)),
    ["1.3e-7", "-2e-5", "9.99e-5", "0.0001"],
  );
  assert.equal(significant(Math.PI, 2), "3.1");
});

test("durations change their unit where the next one begins", () => {
  assert.deepEqual([9.94, 10, 119, 120, 3569, 3600, 3660].map(duration), ["9.9 s", "10 s", "119 s", "2 min", "59 min", "1 h", "1 h 1 min"]);
});

test("sizes and great counts change their unit where the next one begins", () => {
  assert.deepEqual([999, 1000, 12_345, 1e6].map(size), ["999 B", "1 kB", "12 kB", "1.0 MB"]);
  assert.deepEqual([999_999, 1e6, 2.5e9].map(rounded), ["999,999", "1.0 million", "2.5 billion"]);
});

test("how long ago something was is told in minutes, then by the clock, then by the day", () => {
  const now = new Date(2026, 4, 3, 14, 2);
  const before = (/** @type {number} */ seconds) => ago(new Date(now.getTime() - 1000 * seconds).toISOString(), now);
  assert.deepEqual([0, 44, 46, 240, 3500].map(before), ["just now", "just now", "1 min ago", "4 min ago", "58 min ago"]);
  assert.equal(before(3600), "today, 13:02");
  assert.equal(before(24 * 3600), "2 May, 14:02");
});

test("no rounding hides what a number is: not 0, below 1, its sign", () => {
  assert.deepEqual(
    [significant(1 - 3.1e-8), significant(-0.99999), significant(1), significant(1.00001)],
    ["0.99999997", "-0.99999", "1", "1"],
  );
  assert.deepEqual([fixed(3.1e-8), fixed(0.99996), fixed(-1e-5, 2), fixed(0), fixed(1)], ["3.1e-8", "0.99996", "-1e-5", "0.000", "1.000"]);
  assert.deepEqual(
    [0.9997, 1 - 1e-12, 0.0004, 1e-14, 0, 1].map((value) => percent(value).replace("\u202f", "")),
    ["99.97%", "99.9999999999%", "0.04%", "1e-12%", "0.0%", "100.0%"],
  );
  for (let i = 1; i < 4000; i += 1) {
    const small = 1.02 ** -i;
    for (const value of [small, -small, 1 - small, small - 1]) {
      for (const text of [significant(value), fixed(value), percent(value).slice(0, -2)]) {
        if (value === 0 || Math.abs(value) >= 1 - 1e-15) continue;
        const shown = Number(text) / (text === percent(value).slice(0, -2) ? 100 : 1);
        assert.ok(shown !== 0 && Math.sign(shown) === Math.sign(value) && Math.abs(shown) !== 1, `${value}: ${text}`);
      }
    }
  }
});

test("what arithmetic is off 1 by is not shown", () => {
  const ones = [1 - 2 ** -53, 1 - 8 * 2 ** -53, 1, 1 + 2 ** -52];
  for (const one of ones) {
    assert.deepEqual([fixed(one), fixed(-one), significant(one), percent(one)], ["1.000", "-1.000", "1", "100.0\u202f%"]);
  }
});

test("where there is little room, a number that needs many digits is said to be near", () => {
  assert.deepEqual(
    [0.5, 0.1234567, -1.19e-7, -1.23e-10, 1 - 1e-9, -1 + 1e-7, 12345.6, -4.5e-16].map((value) => brief(value)),
    ["0.5", "0.123", "-1.19e-7", "-1.23e-10", "≈1", "≈-1", "12300", "-4.5e-16"],
  );
});

test("a place on an axis is whole where it counts, and has its digits where it measures", () => {
  assert.deepEqual(
    [200, 5000, 1234567, 0, -2].map((value) => coordinate(value, 6)),
    ["200", "5,000", "1,234,567", "0", "-2"],
  );
  assert.deepEqual([coordinate(1.34567), coordinate(-0.5)], ["1.346", "-0.5"]);
});

test("the terms of a sum, as they are written, add up to the sum as it is written", () => {
  const costs = [0.053, 0.2356, 0.2343, 0.1567, 0.1129, 0.1056];
  assert.equal(termPlaces([0.5, 0.25]), 3);
  let random = 1;
  const next = () => {
    random = (random * 16807) % 2147483647;
    return random / 2147483647 - 0.3;
  };
  const many = Array.from({ length: 500 }, (_, i) => Array.from({ length: 2 + (i % 9) }, next));
  for (const terms of [costs, ...many]) {
    const places = termPlaces(terms);
    const shown = terms.reduce((total, term) => total + Number(fixed(term, places)), 0);
    assert.equal(shown.toFixed(3), terms.reduce((total, term) => total + term, 0).toFixed(3));
    assert.ok(places <= 7);
  }
  assert.equal(termPlaces(costs), 4);
});
