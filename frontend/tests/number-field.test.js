import assert from "node:assert/strict";
import { test } from "node:test";

import { h } from "preact";

import { useNumber } from "../components/number-field.js";
import { useReported, useWrongFields, WrongFields } from "../components/wrong-fields.js";
import { decimal, read, standsFor, written } from "../lib/typed-number.js";
import { settled } from "./deferred.js";
import { mounted } from "./hook.js";

/** @param {object} [more] */
const field = (more = {}) => ({
  name: "epochs",
  title: "Epochs",
  type: "integer",
  default: 10,
  nullable: false,
  bounds: { minimum: 1, maximum: 500, exclusiveMinimum: false, exclusiveMaximum: false },
  ...more,
});
const RATE = field({ type: "number", bounds: { minimum: 0, maximum: 10, exclusiveMinimum: true, exclusiveMaximum: false } });
const OPTIONAL = field({ nullable: true });

test("a typed number is read, with or without an exponent and spaces", () => {
  assert.deepEqual(read(RATE, "1e-3"), { value: 0.001, wrong: "" });
  assert.deepEqual(read(RATE, " .5 "), { value: 0.5, wrong: "" });
  assert.deepEqual(read(field(), "500"), { value: 500, wrong: "" });
});

test("a comma, a fraction, a true minus and full-width digits are read; a comma before thousands is asked about", () => {
  const any = field({ type: "number", bounds: { minimum: -10, maximum: 10, exclusiveMinimum: false, exclusiveMaximum: false } });
  const texts = {
    "1,5": 1.5,
    "1/9": 1 / 9,
    "\u22122": -2,
    "+.5": 0.5,
    "5.": 5,
    "-1,5e-1": -0.15,
    "\uff12.\uff15": 2.5,
    "1 / 4": 0.25,
    "0,125": 0.125,
    "\u0663\u066b\u0665": 3.5,
    "\u0969.\u096b": 3.5,
    "\u202d5\u202c": 5,
    "\u200b5\u200e": 5,
    "\u2014.5": -0.5,
    "½": 0.5,
    "-¼": -0.25,
    "1÷4": 0.25,
    "1\u22154": 0.25,
  };
  for (const [text, value] of Object.entries(texts)) assert.deepEqual(read(any, text), { value, wrong: "" }, text);
  assert.match(read(any, "1,000").wrong, /decimal sign/);
});

test("what is wrong with it is said: out of bounds, no number, no whole number", () => {
  assert.equal(read(field(), "0").wrong, "allowed: from 1 to 500");
  assert.equal(read(field(), "501").wrong, "allowed: from 1 to 500");
  assert.equal(read(RATE, "0").wrong, "allowed: above 0 to 10");
  assert.equal(read(field(), "2.5").wrong, "a whole number is needed");
  const beta = field({ type: "number", bounds: { minimum: 1e-5, maximum: 0.99999, exclusiveMinimum: false, exclusiveMaximum: false } });
  assert.equal(read(beta, "1").wrong, "allowed: from 0.00001 to 0.99999");
  for (const text of [
    "many",
    "1,5,2",
    "1/2/3",
    "1/0",
    "1.000,5",
    "1 000",
    "1-",
    "Infinity",
    "1e999",
    "--1",
    "1½",
    "½½",
    ".½",
    "½2",
    "½e3",
    "2²",
    "10⁻³",
    "H₂",
  ])
    assert.equal(read(RATE, text).wrong, "a number is needed", text);
});

test("an empty field needs a number, unless it may be left empty", () => {
  for (const text of ["", "  "]) {
    assert.equal(read(field(), text).wrong, "a number is needed");
    assert.deepEqual(read(OPTIONAL, text), { value: null, wrong: "" });
  }
});

test("a value is written as short as it can be, and out loud without an exponent", () => {
  assert.deepEqual([10, 0.1 + 0.2, 1e-7, 2_500_000, 1234567.5, null].map(written), ["10", "0.3", "1e-7", "2500000", "1234567.5", ""]);
  assert.deepEqual([1e-7, 12345, null].map(decimal), ["0.0000001", "12345", undefined]);
});

