import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { ApiError } from "../api.js";
import { fieldProblems, layerProblems, usePreview } from "../components/use-preview.js";
import { SettledQuestion } from "../lib/settled-question.js";
import { deferred, settled } from "./deferred.js";
import { mounted } from "./hook.js";
import { service } from "./service.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** A question with a pause of 150 ms, what it has asked, and what it has shown. */
function typing() {
  const shown = [];
  const ask = deferred();
  const question = new SettledQuestion(150, (state) => shown.push(state));
  const put = (text) => question.put((signal) => ask(text, signal));
  const asked = () => ask.calls.map(({ given }) => given[0]);
  return { question, put, asked, calls: ask.calls, shown, last: () => shown.at(-1) };
}

const pass = async (milliseconds) => {
  mock.timers.tick(milliseconds);
  await settled();
};

/** The same, with a first answer there. */
async function answered() {
  const all = typing();
  all.put("a");
  await pass(0);
  all.calls[0].answer("A");
  await settled();
  return all;
}

test("the first question is asked at once, any other when the typing has paused", async () => {
  const { put, asked, last } = await answered();
  assert.deepEqual([asked(), last()], [["a"], { data: "A", error: null }]);
  put("ab");
  await pass(149);
  put("abc");
  await pass(149);
  assert.deepEqual(asked(), ["a"]);
  await pass(1);
  assert.deepEqual(asked(), ["a", "abc"]);
});

test("until there is an answer nothing is paused for, not after an error either", async () => {
  const { put, asked, calls } = typing();
  put("a");
  await pass(0);
  calls[0].fail(new Error("rejected"));
  await settled();
  put("ab");
  await pass(0);
  assert.deepEqual(asked(), ["a", "ab"]);
});

test("the newest question wins in whatever order the answers come", async () => {
  for (const order of [
    [1, 2],
    [2, 1],
  ]) {
    const { put, calls, last, shown } = await answered();
    put("b");
    await pass(150);
    put("c");
    await pass(150);
    for (const i of order) {
      calls[i].answer(calls[i].given[0].toUpperCase());
      await settled();
    }
    assert.deepEqual([last(), shown.length], [{ data: "C", error: null }, 2]);
  }
});

test("a question that is replaced is called off, and its error shows nothing", async () => {
  const { put, calls, shown, last } = await answered();
  put("b");
  await pass(150);
  put("c");
  assert.deepEqual([calls[1].given[1].aborted, calls[1].given[1].reason.name], [true, "AbortError"]);
  calls[1].fail(new Error("of the old question"));
  await pass(150);
  assert.equal(calls[2].given[1].aborted, false);
  calls[2].answer("C");
  await settled();
  assert.deepEqual([last(), shown.length], [{ data: "C", error: null }, 2]);
});

test("an error stands beside the last answer until the next", async () => {
  const { put, calls, last } = await answered();
  const error = new Error("rejected");
  put("b");
  await pass(150);
  calls[1].fail(error);
  await settled();
  assert.deepEqual(last(), { data: "A", error });
  put("c");
  await pass(150);
  calls[2].answer("C");
  await settled();
  assert.deepEqual(last(), { data: "C", error: null });
});

test("stopped, it asks and shows nothing more", async () => {
  const { question, put, asked, calls, shown } = await answered();
  put("b");
  await pass(150);
  question.stop();
  calls[1].answer("B");
  put("c");
  question.stop();
  await pass(5000);
  assert.deepEqual([asked(), shown.length], [["a", "b"], 1]);
});

const REJECTED = new ApiError("2 values are wrong.", {
  status: 422,
  fields: [
    { pointer: "/params/learning_rate", message: "must be above 0" },
    { pointer: "/params/layers/12/units", message: "must be a whole number" },
    { pointer: "/params/probes/3", message: "is not a word" },
  ],
});

test("what was rejected is said of single parameters and of single layers", () => {
  assert.deepEqual(fieldProblems(REJECTED), {
    learning_rate: "must be above 0",
    layers: "must be a whole number",
    probes: "is not a word",
  });
  assert.deepEqual(layerProblems(REJECTED), { 12: "must be a whole number" });
  for (const other of [null, new Error("unknown")]) assert.deepEqual([fieldProblems(other), layerProblems(other)], [{}, {}]);
});

test("in a page the summary of the newest parameters is shown, with what is wrong with them", async () => {
  const { requests } = service();
  const page = await mounted(({ units }) => usePreview("cnn", { units }), { units: 1 });
  await pass(0);
  assert.deepEqual([requests[0].url, requests[0].method, requests[0].body], ["/kinds/cnn/layers", "POST", { params: { units: 1 } }]);
  await requests[0].answer({ layers: [], total: 10 });
  assert.deepEqual(page.result, { table: { layers: [], total: 10 }, error: null, problems: {}, fields: {} });
  await page.change({ units: 2 });
  await pass(150);
  await page.change({ units: 3 });
  assert.ok(requests[1].signal.aborted);
  await pass(150);
  await requests[2].answer({ detail: "1 value is wrong.", errors: [{ pointer: "/params/units", message: "too many" }] }, 422);
  assert.deepEqual([page.result.table.total, page.result.fields], [10, { units: "too many" }]);
  await page.change({ units: 4 });
  await page.leave();
  await pass(5000);
  assert.equal(requests.length, 3);
});
