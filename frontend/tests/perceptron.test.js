import assert from "node:assert/strict";
import { test } from "node:test";

import "./browser.js";

const { outputsAt, updateAt, updateWithNumbers } = await import("../labs/perceptron/update.js");

test("after the last iteration of the perceptron the last update that was made is shown, and its digits add up", () => {
  assert.deepEqual(
    [0, 9_998, 9_999, 10_000].map((state) => updateAt(state, 10_000)),
    [0, 9_998, 9_999, 9_999],
  );
  const opened = { outputs: [0.9], iteration: { weights: [1], adjustment: [0.1], next_weights: [1.1], output: [0.8] } };
  assert.deepEqual([outputsAt(opened, 9_999, 10_000), outputsAt(opened, 10_000, 10_000), outputsAt(null, 0, 1)], [[0.8], [0.9], null]);
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32 - 0.5;
  };
  for (let i = 0; i < 500; i += 1) {
    const [w, by] = [40 * random(), random() * 10 ** (-6 * (random() + 0.5))];
    const { plain } = updateWithNumbers({ weights: [w], adjustment: [by], next_weights: [w + by], output: [] });
    const [before, change, after] = plain.split(/ [+=] /).map((text) => Math.round(Number(text) * 1e8));
    assert.equal(before + change, after, plain);
    assert.ok(Math.abs(change - by * 1e8) <= 1.5, plain);
  }
});
