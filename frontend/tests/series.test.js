import assert from "node:assert/strict";
import { test } from "node:test";

import { lastIndex, nearestIndex, spread } from "../charts/labels.js";
import { tickTexts } from "../charts/options.js";
import { measuredText } from "../lib/metrics.js";
import {
  align,
  curveOf,
  curveOfHistory,
  drawnLines,
  emptyCurve,
  isPositive,
  measuredEpochSeconds,
  reportedCurves,
  smooth,
  toCsv,
} from "../lib/series.js";

/** @param {object} data @param {string} [at] */
const metric = (data, at = "2026-01-01T00:00:00Z") => ({ id: "1-0", type: "metric", at, data });
const EVENTS = [
  metric({ epoch: 1, step: 5, split: "train", scope: "batch", values: { loss: 2 } }),
  metric({ epoch: 1, step: 10, split: "train", scope: "epoch", values: { loss: 1.5 } }, "2026-01-01T00:00:10Z"),
  metric({ epoch: 1, step: 10, split: "validation", scope: "epoch", values: { loss: 1.6 } }, "2026-01-01T00:00:10Z"),
  metric({ epoch: 2, step: 20, split: "validation", scope: "epoch", values: { loss: null } }, "2026-01-01T00:00:21Z"),
  metric({ epoch: 2, step: 20, split: "test", scope: "epoch", values: { loss: 9 } }),
  { id: "2-0", type: "log", at: "", data: { message: "x" } },
];

test("batches stand where they were measured, epochs at their ends, the test split nowhere", () => {
  const curve = curveOf(EVENTS, "loss", 10);
  assert.deepEqual(curve.batch, { x: [0.5], y: [2] });
  assert.deepEqual(curve.train, { x: [1], y: [1.5] });
  assert.deepEqual(curve.validation, { x: [1, 2], y: [1.6, null] });
});

test("the line of the training ends at the mean of the last epoch, as the tables do, however the last batches were", () => {
  const batches = [3, 2, 1, 0.2, 0.1].map((loss, i) =>
    metric({ epoch: 1, step: 2 * i + 1, split: "train", scope: "batch", values: { loss } }),
  );
  const mean = metric({ epoch: 1, step: 10, split: "train", scope: "epoch", values: { loss: 1.26 } });
  const [raw, solid] = drawnLines(curveOf([...batches, mean], "loss", 10));
  assert.deepEqual(raw.line.y, [3, 2, 1, 0.2, 0.1]);
  assert.deepEqual([solid.name, solid.line], ["training", { x: [1], y: [1.26] }]);
});

test("before the first epoch has ended the batches are averaged, and the average says so", () => {
  const [raw, solid] = drawnLines(curveOf([EVENTS[0]], "loss", 10));
  assert.deepEqual([solid.name, solid.line, raw.line], ["smoothed", raw.line, { x: [0.5], y: [2] }]);
  assert.equal(drawnLines(emptyCurve())[1].name, "training");
});

test("a run without epochs is drawn over its iterations", () => {
  const events = [
    metric({ epoch: null, step: 50, split: "train", scope: "batch", values: { loss: 3 } }),
    metric({ epoch: null, step: 200, split: "train", scope: "interval", values: { loss: 2 } }),
  ];
  const curve = curveOf(events, "loss", 1);
  assert.deepEqual([curve.batch.x, curve.train.x], [[50], [200]]);
  assert.equal(measuredEpochSeconds(events), null);
});

test("the kept rows of a run give its curve, by epoch or else by step", () => {
  const rows = [
    { epoch: 1, step: 10, accuracy: 0.5, validation_accuracy: 0.4 },
    { epoch: 2, step: 20, accuracy: 0.75 },
  ];
  assert.deepEqual(curveOfHistory(rows, "accuracy"), {
    batch: { x: [], y: [] },
    train: { x: [1, 2], y: [0.5, 0.75] },
    validation: { x: [1, 2], y: [0.4, null] },
  });
  assert.deepEqual(curveOfHistory([{ epoch: null, step: 200, loss: 1 }], "loss").train, { x: [200], y: [1] });
});

test("a chart stands only for what a run reported of its training, in the order of its kind", () => {
  const curves = ["accuracy", "loss", "speed"].map((name) => ({ metric: name, title: name, format: "number" }));
  const tested = metric({ epoch: 2, step: 20, split: "test", scope: "epoch", values: { speed: 1 } });
  assert.deepEqual(
    reportedCurves(curves, [...EVENTS, tested]).map(({ title }) => title),
    ["loss"],
  );
});

test("a logarithmic axis is for positive values alone", () => {
  const curve = curveOf(EVENTS, "loss", 10);
  assert.equal(isPositive(curve), true);
  assert.equal(isPositive({ ...curve, validation: { x: [1], y: [0] } }), false);
});

test("lines of different length share one axis", () => {
  assert.deepEqual(
    align([
      { x: [1, 2], y: [5, 6] },
      { x: [2, 3], y: [7, null] },
    ]),
    [
      [1, 2, 3],
      [5, 6, null],
      [null, 7, null],
    ],
  );
});

