import assert from "node:assert/strict";
import { test } from "node:test";

import { filterFormula, outputSizeFormula, paddingFormula } from "../labs/kernels/formulas.js";
import { chosenKernel, filterFields, kernelQuery, resized } from "../labs/kernels/settings.js";
import { ownPoints, pointsOf, shuffled, trainTestSplit } from "../labs/network/points.js";
import { changedNames, initialKey, setupOf } from "../labs/network/setup.js";
import { updateWithNumbers } from "../labs/optimizers/update.js";
import { nextState, placeOf, shownStates, stateAt } from "../labs/perceptron/states.js";
import { mostWindows, windowsOver } from "../labs/pooling/edges.js";
import { covers, windowPositions } from "../labs/pooling/window-positions.js";
import { forgetMisread, misread } from "../lib/misread.js";
import { numberIn, numbersIn, rowsIn, written } from "../lib/query.js";
import { decades, ticks } from "../lib/ticks.js";
import { settled } from "./deferred.js";

test("numbers in the address are read, and what cannot be read is as if it were not there", () => {
  assert.equal(numberIn({ a: "1e-3" }, "a", 5), 0.001);
  assert.equal(numberIn({ a: "x" }, "a", 5), 5);
  assert.equal(numberIn({ a: " " }, "a", 5), 5);
  assert.deepEqual(numbersIn({ w: "1,-2.5" }, "w", []), [1, -2.5]);
  assert.deepEqual(numbersIn({ w: "1,,2" }, "w", [7]), [7]);
  const rows = [
    [1, 2],
    [3, 4],
  ];
  assert.deepEqual(rowsIn({ m: written(rows) }, "m", []), rows);
});

