import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { once } from "../lib/once.js";
import { deferred, settled } from "./deferred.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

const keys = (send) => send.calls.map(({ given }) => given[0]);

test("pressed again before the answer, or just after it, it is the same press", async () => {
  const send = deferred();
  const [first, second] = [once("a", send), once("a", send)];
  send.calls[0].answer("job 1");
  assert.deepEqual(await Promise.all([first, second]), ["job 1", "job 1"]);
  assert.equal(await once("a", send), "job 1");
  assert.equal(send.calls.length, 1);
  mock.timers.tick(3000);
  once("a", send);
  assert.equal(send.calls.length, 2, "later it is another press");
  assert.notEqual(keys(send)[0], keys(send)[1]);
  send.calls[1].answer("job 2");
  await settled();
});

test("two different things are two, each with its own key", () => {
  const send = deferred();
  once("b", send);
  once("c", send);
  assert.equal(new Set(keys(send)).size, 2);
});

test("what the service rejected is tried anew; of what it may have done, the key stays", async () => {
  for (const [status, same] of [
    [422, false],
    [500, true],
    [0, true],
  ]) {
    const send = deferred();
    const what = `with ${status}`;
    const failed = once(what, send);
    send.calls[0].fail(Object.assign(new Error("no"), { status }));
    await assert.rejects(failed);
    once(what, send);
    assert.equal(keys(send)[0] === keys(send)[1], same, what);
  }
});