test("text stands for a value however it is written, an empty one for none, not for zero", () => {
  assert.ok(standsFor(RATE, "1e-3", 0.001));
  assert.ok(standsFor(RATE, "0.0010", 0.001));
  assert.ok(!standsFor(RATE, "0.002", 0.001));
  assert.ok(!standsFor(RATE, "", 0));
  assert.ok(standsFor(OPTIONAL, "", null));
  assert.ok(!standsFor(RATE, "x", 1));
  assert.ok(!standsFor(RATE, "11", 11), "out of bounds it stands for nothing");
});

/** A number in a form: its value is what was let through. @param {object} one @param {number|null} value */
async function inForm(one, value) {
  const changes = [];
  const problems = [];
  const report = (_, problem) => problems.push(problem);
  const hooks = (props) => useNumber(one, props.value, (next) => changes.push(next));
  const page = await mounted(hooks, { value }, (child) => h(WrongFields.Provider, { value: report }, child));
  const type = async (text) => {
    page.result.type(text);
    await settled();
  };
  return { page, changes, problems, type };
}

test("only an allowed number goes up; other text stays as it was typed, and is reported until it is right", async () => {
  const { page, changes, problems, type } = await inForm(field(), 10);
  assert.deepEqual([page.result.text, page.result.wrong], ["10", ""]);
  await type("1000");
  assert.deepEqual([page.result.text, page.result.wrong, changes], ["1000", "allowed: from 1 to 500", []]);
  assert.equal(problems.at(-1), "Epochs: allowed: from 1 to 500");
  await type("");
  assert.deepEqual([problems.at(-1), changes], ["Epochs: a number is needed", []]);
  await type("20");
  assert.deepEqual([page.result.wrong, problems.at(-1), changes], ["", "", [20]]);
});

test("where the text becomes wrong, the value is that from before the typing, not that of its beginning", async () => {
  const { page, changes, type } = await inForm(RATE, 0.5);
  const types = async (texts) => {
    for (const text of texts) {
      await type(text);
      await page.change({ value: changes.at(-1) ?? 0.5 });
    }
  };
  await types(["1", "1e", "1e9"]);
  assert.deepEqual([page.result.text, page.result.wrong, changes], ["1e9", "allowed: above 0 to 10", [1, 0.5]]);
  await types(["1e", "1e-", "1e-3"]);
  assert.deepEqual([page.result.text, page.result.wrong, changes], ["1e-3", "", [1, 0.5, 0.001]]);
  await types(["1e-3x"]);
  assert.deepEqual([page.result.text, changes.at(-1)], ["1e-3x", 0.5]);
  page.result.onBlur();
  page.result.onFocus({ currentTarget: {} });
  await types(["2", "20"]);
  assert.deepEqual(changes.slice(-2), [2, 0.5]);
});

test("a value that is taken back before it has come back leaves what is typed alone", async () => {
  const { page, changes, type } = await inForm(RATE, 0.5);
  for (const text of ["1", "1e"]) await type(text);
  assert.deepEqual(changes, [1, 0.5]);
  await page.change({ value: 1 });
  await page.change({ value: 0.5 });
  assert.equal(page.result.text, "1e");
  await type("1e-3");
  await page.change({ value: 0.001 });
  assert.deepEqual([page.result.text, changes.at(-1)], ["1e-3", 0.001]);
});

test("Escape puts back the value that is in effect, and leaves alone what is right", async () => {
  const { page, problems, type } = await inForm(RATE, 0.5);
  const pressEscape = async () => {
    page.result.onKeyDown({ key: "Escape", preventDefault() {} });
    await settled();
  };
  await type("1e");
  await pressEscape();
  assert.deepEqual([page.result.text, page.result.wrong, problems.at(-1)], ["0.5", "", ""]);
  await page.change({ value: 0.25 });
  await type("0.250");
  await pressEscape();
  assert.equal(page.result.text, "0.250");
});

test("what was typed is not rewritten while it stands for the value; a value from elsewhere is written", async () => {
  const { page, type } = await inForm(RATE, 0.5);
  await type("0.250");
  await page.change({ value: 0.25 });
  assert.equal(page.result.text, "0.250");
  await page.change({ value: 0.1 });
  assert.equal(page.result.text, "0.1");
});

