import assert from "node:assert/strict";
import { test } from "node:test";

import { onFile, onText, onTick } from "../lib/input-handlers.js";

/** What a handler takes of an input. @param {(take: (taken: unknown) => void) => (event: object) => void} handler @param {object} input */
function taken(handler, input) {
  const all = [];
  handler((one) => all.push(one))({ target: input });
  return all;
}

test("text, ticks and files are taken", () => {
  assert.deepEqual(taken(onText, { value: "a b" }), ["a b"]);
  assert.deepEqual(taken(onTick, { checked: false, value: "on" }), [false]);
  assert.deepEqual(taken(onFile, { files: ["first", "second"] }), ["first"]);
  assert.deepEqual([...taken(onFile, { files: [] }), ...taken(onFile, { files: null })], []);
});
