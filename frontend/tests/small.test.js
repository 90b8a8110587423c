import assert from "node:assert/strict";
import { test } from "node:test";

import "./browser.js";
import { smoothingNote } from "../components/notes.js";
import { divergingTable, paint, parseRgb } from "../lib/colour.js";
import { upright } from "../lib/plane.js";
import { isLogarithmic, moved } from "../lib/scrub.js";
import { mostVaried, shownLayers } from "../lib/shown-layers.js";
import { shortName, slabs } from "../lib/slabs.js";
import { jobSnippets, modelCommand, python, trainSnippets } from "../lib/snippets.js";
import { decades, ticks } from "../lib/ticks.js";

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

test("a loss that contains label smoothing says so, one that does not says nothing", () => {
  assert.match(smoothingNote({ label_smoothing: 0.1 }), /^The training loss contains label smoothing 0\.1, .* plain cross-entropy\.$/);
  assert.equal(smoothingNote({ label_smoothing: 0 }), "");
  assert.equal(smoothingNote({}), "");
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
  assert.match(command.text, /--set epochs=3 --follow --url http:\/\/h$/);
  assert.match(command.text, /--set 'layers=\[\{"type":"flatten"\}\]'/);
  assert.equal(python({ a: true, b: null, c: "true" }).replace(/\s/g, ""), '{"a":True,"b":None,"c":"true"}');
  assert.equal(modelCommand("http://127.0.0.1:8000", "predict {id} IMAGE", "7f"), "playground predict 7f IMAGE");
  assert.equal(modelCommand("https://h", "predict {id} IMAGE", "7f"), "playground predict 7f IMAGE --url https://h");
  assert.match(jobSnippets("http://h", "7")[0].text, /http:\/\/h\/api\/v1\/jobs\/7/);
});

test("a colour is read as browsers write it", () => {
  assert.deepEqual(parseRgb("rgba(12, 34, 56, 0.5)"), [12, 34, 56]);
  assert.deepEqual(parseRgb("color(srgb 1 0.5 0)"), [255, 127.5, 0]);
  assert.deepEqual(parseRgb("none"), [0, 0, 0]);
});

test("a scale has the colours of its stops, mixed in between", () => {
  const table = divergingTable([0, 40, 100, 140, 200].map((grey) => [grey, grey, grey]));
  const grey = (/** @type {number} */ i) => table[3 * i];
  assert.equal(table.length, 3 * 511);
  assert.deepEqual([grey(0), grey(255), grey(510)], [0, 100, 200]);
  assert.deepEqual([Math.round(grey(128) / 10), Math.round(grey(383) / 10)], [4, 14]);
});

test("values beyond the limit have the colour of the limit, zero that of the middle whatever the limit", () => {
  const table = divergingTable([
    [255, 0, 0],
    [255, 255, 255],
    [0, 0, 255],
  ]);
  assert.deepEqual([...paint([-99, 99], 0.5, table)], [...paint([-0.5, 0.5], 0.5, table)]);
  assert.deepEqual([...paint([0], 0.001, table)], [255, 255, 255, 255]);
  assert.equal(paint([], 1, table).length, 0);
});

test("small rates live on a logarithmic scale, shares and counts do not", () => {
  assert.ok(isLogarithmic(field({ exclusiveMinimum: true })));
  assert.ok(isLogarithmic(field({}, { default: 1e-7 })));
  assert.ok(!isLogarithmic(field({}, { default: 0.5 })));
  assert.ok(!isLogarithmic(field({ exclusiveMinimum: true, maximum: 0.5 })));
  assert.ok(!isLogarithmic(field({ exclusiveMinimum: true, minimum: 1 })));
  assert.ok(!isLogarithmic(field({ exclusiveMinimum: true }, { type: "integer" })));
});

test("a logarithmic step goes from wherever the number is to the next rung", () => {
  const rate = field({}, { default: 0 + 1e-8 });
  assert.deepEqual([moved(rate, 0.5, 1), moved(rate, 1, 3), moved(rate, 0.001, -3)], [1, 10, 0.0001]);
  assert.deepEqual([moved(rate, 0, 1), moved(rate, 0, -1), moved(rate, 0.0031, 1)], [1e-8, 0, 0.005]);
  assert.equal(moved(rate, 0.001, 0.2), 0.002, "a short drag is one rung");
});