test("a value that comes back later than the next keys rewrites nothing; another value does", async () => {
  const { page, type } = await inForm(RATE, 1);
  for (const text of ["2", "2.", "2.5"]) await type(text);
  await page.change({ value: 2 });
  assert.equal(page.result.text, "2.5");
  await page.change({ value: 2.5 });
  assert.equal(page.result.text, "2.5");
  await page.change({ value: 2 });
  assert.equal(page.result.text, "2", "now it is no echo, but a change from elsewhere");
});

test("a shortened value is edited with all its digits, chosen as a whole", async () => {
  const { page } = await inForm(RATE, 1 / 9);
  assert.equal(page.result.text, "0.111111");
  let chosen = "";
  const input = { value: page.result.text, select: () => (chosen = input.value) };
  page.result.onFocus({ currentTarget: input });
  await settled();
  assert.deepEqual([page.result.text, chosen], [String(1 / 9), String(1 / 9)]);
});

test("a divisor is any number but 0", () => {
  const divisor = field({ type: "number", nonzero: true, bounds: { ...field().bounds, minimum: -1e6, maximum: 1e6 } });
  assert.equal(read(divisor, "0").wrong, "any number but 0 is allowed");
  assert.equal(read(divisor, "-3").wrong, "");
});

test("an emptied field takes a zero from elsewhere", async () => {
  const { page, type } = await inForm(field({ bounds: { ...field().bounds, minimum: 0 } }), 5);
  await type("");
  await page.change({ value: 0 });
  assert.deepEqual([page.result.text, page.result.wrong], ["0", ""]);
});

test("a field that may be empty goes up as none", async () => {
  const { page, changes, type } = await inForm(OPTIONAL, 5);
  await type("");
  assert.deepEqual([changes, page.result.wrong], [[null], ""]);
});

test("arrow keys go by one, with Shift by ten, within the bounds; other keys are left alone", async () => {
  const { page, changes } = await inForm(field(), 10);
  let prevented = 0;
  const press = async (key, shiftKey = false) => {
    page.result.onKeyDown({ key, shiftKey, preventDefault: () => (prevented += 1) });
    await settled();
  };
  await press("ArrowUp");
  assert.equal(page.result.text, "11");
  await press("ArrowUp", true);
  await press("ArrowDown", true);
  await press("a");
  assert.deepEqual([changes, prevented], [[11, 20, 1], 3]);
});

test("an empty field steps from its default", async () => {
  const { page, changes } = await inForm(OPTIONAL, null);
  page.result.step(1);
  assert.deepEqual(changes, [11]);
});

test("a form knows what its fields report, and forgets what is right again", async () => {
  const [a, b] = [{}, {}];
  const form = await mounted(() => useWrongFields(), {});
  form.result.report(a, "a is wrong");
  form.result.report(b, "b is wrong");
  await settled();
  assert.deepEqual(form.result.problems, ["a is wrong", "b is wrong"]);
  form.result.report(a, "a is wrong in another way");
  await settled();
  assert.deepEqual(new Set(form.result.problems), new Set(["a is wrong in another way", "b is wrong"]));
  const { renderings } = form;
  form.result.report(b, "b is wrong");
  await settled();
  assert.equal(form.renderings, renderings, "nothing new is nothing to draw");
  form.result.report(a, "");
  form.result.report(b, "");
  await settled();
  assert.deepEqual(form.result.problems, []);
});

test("a field that is not shown any more is not wrong any more", async () => {
  const known = new Map();
  const report = (key, problem) => known.set(key, problem);
  const around = (child) => h(WrongFields.Provider, { value: report }, child);
  const page = await mounted(({ problem }) => useReported(problem), { problem: "too large" }, around);
  assert.deepEqual([...known.values()], ["too large"]);
  await page.change({ problem: "too small" });
  assert.deepEqual([...known.values()], ["too small"]);
  await page.leave();
  assert.deepEqual([...known.values()], [""]);
});
