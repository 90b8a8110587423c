import assert from "node:assert/strict";
import { test } from "node:test";

import { divergingTable, paint, parseRgb } from "../lib/colour.js";
import { moved } from "../lib/scrub.js";
import { mostVaried, shownLayers } from "../lib/shown-layers.js";
import { slabs } from "../lib/slabs.js";
import { jobSnippets, modelCommand, python, trainSnippets } from "../lib/snippets.js";

/** @param {object} bounds @param {object} [more] */
const field = (bounds, more = {}) => ({
  type: "number",
  default: 0.001,
  bounds: { minimum: 0, maximum: 10, exclusiveMinimum: false, exclusiveMaximum: false, ...bounds },
  ...more,
});

test("rates step 1-2-5, counts by one, and both stay inside their bounds", () => {
  const rate = field({ exclusiveMinimum: true });
  assert.deepEqual([moved(rate, 0.001, 1), moved(rate, 0.002, 1), moved(rate, 0.001, -1), moved(rate, 10, 1)], [0.002, 0.005, 0.0005, 10]);
  const count = field({ minimum: 1, maximum: 500 }, { type: "integer" });
  assert.deepEqual([moved(count, 10, 10), moved(count, 1, -1), moved(count, 499, 10)], [20, 1, 500]);
  const share = field({ maximum: 1, exclusiveMaximum: true }, { default: 0.9 });
  assert.deepEqual([moved(share, 0.9, 1), moved(share, 0.99, 5)], [0.91, 0.999]);
});

test("zero has the middle colour, the limits the ends", () => {
  const table = divergingTable([
    [255, 0, 0],
    [255, 255, 255],
    [0, 0, 255],
  ]);
  assert.deepEqual([...paint([-1, 0, 1, 9], 1, table)], [255, 0, 0, 255, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255]);
  assert.deepEqual([...paint([5], 0, table)], [255, 255, 255, 255]);
  assert.deepEqual(parseRgb("rgb(12, 34, 56)"), [12, 34, 56]);
});

/** @param {string} name @param {string} type @param {number[]} output_shape */
const row = (name, type, output_shape) => ({ name, type, output_shape });

test("the figure of a network leaves out what changes no shape, and ends with the classes", () => {
  const { slabs: drawn } = slabs(
    [32, 32, 3],
    [row("a", "conv2d", [30, 30, 32]), row("b", "dropout", [30, 30, 32]), row("c", "dense", [10])],
  );
  assert.deepEqual(
    drawn.map(({ title }) => title),
    ["input", "convolution", "dense"],
  );
  assert.ok(drawn[1].side < drawn[0].side);
});

test("few layers stand for many, the first and the last among them", () => {
  const many = Array.from({ length: 9 }, (_, i) => row(`activation_${i}`, "activation", [8, 8, 4]));
  const names = shownLayers([row("conv2d", "conv2d", [8, 8, 4]), ...many], 4).map(({ name }) => name);
  assert.deepEqual([names.length, names[0], names[3]], [4, "activation_0", "activation_8"]);
});

test("a dead map is shown last", () => {
  const map = (/** @type {number} */ channel, /** @type {number[]} */ values) => ({
    channel,
    values,
    minimum: Math.min(...values),
    maximum: Math.max(...values),
  });
  const maps = [map(0, [0, 0, 0, 0]), map(1, [5, 5, 5, 4]), map(2, [0, 1, 0, 1])];
  assert.deepEqual(
    mostVaried(maps, 2).map(({ channel }) => channel),
    [2, 1],
  );
});

test("snippets can be run as they are", () => {
  const [curl, , command] = trainSnippets("http://h", "cnn", { dataset: "it's", layers: [{ type: "flatten" }], epochs: 3 });
  assert.match(curl.text, /-d '\{"kind":"cnn","params":\{"dataset":"it'\\''s"/);
  assert.match(command.text, /--set 'dataset=it'\\''s' /);
  assert.match(command.text, /--set epochs=3 --follow$/);
  assert.match(command.text, /--set 'layers=\[\{"type":"flatten"\}\]'/);
  assert.equal(python({ a: true, b: null, c: "true" }).replace(/\s/g, ""), '{"a":True,"b":None,"c":"true"}');
  assert.equal(modelCommand("predict {id} IMAGE", "7f"), "playground predict 7f IMAGE");
  assert.match(jobSnippets("http://h", "7")[0].text, /http:\/\/h\/api\/v1\/jobs\/7/);
});
