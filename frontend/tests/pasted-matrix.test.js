import assert from "node:assert/strict";
import { test } from "node:test";

import { parseMatrix } from "../lib/pasted-matrix.js";

const SQUARE = [
  [1, 2],
  [3, 4],
];
const DECIMALS = [
  [1.5, -2.5],
  [0.25, 4],
];

/** What a person copies, by where it comes from. */
const FORMS = /** @type {[string, string, number[][]][]} */ ([
  ["spreadsheet", "1\t2\n3\t4\n", SQUARE],
  ["spreadsheet on Windows", "1\t2\r\n3\t4\r\n", SQUARE],
  ["spreadsheet with decimal commas", "1,5\t-2,5\n0,25\t4", DECIMALS],
  ["a comma that another cell explains", "1,500\t-2,5\n0,25\t4", DECIMALS],
  ["European CSV", "1,5;-2,5\n0,25;4", DECIMALS],
  ["CSV", "1.5,-2.5\n0.25,4", DECIMALS],
  ["CSV with spaces", "1, 2\n3, 4", SQUARE],
  ["CSV with a comma at the end", "1,2,\n3,4,", SQUARE],
  ["whitespace", "  1  2\n  3  4", SQUARE],
  ["whitespace with decimal commas", "1,5 -2,5\n0,25 4", DECIMALS],
  ["no-break spaces", "1\u00a02\n3\u00a04", SQUARE],
  ["blank lines between", "1 2\n\n3 4\n\n", SQUARE],
  ["semicolons between rows", "1 2; 3 4", SQUARE],
  ["address of the page", "1,2;3,4", SQUARE],
  ["NumPy's print", "[[1. 2.]\n [3. 4.]]", SQUARE],
  ["NumPy's print with signs", "[[ 1.5  -2.5 ]\n [ 0.25  4.  ]]", DECIMALS],
  [
    "NumPy's print, one row on two lines",
    "[[1 2\n  3]\n [4 5 6]]",
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ],
  ["NumPy's repr", "array([[1., 2.],\n       [3., 4.]])", SQUARE],
  ["NumPy's repr with a type", "array([[1., 2.],\n       [3., 4.]], dtype=float32)", SQUARE],
  ["source code", "K = np.array([[1, 2], [3, 4]], dtype=np.float32);", SQUARE],
  ["source code divided", "np.array([[2, 4], [6, 8]]) / 2", SQUARE],
  ["source code multiplied", "0.5 * np.array([[2, 4], [6, 8]])", SQUARE],
  ["a fraction before brackets", "1/2 [2 4; 6 8]", SQUARE],
  ["PyTorch", "tensor([[1., 2.],\n        [3., 4.]])", SQUARE],
  ["PyTorch on a device", "tensor([[1., 2.], [3., 4.]], device='cuda:0', requires_grad=True)", SQUARE],
  ["TensorFlow", "tf.constant([[1, 2], [3, 4]])", SQUARE],
  ["JSON", "[[1,2],[3,4]]", SQUARE],
  ["JSON, indented", "[\n  [\n    1,\n    2\n  ],\n  [\n    3,\n    4\n  ]\n]", SQUARE],
  ["tuples", "((1, 2), (3, 4))", SQUARE],
  ["braces", "{{1, 2}, {3, 4}}", SQUARE],
  ["a bracket a line", "[1, 2]\n[3, 4]", SQUARE],
  ["MATLAB", "[1 2; 3 4]", SQUARE],
  ["MATLAB with commas", "A = [1, 2; 3, 4];", SQUARE],
  ["MATLAB on two lines", "[1 2\n3 4]", SQUARE],
  ["Julia column", "[1; 2]", [[1], [2]]],
  ["LaTeX", "1 & 2 \\\\ 3 & 4", SQUARE],
  ["LaTeX, a matrix", "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\\\ \\end{pmatrix}", SQUARE],
  ["LaTeX, an array", "$$\\left[\\begin{array}{cc} 1 & 2 \\\\\n 3 & 4 \\end{array}\\right]$$", SQUARE],
  [
    "LaTeX, fractions",
    "\\frac{1}{2} & 1 \\\\ \\frac{-3}{4} & 0",
    [
      [0.5, 1],
      [-0.75, 0],
    ],
  ],
  [
    "fractions",
    "1/9 1/9\n1/9 1/9",
    [
      [1 / 9, 1 / 9],
      [1 / 9, 1 / 9],
    ],
  ],
  [
    "fractions with spaces",
    "1 / 9, 2 / 9\n3 / 9, 4 / 9",
    [
      [1 / 9, 2 / 9],
      [3 / 9, 4 / 9],
    ],
  ],
  [
    "true minus, exponents",
    "\u22121 1e-3\n+.5 5.",
    [
      [-1, 0.001],
      [0.5, 5],
    ],
  ],
  ["full-width digits", "\uff11\t\uff12\n\uff13\t\uff14", SQUARE],
  ["empty columns beside a selection", "\t1\t2\t\n\t3\t4\t\n", SQUARE],
  ["decimal commas and commas with spaces", "1,5, -2,5\n0,25, 4,0", DECIMALS],
  ["quoted CSV", '"1","2"\n"3","4"', SQUARE],
  ["quoted decimal commas", '"1,5"\t"-2,5"\n"0,25"\t"4"', DECIMALS],
  ["line separators of Unicode", "1 2\u20283 4", SQUARE],
  ["TensorFlow's repr", "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>", SQUARE],
  ["JAX", "Array([[1., 2.],\n       [3., 4.]], dtype=float32)", SQUARE],
  ["a list of NumPy's numbers", "[[np.float64(1.0), np.float64(2.0)], [np.float64(3.0), np.float64(4.0)]]", SQUARE],
  ["source code with a type and a divisor", "np.array([[2, 4], [6, 8]], np.float32) / (2)", SQUARE],
  ["source code with comments", "k = [[1, 2],  # first\n     [3, 4]]", SQUARE],
  ["C", "const float k[2][2] = {{1.0f, 2.0f}, {3.f, 4.0f}};", SQUARE],
  ["SymPy", "Matrix([\n[1, 2],\n[3, 4]])", SQUARE],
  ["SymPy's print", "⎡1  2⎤\n⎢    ⎥\n⎣3  4⎦", SQUARE],
  ["MATLAB's print with a factor", "A =\n\n   1.0e+03 *\n\n    0.0010    0.0020\n    0.0030    0.0040\n", SQUARE],
  ["Markdown", "| 1 | 2 |\n|---|---|\n| 3 | 4 |", SQUARE],
  ["LaTeX with a name and a factor", "K = \\frac{1}{2}\\begin{bmatrix} 2 & 4 \\\\ 6 & 8 \\end{bmatrix}", SQUARE],
  ["LaTeX, divided", "\\begin{bmatrix} 2 & 4 \\\\[2pt] 6 & 8 \\end{bmatrix} / 2", SQUARE],
  ["LaTeX, decimal commas", "1{,}5 & {-2{,}5} \\\\ 0{,}25 & 4", DECIMALS],
  ["digits of another script", "\u0661\t\u0662\n\u0663\t\u0664", SQUARE],
  ["one row by tabs", "1\t2\t3", [[1, 2, 3]]],
  ["one row by spaces", "1 2 3", [[1, 2, 3]]],
  ["one row by commas", "1, 2, 3", [[1, 2, 3]]],
  ["one row of a CSV file", "1;2;3", [[1, 2, 3]]],
  ["one row in brackets", "[1, 2, 3]", [[1, 2, 3]]],
  ["one row in two pairs of brackets", "[[1, 2, 3]]", [[1, 2, 3]]],
  ["one column", "1\n2\n3", [[1], [2], [3]]],
  ["one number in brackets", "[[5]]", [[5]]],
]);

