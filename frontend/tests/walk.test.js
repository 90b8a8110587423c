import assert from "node:assert/strict";
import { test } from "node:test";

import { keyed, playedOn } from "../lib/walk.js";

const byOne = (/** @type {number} */ state) => state + 1;
const key = (/** @type {string} */ name, shiftKey = false) => ({ key: name, shiftKey });

test("a walk that is played goes on to the last state and ends there, or begins again", () => {
  assert.equal(playedOn(3, 5, byOne, false), 4);
  assert.equal(playedOn(5, 5, byOne, false), null);
  assert.equal(playedOn(5, 5, byOne, true), 0);
  assert.equal(
    playedOn(2, 9, (state, last) => Math.min(last, 2 * state), false),
    4,
  );
});

test("arrow keys lead one state on or back, with Shift far, never beyond the ends", () => {
  assert.deepEqual(
    ["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"].map((name) => keyed(key(name), 5, 20, 10)),
    [6, 6, 4, 4],
  );
  assert.deepEqual([keyed(key("ArrowRight", true), 5, 20, 10), keyed(key("ArrowRight", true), 15, 20, 10)], [15, 20]);
  assert.deepEqual([keyed(key("ArrowLeft", true), 5, 20, 10), keyed(key("ArrowLeft"), 0, 20, 10)], [0, 0]);
  assert.equal(keyed(key("Enter"), 5, 20, 10), null);
});
