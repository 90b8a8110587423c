import assert from "node:assert/strict";
import { test } from "node:test";

import { lastIndex, nearestIndex, spread } from "../charts/labels.js";
import { align, curveOf, measuredEpochSeconds, smooth, toCsv } from "../lib/series.js";

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

test("the moving average begins at the first value and keeps gaps", () => {
  const smoothed = smooth([4, 4, null, 4], 0.9);
  assert.ok(Math.abs(/** @type {number} */ (smoothed[0]) - 4) < 1e-12);
  assert.equal(smoothed[2], null);
  assert.ok(Math.abs(/** @type {number} */ (smoothed[3]) - 4) < 1e-12);
});

test("seconds an epoch come from the ends of epochs", () => {
  assert.equal(measuredEpochSeconds(EVENTS), 11);
  assert.equal(measuredEpochSeconds(EVENTS.slice(0, 3)), null);
});

test("a table has a row a point", () => {
  assert.equal(
    toCsv(
      ["a", "b"],
      [
        { x: [1], y: [2] },
        { x: [2], y: [3] },
      ],
    ),
    "epoch,a,b\n1,2,\n2,,3\n",
  );
});

test("labels find their points and make room for each other", () => {
  assert.equal(lastIndex([1, null, 3, null]), 2);
  assert.equal(nearestIndex([1, null, null, 4], 2), 3);
  assert.equal(nearestIndex([null, null], 1), -1);
  const [a, b] = spread([{ top: 100 }, { top: 102 }]);
  assert.ok(b.top - a.top >= 14.9);
});