for (const [name, text, rows] of FORMS) test(`a matrix is read: ${name}`, () => assert.deepEqual(parseMatrix(text), { rows }));

test("one number, or no number at all, is an ordinary paste", () => {
  for (const text of ["", "5", " 5\n", "-0.5", "1,5", "1/9", "1 / 9", "1e-3", "\u22122", "hello", "hello world", "12px"])
    assert.equal(parseMatrix(text), null, text);
});

test("what cannot be read is said", () => {
  const said = {
    "1 2\n3": "its rows have different lengths: 2, 1",
    "[[1, 2], [3]]": "its rows have different lengths: 2, 1",
    "1 x\n3 4": "“x” is not a number",
    "1\tnan\n3\t4": "“nan” is not a number",
    "1\t\n3\t4": "a cell of it is empty",
    "\t2\n3\t": "a cell of it is empty",
    "[[0. 1. ... 8. 9.]\n ...\n [0. 1. ... 8. 9.]]": "it is abridged: “...” stands for numbers that are not in it",
    "1 & \\cdots & 2 \\\\ 3 & \\cdots & 4": "it is abridged: “...” stands for numbers that are not in it",
    "[[1, 2], [3, 4]]\n[[5, 6], [7, 8]]": "it has more than one matrix",
    "A = [[1, 2], [3, 4]]\nB = [[5, 6], [7, 8]]": "it has more than one matrix",
    "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}^T": "what stands outside its brackets is no factor",
    "#DIV/0!\t2\n3\t4": "“#DIV/0!” is not a number",
    "2²\t1\n1\t1": "“2²” is not a number",
    "1½\t1\n1\t1": "“1½” is not a number",
    "0x10 1\n1 1": "“0x10” is not a number",
    "1\t\t2\n3\t4\t5": "a cell of it is empty",
    "1,000\t2\n3\t4": "“1,000” may have a decimal comma or one between thousands; write a point, or no separator",
    "[[[1, 2], [3, 4]]]": "it has more than two dimensions",
    "rot90([[1, 2], [3, 4]])": "what stands outside its brackets is no factor",
  };
  for (const [text, problem] of Object.entries(said)) assert.deepEqual(parseMatrix(text), { problem }, text);
});

/** A repeatable random source. @param {number} seed */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test("random matrices survive every way of writing them", () => {
  const next = random(7);
  for (let round = 0; round < 200; round += 1) {
    const [height, width] = [2 + Math.floor(4 * next()), 2 + Math.floor(4 * next())];
    const rows = Array.from({ length: height }, () => Array.from({ length: width }, () => Number((20 * next() - 10).toPrecision(6))));
    const lines = (/** @type {string} */ between) => rows.map((row) => row.join(between));
    const comma = (/** @type {string} */ between) => rows.map((row) => row.map((v) => String(v).replace(".", ",")).join(between));
    const texts = [
      JSON.stringify(rows),
      lines("\t").join("\n"),
      lines(" ").join("\n"),
      lines(", ").join("\n"),
      `[${lines(" ").join("; ")}]`,
      `array([[${lines(", ").join("],\n       [")}]])`,
      `[[${lines("  ").join("]\n [")}]]`,
      `\\begin{bmatrix}${lines(" & ").join(" \\\\ ")}\\end{bmatrix}`,
      comma("\t").join("\n"),
      comma(";").join("\n"),
    ];
    for (const text of texts) assert.deepEqual(parseMatrix(text), { rows }, text);
  }
});
