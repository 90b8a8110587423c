import assert from "node:assert/strict";
import { test } from "node:test";

import { decoded, numberOf, parseCsv } from "../labs/network/csv.js";

const TWO = [
  [0.5, -1, 0],
  [1, 1, 1],
];

test("the same two points, in all the ways in which people have them", () => {
  for (const text of [
    "0.5,-1,0\n1,1,1",
    "x1,x2,label\n0.5,-1,0\n1,1,1\n",
    "\uFEFFx1;x2;label\r\n0,5;-1;0\r\n1;1;1\r\n",
    "0,5\t−1\t0\r1\t1\t1",
    "# x y class\n5e-1 -1 0\n1.0  1.0  1.0",
    'sep=;\n"x1";"x2";"label"\n"0,5";"-1,0";"0"\n"1";"1";"1"',
    '"0,5","-1","0"\n\n"1","1","1"\n\n',
    "my data\nx1,x2,label\n0.5,-1,0,\n1,1,1,",
    "0.5,-1,-1\n1,1,+1",
  ])
    assert.deepEqual(parseCsv(text).points, TWO, text);
});

test("words are classes, in alphabetical order, and numbers in theirs", () => {
  const { points, names, wrong, skipped } = parseCsv("-1,-1,setosa\n1,1,Iris virginica\n0.5,0.5,setosa");
  assert.deepEqual([names, points.map((point) => point[2]), wrong, skipped], [["Iris virginica", "setosa"], [1, 0, 1], "", []]);
  assert.deepEqual(parseCsv("-1,-1,10\n1,1,2\n0,0,2.0").names, ["2", "10"]);
});

test("points beyond the plane, and specks in it, are centred and scaled to it; others stay", () => {
  const far = parseCsv("150,50,0\n190,90,1\n160,60,0");
  assert.deepEqual(far.fit, [170, 20, 70, 20]);
  assert.deepEqual(far.points, [
    [-1, -1, 0],
    [1, 1, 1],
    [-0.5, -0.5, 0],
  ]);
  assert.deepEqual(parseCsv("0.01,0.01,0\n0.03,0.02,1").points, [
    [-1, -1, 0],
    [1, 1, 1],
  ]);
  assert.deepEqual(parseCsv("5,0,0\n5,4,1").points, [
    [0, -1, 0],
    [0, 1, 1],
  ]);
  assert.equal(parseCsv("0.5,-1,0\n1,1,1").fit, null);
});

test("lines that are no points are skipped, counted and explained", () => {
  const { points, skipped } = parseCsv("x1,x2,label\n0,0,0\n1,,0\n1,1\n1,one,1\nNA,1,1\n1,2,3,4\n1,1,\n1,1,1");
  assert.equal(points.length, 2);
  assert.deepEqual(
    skipped.map(({ line, why }) => [line, why.replace(/;.*/, "")]),
    [
      [3, "x2 is “”, not a number"],
      [4, "2 columns"],
      [5, "x2 is “one”, not a number"],
      [6, "x1 is “NA”, not a number"],
      [7, "4 columns"],
      [8, "the class is missing"],
    ],
  );
});

test("what no network can be trained on is said in words", () => {
  assert.match(parseCsv("0,0,0\n1,one,1").wrong, /At least two points.* one could be read\. Line 2, “1,one,1”/);
  assert.match(parseCsv("a,b\n").wrong, /none could be read/);
  assert.match(parseCsv("").wrong, /At least two points/);
  assert.match(parseCsv(Array.from({ length: 9 }, (_, i) => `${i},0,${i / 7}`).join("\n")).wrong, /^9 classes/);
});

test("of too many points an even sample is taken", () => {
  const text = Array.from({ length: 5000 }, (_, i) => `${i / 5000},${(i * 7) % 11},${i % 2}`).join("\n");
  const { points, read, wrong } = parseCsv(text);
  assert.deepEqual([points.length, read, wrong], [2000, 5000, ""]);
  const quarters = [0, 0, 0, 0];
  for (const [x] of points) quarters[Math.min(3, Math.floor(2 * (x + 1)))] += 1;
  for (const count of quarters) assert.ok(count > 430 && count < 570, String(quarters));
});

test("numbers of all countries", () => {
  assert.deepEqual(["1,5", "1.234,5", "1,234.5", "−2", "+.5", "1e-3", "3."].map(numberOf), [1.5, 1234.5, 1234.5, -2, 0.5, 0.001, 3]);
  for (const text of ["", "0x10", "Infinity", "NaN", "1 2", "1,2,3", "--1"]) assert.ok(Number.isNaN(numberOf(text)), text);
});

test("files of all systems", () => {
  const bytes = (/** @type {number[]} */ ...given) => new Uint8Array(given).buffer;
  assert.equal(decoded(new TextEncoder().encode("1;2;für").buffer), "1;2;für");
  assert.equal(decoded(bytes(0x31, 0x3b, 0xfc)), "1;ü");
  assert.equal(decoded(bytes(0xff, 0xfe, 0x31, 0, 0x3b, 0)), "1;");
  assert.equal(decoded(bytes()), "");
});

test("what is no table of three columns is said with the columns that it has", () => {
  assert.match(parseCsv("1,2,3,a\n4,5,6,b").wrong, /Line 1, “1,2,3,a”: 4 columns; three/);
  assert.match(parseCsv("1,2\n3,4").wrong, /Line 1, “1,2”: 2 columns/);
  assert.match(parseCsv("1,5,2,5,a\n3,5,4,5,b").wrong, /5 columns.*decimal commas need ;/);
  assert.match(
    parseCsv(decoded(new TextEncoder().encode("PK\u0003\u0004\u0014\0\u0006\0").buffer)).wrong,
    /Excel workbook; save the table as CSV/,
  );
});

test("digits of other scripts, thousands between quotes, and UTF-16 without a mark are read", () => {
  assert.deepEqual(parseCsv("٠٫٥,-١,0\n１,1,1").points, TWO);
  assert.deepEqual(parseCsv('"950","1,050",a\n"1,050","950",b').fit, [1000, 50, 1000, 50]);
  const mixed = parseCsv('"1,5","2,050",a\n"1,250","2,5",b');
  assert.deepEqual(
    mixed.fit?.map((value) => value.toFixed(3)),
    ["1.375", "0.125", "2.275", "0.225"],
    "one decimal comma: all are",
  );
  const utf16 = new Uint8Array([..."0.5,-1,0\n1,1,1"].flatMap((letter) => [letter.charCodeAt(0), 0]));
  assert.deepEqual(parseCsv(decoded(utf16.buffer)).points, TWO);
});