test("the shared axis is in the order of numbers", () => {
  const [x, column] = align([{ x: [10, 200, 9], y: [1, 2, 3] }]);
  assert.deepEqual(
    [x, column],
    [
      [9, 10, 200],
      [3, 1, 2],
    ],
  );
});

test("the moving average begins at the first value and keeps gaps", () => {
  const smoothed = smooth([4, 4, null, 4], 0.9);
  assert.ok(Math.abs(/** @type {number} */ (smoothed[0]) - 4) < 1e-12);
  assert.equal(smoothed[2], null);
  assert.ok(Math.abs(/** @type {number} */ (smoothed[3]) - 4) < 1e-12);
});

test("seconds an epoch come from the ends of epochs", () => {
  assert.equal(measuredEpochSeconds(EVENTS), 11);
  assert.equal(measuredEpochSeconds(EVENTS.slice(0, 3)), null);
  const train = (/** @type {number} */ epoch) =>
    metric({ epoch, step: epoch, split: "train", scope: "epoch", values: {} }, `2026-01-01T00:00:0${3 * epoch}Z`);
  assert.equal(measuredEpochSeconds([1, 2, 3].map(train)), 3);
});

test("a table has a row a point", () => {
  assert.equal(
    toCsv(
      "iteration",
      ["a", "b"],
      [
        { x: [1], y: [2] },
        { x: [2], y: [3] },
      ],
    ),
    "iteration,a,b\n1,2,\n2,,3\n",
  );
});

test("numbers beside an axis have as many digits as tell them apart", () => {
  assert.deepEqual(tickTexts([0.5, null, 1], measuredText("number")), ["0.50", "", "1.00"]);
  assert.deepEqual(tickTexts([1.5925, 1.595, 1.5975], measuredText("number")), ["1.593", "1.595", "1.597"]);
  assert.deepEqual(tickTexts([0.881, 0.884, 0.887], measuredText("share")), ["88.1\u202f%", "88.4\u202f%", "88.7\u202f%"]);
});

test("labels find their points and make room for each other", () => {
  assert.equal(lastIndex([1, null, 3, null]), 2);
  assert.equal(nearestIndex([1, null, null, 4], 2), 3);
  assert.equal(nearestIndex([null, null], 1), -1);
  const [a, b] = spread([{ top: 100 }, { top: 102 }]);
  assert.ok(b.top - a.top >= 14.9);
});

test("a metric that is not there has an empty curve, and batches are left out where they cannot be placed", () => {
  assert.deepEqual(curveOf(EVENTS, "accuracy", 10), emptyCurve());
  assert.deepEqual(curveOf(EVENTS, "loss", 0).batch, { x: [], y: [] });
  assert.equal(isPositive(emptyCurve()), true);
});

test("what is no finite number is a gap in a line", () => {
  const values = [Infinity, Number.NaN, null, 0, "3"];
  const events = values.map((loss, i) => metric({ epoch: i + 1, step: i, split: "train", scope: "epoch", values: { loss } }));
  assert.deepEqual(curveOf(events, "loss", 1).train.y, [null, null, null, 0, null]);
});

test("the moving average weighs old values less and less", () => {
  const [first, second] = smooth([1, 0], 0.5);
  assert.deepEqual([first, second], [1, 1 / 3]);
  assert.deepEqual(smooth([5, 7], 0), [5, 7]);
  assert.deepEqual([smooth([], 0.9), smooth([null], 0.9)], [[], [null]]);
});

test("lines are put in the order of x, and none at all is an empty chart", () => {
  assert.deepEqual(align([{ x: [3, 1], y: [30, 10] }]), [
    [1, 3],
    [10, 30],
  ]);
  assert.deepEqual(align([]), [[]]);
  assert.equal(toCsv("epoch", [], []), "epoch\n");
});

test("labels keep their order when they make room, and those apart stay where they are", () => {
  const tops = spread([{ top: 50 }, { top: 10 }, { top: 52 }, { top: 51 }]).map(({ top }) => top);
  const sorted = [tops[1], tops[0], tops[3], tops[2]];
  assert.equal(sorted[0], 10);
  sorted.slice(1).forEach((top, i) => {
    assert.ok(top - sorted[i] >= 14);
  });
  assert.deepEqual([lastIndex([]), lastIndex([null, undefined]), nearestIndex([1, null, 3], 1), nearestIndex([0], 5)], [-1, -1, 0, -1]);
});

test("labels never stand on each other, whatever their number and places, and stay in the room they have", () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  for (let round = 0; round < 500; round += 1) {
    const places = Array.from({ length: 1 + Math.floor(6 * random()) }, () => 20 + 160 * random() ** (round % 5));
    const tops = spread(
      places.map((top) => ({ top })),
      20,
      180,
    ).map(({ top }) => top);
    const sorted = [...tops].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i += 1) assert.ok(sorted[i] - sorted[i - 1] >= 14.999, `${places} → ${tops}`);
    assert.ok(sorted[0] >= 19.999 && sorted[sorted.length - 1] <= 180.001, `${places} → ${tops}`);
    places.forEach((place, i) => {
      places.forEach((other, j) => {
        if (place < other) assert.ok(tops[i] < tops[j]);
      });
    });
  }
});