test("an even step lands on round numbers", () => {
  const plain = field({ minimum: -5, maximum: 5 }, { default: 0 });
  assert.deepEqual([moved(plain, 0.1, 2), moved(plain, 0.26, 1), moved(plain, 4.95, 9), moved(plain, 0, -3)], [0.3, 0.4, 5, -0.3]);
  const above = field({ minimum: 2, exclusiveMinimum: true }, { type: "integer" });
  assert.equal(moved(above, 3, -5), 3);
});

test("the figure of a network is as wide as its layers, and its units are as high as their share", () => {
  const { slabs: drawn, width, height } = slabs([8, 8, 3], [row("a", "flatten", [192]), row("b", "dense", [48]), row("c", "dense", [1])]);
  const [input, flat, half, one] = drawn;
  assert.deepEqual([flat.side, half.side, one.side], [input.side, input.side / 2, 16]);
  assert.deepEqual([input.size, flat.size, flat.flat, flat.sheets, input.sheets], ["8×8×3", "192", true, 1, 2]);
  drawn.slice(1).forEach((slab, i) => {
    assert.ok(slab.x >= drawn[i].x + drawn[i].width, "no slab stands on another");
  });
  assert.equal(width, one.x + one.width);
  assert.ok(height >= input.side);
});

test("a deep network is drawn lower, and unknown layers have their own name", () => {
  const deep = Array.from({ length: 9 }, (_, i) => row(`c${i}`, "conv2d", [8, 8, 2000]));
  assert.ok(slabs([8, 8, 3], deep).height < slabs([8, 8, 3], deep.slice(1)).height);
  assert.equal(slabs([8, 8, 3], deep).slabs[1].sheets, 9, "no more sheets than can be seen");
  assert.deepEqual([shortName("up_sampling2d"), shortName("max_pooling2d")], ["up sampling2d", "max pooling"]);
});

test("without activation layers convolutions and poolings are shown, what has no maps never", () => {
  const layers = [
    row("c", "conv2d", [8, 8, 4]),
    row("a", "activation", [8, 8, 4]),
    row("p", "max_pooling2d", [4, 4, 4]),
    row("d", "dense", [10]),
  ];
  assert.deepEqual(
    shownLayers(layers, 5).map(({ name }) => name),
    ["c", "p"],
  );
  assert.deepEqual(shownLayers([row("d", "dense", [10])], 5), []);
});

test("maps are compared by how much they vary for their size, and stay in order where they vary equally", () => {
  const map = (/** @type {number} */ channel, /** @type {number[]} */ values) => ({
    channel,
    values,
    minimum: Math.min(...values),
    maximum: Math.max(...values),
  });
  const maps = [map(0, [90, 100]), map(1, [0, -0.001]), map(2, [0, 50]), map(3, [0, 0])];
  assert.deepEqual(
    mostVaried(maps, 4).map(({ channel }) => channel),
    [1, 2, 0, 3],
  );
  assert.deepEqual(maps[0].channel, 0, "the maps themselves are left as they were");
});

test("the largest y of a map is painted first", () => {
  assert.deepEqual(
    upright([
      [1, 2],
      [3, 4],
    ]),
    [3, 4, 1, 2],
  );
});

test("axes have round numbers, however small or large they are", () => {
  assert.deepEqual(ticks(0.0012, 0.0031), [0.0015, 0.002, 0.0025, 0.003]);
  assert.deepEqual(ticks(-2000, 7000, 3), [0, 5000]);
  assert.deepEqual([ticks(3, 3), ticks(5, 1), ticks(0, 1, 1)], [[3], [5], [0, 1]]);
});

test("many powers of ten are thinned out", () => {
  assert.deepEqual(decades(1e-9, 1e9, 5), [1e-9, 1e-5, 1e-1, 1e3, 1e7]);
  assert.deepEqual(decades(1, 1), [1]);
  assert.deepEqual(decades(2, 9), []);
});
