import assert from "node:assert/strict";
import { test } from "node:test";

import { useAnswer, useAnswerAbout } from "../components/use-answer.js";
import { NewestAnswer } from "../lib/newest-answer.js";
import { deferred, settled } from "./deferred.js";
import { mounted } from "./hook.js";

/** An asker, its questions, and what it has shown. */
function asking() {
  const shown = [];
  const ask = deferred();
  const asker = new NewestAnswer((state) => shown.push(state));
  const put = (question) => {
    asker.newest = { question, ask: () => ask(question), subject: "" };
    asker.follow();
  };
  const questions = () => ask.calls.map(({ given }) => given[0]);
  return { asker, put, calls: ask.calls, questions, shown, last: () => shown.at(-1) };
}

test("a question is asked at once, and its answer is shown", async () => {
  const { put, calls, shown, last } = asking();
  put("a");
  assert.deepEqual(shown, [{ data: null, error: null, asking: true, subject: "" }]);
  calls[0].answer("A");
  await settled();
  assert.deepEqual(last(), { data: "A", error: null, asking: false, subject: "" });
});

test("one question at a time is asked, then only the newest of those that came meanwhile", async () => {
  const { put, calls, questions, last } = asking();
  for (const question of ["a", "b", "c", "d"]) put(question);
  assert.deepEqual(questions(), ["a"]);
  calls[0].answer("A");
  await settled();
  assert.deepEqual(questions(), ["a", "d"]);
  assert.deepEqual(last(), { data: "A", error: null, asking: true, subject: "" }, "the last answer stays until the newest is there");
  calls[1].answer("D");
  await settled();
  assert.deepEqual([questions(), last()], [["a", "d"], { data: "D", error: null, asking: false, subject: "" }]);
});

test("back at the question that is under way, it is not asked again", async () => {
  const { put, calls, questions, last } = asking();
  for (const question of ["a", "b", "a"]) put(question);
  calls[0].answer("A");
  await settled();
  assert.deepEqual([questions(), last().data, last().asking], [["a"], "A", false]);
});

test("an error of the newest question stands beside the last answer, until the next answer", async () => {
  const { put, calls, last } = asking();
  put("a");
  calls[0].answer("A");
  await settled();
  const error = new Error("rejected");
  put("b");
  calls[1].fail(error);
  await settled();
  assert.deepEqual(last(), { data: "A", error, asking: false, subject: "" });
  put("c");
  assert.equal(last().error, error);
  calls[2].answer("C");
  await settled();
  assert.deepEqual(last(), { data: "C", error: null, asking: false, subject: "" });
});

test("an error of an old question is never shown", async () => {
  const { put, calls, shown, last } = asking();
  put("a");
  put("b");
  calls[0].fail(new Error("of the old question"));
  await settled();
  calls[1].answer("B");
  await settled();
  assert.ok(shown.every(({ error }) => error === null));
  assert.equal(last().data, "B");
});

test("what throws before it asks is an error like any other", async () => {
  const { asker, last } = asking();
  asker.newest = {
    question: "a",
    ask: () => {
      throw new RangeError("no such layer");
    },
  };
  await asker.follow();
  assert.equal(last().error.message, "no such layer");
});

test("no question asks nothing", async () => {
  const { put, questions, shown } = asking();
  put("");
  await settled();
  assert.deepEqual([questions(), shown], [[], []]);
});

test("stopped, it neither shows what still comes nor asks what still waits", async () => {
  for (const end of ["answer", "fail"]) {
    const { asker, put, calls, questions, shown } = asking();
    put("a");
    put("b");
    asker.stop();
    calls[0][end](new Error("late"));
    await settled();
    assert.deepEqual([questions(), shown.length], [["a"], 1]);
  }
});

test("in a page the newest question wins, and nothing is asked after the page is left", async () => {
  const ask = deferred();
  const page = await mounted(({ question }) => useAnswer(question, () => ask(question)), { question: "a" });
  assert.deepEqual([page.result.asking, ask.calls.length], [true, 1]);
  await page.change({ question: "b" });
  await page.change({ question: "c" });
  ask.calls[0].answer("A");
  await settled();
  ask.calls[1].answer("C");
  await settled();
  assert.deepEqual(page.result, { data: "C", error: null, asking: false, subject: "" });
  await page.change({ question: "c" });
  assert.equal(ask.calls.length, 2, "the same question is asked once");
  await page.change({ question: "d" });
  await page.change({ question: "e" });
  await page.leave();
  ask.calls[2].answer("D");
  await settled();
  assert.equal(ask.calls.length, 3, "what still waits is not asked");
});

test("an answer stands under the name that it is about, and a rejected question has none", async () => {
  const ask = deferred();
  const page = await mounted(({ word }) => useAnswerAbout({ word }, () => ask(word)), { word: "comedy" });
  assert.deepEqual(page.result, { data: null, about: { word: "comedy" }, error: null, isCurrent: false });
  ask.calls[0].answer(0.682);
  await settled();
  assert.deepEqual(page.result, { data: 0.682, about: { word: "comedy" }, error: null, isCurrent: true });
  await page.change({ word: "xyzzy" });
  assert.deepEqual(page.result, { data: 0.682, about: { word: "comedy" }, error: null, isCurrent: false });
  ask.calls[1].fail(new Error("unknown word"));
  await settled();
  assert.deepEqual(page.result, { data: null, about: { word: "xyzzy" }, error: new Error("unknown word"), isCurrent: false });
  await page.change({ word: "drama" });
  assert.equal(page.result.data, null);
  ask.calls[2].answer(0.5);
  await settled();
  assert.deepEqual(page.result, { data: 0.5, about: { word: "drama" }, error: null, isCurrent: true });
});

test("an answer about one subject is never shown beside another, from the first drawing on; within its subject it stays", async () => {
  const ask = deferred();
  const shown = [];
  const hooks = ({ question, subject }) => {
    const answer = useAnswer(question, () => ask(question), subject);
    shown.push([subject, answer.data]);
    return answer;
  };
  const page = await mounted(hooks, { question: "arsinh 1", subject: "arsinh" });
  ask.calls[0].answer("0.8814");
  await settled();
  await page.change({ question: "arsinh 2", subject: "arsinh" });
  assert.equal(page.result.data, "0.8814", "while the point moves, the last value stays");
  await page.change({ question: "softsign 2", subject: "softsign" });
  ask.calls[1].answer("1.444");
  await settled();
  assert.equal(page.result.data, null, "an answer that comes late is about the old subject");
  ask.calls[2].answer("0.6667");
  await settled();
  assert.equal(page.result.data, "0.6667");
  assert.ok(shown.every(([subject, data]) => data === null || (subject === "softsign") === (data === "0.6667")));
});
