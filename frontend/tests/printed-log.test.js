import assert from "node:assert/strict";
import { test } from "node:test";

import { epochsOf, PRINTED } from "../labs/cnn/printed-epochs.js";
import { weightsOf } from "../labs/cnn/weights.js";

const metric = (epoch, split, values, scope = "epoch") => ({ type: "metric", data: { epoch, split, scope, values } });

test("the epochs of a run stand beside those that the tutorial prints", () => {
  const events = [
    metric(1, "train", { loss: 9, accuracy: 0.1 }, "batch"),
    metric(1, "train", { loss: 1.5, accuracy: 0.4 }),
    metric(1, "validation", { loss: 1.4, accuracy: 0.5 }),
    metric(3, "train", { loss: 1, accuracy: 0.6 }),
    metric(3, "test", { loss: 7, accuracy: 0 }),
    { type: "log", data: { message: "" } },
  ];
  assert.deepEqual(epochsOf(events), [
    [0.4, 1.5, 0.5, 1.4],
    [null, null, null, null],
    [0.6, 1, null, null],
  ]);
});

test("the printed log is the tutorial's: its validation loss is lowest after epoch 7", () => {
  assert.equal(PRINTED.length, 10);
  const losses = PRINTED.map((row) => row[3]);
  assert.equal(losses.indexOf(Math.min(...losses)), 6);
  assert.deepEqual(PRINTED[9], [0.7825, 0.6123, 0.7065, 0.8865]);
});

test("weights are counted for both layers between the same sizes", () => {
  assert.deepEqual(weightsOf({ n: 32, c: 3, w: 3, k: 32 }), { out: 30, convolutional: 896, dense: (32 * 32 * 3 + 1) * 30 * 30 * 32 });
  assert.deepEqual(weightsOf({ n: 1, c: 5, w: 1, k: 2 }), { out: 1, convolutional: 12, dense: 12 });
});
