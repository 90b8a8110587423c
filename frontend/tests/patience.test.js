import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import "./browser.js";
import { waitSentence } from "../components/patience.js";
import { longestWait, patientFetch, UNREACHABLE } from "../lib/patience.js";
import { settled } from "./deferred.js";
import { service } from "./service.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"] }));
afterEach(() => mock.timers.reset());

const pass = async (milliseconds) => {
  mock.timers.tick(milliseconds);
  await settled();
};

test("a quick answer is not said to be waited for", async () => {
  const { requests } = service();
  const answer = patientFetch("/a", {});
  await requests[0].answer({ ok: 1 });
  assert.deepEqual(await (await answer).json(), { ok: 1 });
  await pass(1000);
  assert.equal(longestWait.value, null);
});

test("a wait is felt before a second is over, and ends with the answer", async () => {
  const { requests } = service();
  const answer = patientFetch("/a", {});
  await pass(900);
  assert.deepEqual(longestWait.value, { since: 0, reason: "" });
  await requests[0].answer({});
  await answer;
  assert.equal(longestWait.value, null);
});

test("what does not arrive is sent again, ever more slowly, until it is answered", async () => {
  const { requests } = service();
  const answer = patientFetch("/a", { method: "POST", headers: { "Idempotency-Key": "k" } });
  for (const [i, pause] of [500, 1000, 2000, 4000, 4000].entries()) {
    await requests[i].fail();
    assert.equal(longestWait.value.reason, UNREACHABLE);
    await pass(pause - 1);
    assert.equal(requests.length, i + 1);
    await pass(1);
    assert.equal(requests.length, i + 2);
  }
  assert.deepEqual(new Set(requests.map(({ headers }) => headers["Idempotency-Key"])), new Set(["k"]));
  await requests.at(-1).answer({ id: 1 });
  assert.equal((await answer).status, 200);
  assert.equal(longestWait.value, null);
});

test("an answer that takes seconds to compute is not waited for aloud before they are over", async () => {
  const { requests } = service();
  const answer = patientFetch("/a", {}, { feltMs: 20_000, silentMs: 300_000 });
  await pass(19_999);
  assert.equal(longestWait.value, null);
  await pass(1);
  assert.deepEqual(longestWait.value, { since: 0, reason: "" });
  await requests[0].answer({});
  await answer;
});

test("a question that is one too many is asked again; a job that is one too many is an error", async () => {
  const { requests } = service();
  const question = patientFetch("/a", {});
  await requests[0].answer({ detail: "Another word map is being computed." }, 429);
  assert.equal(longestWait.value.reason, "Another word map is being computed.");
  await pass(500);
  await requests[1].answer({});
  assert.equal((await question).status, 200);
  const job = patientFetch("/jobs", { method: "POST" });
  await requests[2].answer({ detail: "The queue is full." }, 429);
  assert.equal((await job).status, 429);
});

for (const status of [502, 503, 504]) {
  test(`${status} is waited out, with what the service says of it`, async () => {
    const { requests } = service();
    const answer = patientFetch("/a", {});
    await requests[0].answer({ detail: "The broker does not answer." }, status);
    assert.equal(longestWait.value.reason, "The broker does not answer.");
    await pass(500);
    await requests[1].answer({});
    assert.equal((await answer).status, 200);
  });
}

for (const status of [400, 404, 409, 422, 500]) {
  test(`${status} is an answer`, async () => {
    const { requests } = service();
    const answer = patientFetch("/a", {});
    await requests[0].answer({ detail: "no" }, status);
    assert.equal((await answer).status, status);
  });
}

test("the network that is back ends the pause", async () => {
  const { requests } = service();
  patientFetch("/a", {});
  for (let i = 0; i < 4; i += 1) {
    await requests[i].fail();
    await pass(4000);
  }
  await requests[4].fail();
  dispatchEvent(new Event("online"));
  await settled();
  assert.equal(requests.length, 6);
  await requests[5].answer({});
});

test("who takes back a question does not wait for it any more", async () => {
  for (const isResting of [false, true]) {
    const { requests } = service();
    const control = new AbortController();
    const answer = patientFetch("/a", { signal: control.signal });
    if (isResting) await requests[0].fail();
    control.abort();
    await assert.rejects(answer, { name: "AbortError" });
    await pass(10_000);
    assert.deepEqual([requests.length, longestWait.value], [1, null]);
  }
});

test("the sentence says how long, and why where that is known", () => {
  assert.equal(waitSentence({ since: 0, reason: "" }, 2900), "Waiting for the playground …");
  assert.match(waitSentence({ since: 0, reason: "" }, 3000), /has not answered for 3 s/);
  assert.match(waitSentence({ since: 0, reason: UNREACHABLE }, 100), /cannot be reached\. What was asked for is sent again by itself/);
});
