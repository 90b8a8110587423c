import assert from "node:assert/strict";
import { test } from "node:test";

import {
  evenlySpaced,
  gridsOf,
  intervalAt,
  meansOf,
  nearestGrid,
  pointsOf,
  runOfJob,
  runOfModel,
  valueAt,
} from "../labs/gan/run-history.js";

const image = (/** @type {number} */ step, attempt = 1) => ({
  id: `${step}-${attempt}`,
  at: "",
  type: "image",
  data: { name: `grid-${String(step).padStart(6, "0")}.png`, step, url: `/grid/${step}/${attempt}` },
});
const metric = (
  /** @type {number} */ step,
  /** @type {string} */ scope,
  /** @type {Record<string, number>} */ values,
  split = "train",
) => ({ id: `${step}${scope}${split}`, at: "", type: "metric", data: { step, scope, split, epoch: null, values } });
const EVENTS = [
  image(0),
  metric(90, "batch", { generator_loss: 2 }),
  metric(40, "batch", { generator_loss: 3 }),
  metric(100, "interval", { generator_loss: 2.5, diversity: 0.3 }),
  image(100),
  image(100, 2),
  metric(100, "interval", { diversity: 9 }, "test"),
  { id: "x", at: "", type: "image", data: { name: "samples.png", step: 7, url: "" } },
];

test("grids are ordered by iteration, each once, the newest version of it", () => {
  assert.deepEqual(gridsOf(EVENTS), [
    { step: 0, url: "/grid/0/1" },
    { step: 100, url: "/grid/100/2" },
  ]);
});

test("the points of a metric are those of its scope in the training, by iteration", () => {
  assert.deepEqual(pointsOf(EVENTS, "generator_loss", "batch"), { x: [40, 90], y: [3, 2] });
  assert.deepEqual(pointsOf(EVENTS, "diversity", "interval"), { x: [100], y: [0.3] });
});

test("an iteration finds its grid and its values", () => {
  const grids = [0, 100, 200].map((step) => ({ step, url: "" }));
  assert.deepEqual(
    [-5, 49, 51, 170, 999].map((step) => nearestGrid(grids, step)),
    [0, 0, 1, 2, 2],
  );
  const points = { x: [10, 20], y: [1, 2] };
  assert.deepEqual(
    [0, 10, 19, 20, 99].map((step) => valueAt(points, step)),
    [null, 1, 1, 2, 2],
  );
  assert.equal(valueAt({ x: [], y: [] }, 3), null);
});

test("a grid has the means of the interval that ends at it, as the API has, not those of the last batch before it", () => {
  const means = meansOf(EVENTS, "generator_loss");
  assert.deepEqual(means, { x: [100], y: [2.5], batches: { x: [40, 90], y: [3, 2] } });
  const last = gridsOf(EVENTS).at(-1).step;
  assert.deepEqual([valueAt(means, last), intervalAt(means, last)], [2.5, { first: 1, last: 100 }]);
  assert.deepEqual([valueAt(means, 0), intervalAt(means, 0)], [null, null]);
  assert.deepEqual(intervalAt({ x: [100, 130], y: [1, 2] }, 130), { first: 101, last: 130 });
});

test("before the first interval has ended, the batches of a run are its curve", () => {
  const started = EVENTS.slice(0, 3);
  assert.deepEqual(meansOf(started, "generator_loss"), { x: [40, 90], y: [3, 2], batches: { x: [], y: [] } });
});

test("evenly spaced grids include the first and the last", () => {
  assert.deepEqual(evenlySpaced([1, 2, 3], 5), [1, 2, 3]);
  assert.deepEqual(
    evenlySpaced(
      Array.from({ length: 101 }, (_, i) => i),
      5,
    ),
    [0, 25, 50, 75, 100],
  );
});

test("a run has the means of its discriminator, from a finished job and from a shipped model", () => {
  const means = { real_diversity: 0.4, discriminator_real_mean: 0.55, discriminator_fake_mean: 0.37 };
  const of = (/** @type {string} */ source) => ({ id: "a", params: { iterations: 300 }, source });
  const wanted = { id: "a", iterations: 300, realDiversity: 0.4, realMean: 0.55, fakeMean: 0.37 };
  const ofTest = Object.fromEntries(Object.entries(means).map(([name, value]) => [`test_${name}`, value]));
  assert.deepEqual(runOfJob({ ...of("job"), metrics: ofTest }), { ...wanted, animation: "./api/v1/jobs/a/animation" });
  assert.deepEqual(runOfModel({ ...of("pretrained"), metrics: means }), { ...wanted, animation: "./api/v1/models/a/animation" });
  assert.equal(runOfJob({ ...of("job"), metrics: {} }).fakeMean, null);
});