test("ticks are round and lie inside", () => {
  assert.deepEqual(ticks(0, 10), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks(-0.3, 0.3, 6), [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  assert.deepEqual(decades(0.002, 300), [0.01, 0.1, 1, 10, 100]);
});

test("a kernel stays centred when it grows and shrinks", () => {
  const cross = [
    [0, 1, 0],
    [1, 5, 1],
    [0, 1, 0],
  ];
  const large = resized(cross, 5);
  assert.equal(large.length, 5);
  assert.equal(large[2][2], 5);
  assert.equal(large[0][0], 0);
  assert.deepEqual(resized(large, 3), cross);
  const query = kernelQuery(cross, 2);
  assert.deepEqual(
    chosenKernel({ matrix: query.matrix, divisor: query.divisor }, [
      { id: "ridge", title: "", matrix: [[1]], divisor: 1, in_tutorial: true },
    ]),
    { rows: cross, divisor: 2, preset: "" },
  );
});

test("the address keeps its own name for the border mode", () => {
  const fields = filterFields({ border: "wrap", stride: "2" }, ["identity", "elu"]);
  assert.deepEqual([fields.border_mode, fields.stride, fields.padding, fields.operation], ["wrap", "2", "same", "correlate"]);
  assert.ok(!("border" in fields), "POST /convolve has no such field");
});

/** The pixel that the formula as written reads. */
const readAt = (plain, side, at, offset) => {
  const [, sum, indices] = plain.match(/Σ_dx=(.*) ω\(dx, dy\) · f\((.*)\)$/);
  assert.ok(sum);
  const index = indices.split(", ")[side === "x" ? 0 : 1];
  const code = index
    .replaceAll("−", "-")
    .replace(new RegExp(`(\\d*)d${side}`), (_, n) => `${n || 1}*(${offset})`)
    .replace(new RegExp(`^(\\d*)${side}`), (_, n) => `${n || 1}*${at}`);
  return Function(`return ${code}`)();
};

test("the formula of C(x, y) reads the pixels that the filter reads, for every operation, stride, dilation and padding", () => {
  for (let round = 0; round < 200; round += 1) {
    const pick = (values) => values[Math.floor(Math.random() * values.length)];
    const [rows, columns] = [pick([1, 2, 3, 5]), pick([1, 2, 3, 4, 7])];
    const padding = pick(["valid", "0", "2", "8", ...(columns % 2 ? ["same"] : [])]);
    const fields = { operation: pick(["correlate", "convolve"]), padding, stride: pick(["1", "2", "3"]), dilation: pick(["1", "2", "4"]) };
    const kernel = Array.from({ length: rows }, () => new Array(columns).fill(1));
    const { plain } = filterFormula(kernel, fields);
    const [from, to] = plain
      .match(/Σ_dx=(-?\d+)…(-?\d+)/)
      .slice(1)
      .map(Number);
    assert.equal(to - from + 1, columns);
    const x = pick([0, 1, 5]);
    for (let j = 0; j < columns; j += 1) {
      // Cell j of the kernel as it is written; a convolution lays it on the opposite cell of the window.
      const cell = fields.operation === "convolve" ? columns - 1 - j : j;
      const [dilation, half] = [Number(fields.dilation), (columns - 1) / 2];
      const before = { valid: 0, same: dilation * half }[padding] ?? Number(padding);
      const expected = Number(fields.stride) * x + dilation * cell - before;
      assert.equal(readAt(plain, "x", x, from + j), expected, `${plain} ${JSON.stringify(fields)}`);
    }
  }
  const same = { operation: "correlate", padding: "same", stride: "1", dilation: "1" };
  assert.match(
    filterFormula(
      [
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 0],
      ],
      same,
    ).plain,
    /f\(x \+ dx, y \+ dy\)/,
    "as the tutorial prints it",
  );
});

test("p_w and n_f are written with the dilation where there is one, and their numbers give what the service computes", () => {
  for (const [kernel, dilation] of [
    [3, 1],
    [4, 1],
    [3, 2],
    [5, 4],
  ]) {
    const window = dilation * (kernel - 1) + 1;
    const { general, numbers } = paddingFormula(kernel, dilation, { window, padding: 0, padding_same: (window - 1) / 2 });
    const [, left, right] = numbers.plain.match(/^p_w = (.*) = (.*)$/);
    assert.equal(Function(`return ${left.replaceAll("·", "*").replaceAll("−", "-")}`)(), Number(right));
    assert.equal(Number(right), (window - 1) / 2);
    for (const { plain } of [general, outputSizeFormula(dilation)]) assert.equal(plain.includes("d(ω_n − 1)"), dilation > 1, plain);
  }
});

test("every position of a sliding window covers its cells", () => {
  const positions = windowPositions(2, 3, 2);
  assert.equal(positions.length, 6);
  assert.deepEqual(positions[4], { row: 1, column: 1, top: 2, left: 2 });
  assert.ok(covers(positions[4], 2, 3, 3));
  assert.ok(!covers(positions[4], 2, 4, 3));
});

test("the windows that a pixel lies in are those whose positions cover it, whatever the sizes", () => {
  let cases = 0;
  for (let code = 0; code < 12 * 8 * 6 * 5; code += 1) {
    const sizes = {
      input: 1 + (code % 12),
      kernel: 1 + (Math.floor(code / 12) % 8),
      pad: Math.floor(code / 96) % 6,
      step: 1 + Math.floor(code / 576),
    };
    const room = sizes.input + 2 * sizes.pad - sizes.kernel;
    if (room < 0) continue;
    const starts = Array.from({ length: Math.floor(room / sizes.step) + 1 }, (_, k) => k * sizes.step - sizes.pad);
    const over = Array.from(
      { length: sizes.input },
      (_, pixel) => starts.filter((start) => pixel >= start && pixel < start + sizes.kernel).length,
    );
    const found = over.map((_, pixel) => windowsOver(sizes, pixel));
    assert.deepEqual(found, over, JSON.stringify(sizes));
    assert.equal(mostWindows(sizes), Math.max(...over), JSON.stringify(sizes));
    cases += 1;
  }
  assert.ok(cases > 2000);
});

test("the slider goes from the first state to the last, and playing ends there", () => {
  assert.equal(stateAt(0, 10_000), 0);
  assert.equal(stateAt(1, 10_000), 10_000);
  for (const state of [0, 1, 17, 400, 9_999]) assert.equal(stateAt(placeOf(state, 10_000), 10_000), state);
  let [state, count] = [0, 0];
  while (state < 10_000) {
    const next = nextState(state, 10_000);
    assert.ok(next > state);
    state = next;
    count += 1;
  }
  assert.ok(count < 400);
  const shown = shownStates(10_001);
  assert.equal(shown[0], 0);
  assert.equal(shown.at(-1), 10_000);
  assert.equal(new Set(shown).size, shown.length);
});

test("own points of the address, their targets and their split", () => {
  assert.deepEqual(ownPoints("own", "0.5,-0.2,1;0,0,0;x;1,,0;1,1,2.5;1,1,9;1e9,0,0"), [
    [0.5, -0.2, 1],
    [0, 0, 0],
  ]);
  assert.deepEqual(pointsOf([[0, 0, 2]], 3).y, [[0, 0, 1]]);
  const ten = pointsOf(
    Array.from({ length: 10 }, (_, i) => /** @type {[number, number, number]} */ ([i, 0, i % 2])),
    2,
  );
  const { train, test: testing } = trainTestSplit(ten, 0.7);
  assert.deepEqual([train.x.length, testing.x.length], [7, 3]);
  const one = { x: [[9, 9]], y: [[1]], labels: [1] };
  const more = trainTestSplit(ten, 0.7, one);
  assert.deepEqual([more.train.x.length, more.train.x.at(-1), more.test], [8, [9, 9], testing]);
  assert.equal(
    trainTestSplit(
      pointsOf(
        [
          [0, 0, 0],
          [1, 1, 1],
        ],
        2,
      ),
      0.1,
    ).train.x.length,
    1,
  );
  const sorted = Array.from({ length: 40 }, (_, i) => /** @type {[number, number, number]} */ ([i, 0, i % 2]));
  const split = trainTestSplit(pointsOf(shuffled(sorted, 4), 2), 0.5);
  assert.equal(new Set(split.train.labels).size, 2, "a file whose classes alternate is not split by class");
  assert.deepEqual(
    [...shuffled(sorted, 4)].sort((p, q) => p[0] - q[0]),
    sorted,
  );
});

test("what restarts training is named; what does not belong to the data does not", () => {
  const changed = (/** @type {Record<string, string>} */ a, /** @type {Record<string, string>} */ b) =>
    changedNames(setupOf(a), setupOf(b));
  assert.equal(changed({}, { noise: "0.1" }), "noise");
  assert.equal(changed({}, { hidden: "4", f: "relu" }), "hidden layers, activation function");
  assert.equal(changed({}, { own: "0,0,0;1,1,1" }), "data");
  assert.equal(initialKey(setupOf({})), initialKey(setupOf({ added: "0,0,1", l2: "0.1", rate: "1" })));
  assert.equal(initialKey(setupOf({ own: "0,0,0;1,1,1" })), initialKey(setupOf({ own: "0,0,0;1,1,1", noise: "0.4", shape: "xor" })));
});

test("what is out of its bounds is not what the address says, but the default, and that is said", async () => {
  forgetMisread();
  const setup = setupOf({ classes: "99", hidden: "1000,0", share: "7", f: "nothing" });
  assert.deepEqual([setup.classes, setup.hidden, setup.share, setup.activation], [2, [8, 6], 0.7, "tanh"]);
  await settled();
  assert.deepEqual(
    misread.value.map(({ name, value, used }) => `${name}=${value}: ${used}`),
    ["classes=99: 2", "share=7: 0.7", "hidden=1000,0: 8,6", "f=nothing: tanh"],
  );
});

test("an optimizer's update is written with its numbers, the negative and the tiny ones in brackets", () => {
  const trace = { gradient: [-2, 0], m_hat: [-2, 0], v_hat: [4, 0], theta: [1.1, 0] };
  assert.equal(
    updateWithNumbers("sgd", trace, 1, { learning_rate: 0.05 }),
    "\\begin{aligned}\\theta_{i+1} &= 1 - 0.05 \\cdot (-2) \\\\ &= \\mathbf{1.1}\\end{aligned}",
  );
  const small = { gradient: [1e-4, 0], theta: [-3.779005, 0] };
  assert.match(updateWithNumbers("sgd", small, -3.779, { learning_rate: 0.05 }), /\(-3\.779\) - .*= \\mathbf\{-3\.779005\}/);
  assert.equal(
    updateWithNumbers("adam", trace, 1, { learning_rate: 0.1, epsilon: 1e-7 }),
    "\\begin{aligned}\\theta_{i+1} &= 1 \\\\ &- (-2) \\left( \\frac{0.1}{(1e-7) + \\sqrt{4}} \\right) " +
      "\\\\ &= \\mathbf{1.1}\\end{aligned}",
  );
});
