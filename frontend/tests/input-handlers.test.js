import assert from "node:assert/strict";
import { test } from "node:test";

import { onText, onTick } from "../lib/input-handlers.js";

/** What a handler takes of an input. @param {(take: (taken: unknown) => void) => (event: object) => void} handler @param {object} input */
function taken(handler, input) {
  const all = [];
  handler((one) => all.push(one))({ target: input });
  return all;
}

test("text and ticks are taken", () => {
  assert.deepEqual(taken(onText, { value: "a b" }), ["a b"]);
  assert.deepEqual(taken(onTick, { checked: false, value: "on" }), [false]);
});
