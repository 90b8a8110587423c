import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { readStored, writeStored } from "../lib/storage.js";

/** @param {string} name @param {PropertyDescriptor} descriptor */
const define = (name, descriptor) => Object.defineProperty(globalThis, name, { configurable: true, ...descriptor });

const blocked = () => {
  throw new DOMException("Access is denied for this document.", "SecurityError");
};

afterEach(() => {
  define("localStorage", { value: undefined });
  define("indexedDB", { value: undefined });
});

test("a text is kept, read and removed", () => {
  const kept = new Map();
  define("localStorage", {
    value: {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
      removeItem: (/** @type {string} */ key) => kept.delete(key),
    },
  });
  assert.equal(readStored("a"), null);
  assert.equal(writeStored("a", "1"), true);
  assert.equal(readStored("a"), "1");
  writeStored("a", null);
  assert.equal(readStored("a"), null);
});

test("where storage is blocked the page remembers until it is closed", () => {
  define("localStorage", { get: blocked });
  assert.equal(readStored("b"), null);
  assert.equal(writeStored("b", "1"), false);
  assert.equal(readStored("b"), "1");
  writeStored("b", null);
  assert.equal(readStored("b"), null);
});

test("where storage is full the newest value counts, not the one that is kept", () => {
  const full = () => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
  define("localStorage", { value: { getItem: () => "old", setItem: full } });
  assert.equal(writeStored("c", "new"), false);
  assert.equal(readStored("c"), "new");
});
