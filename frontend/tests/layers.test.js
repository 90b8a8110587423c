import assert from "node:assert/strict";
import { test } from "node:test";

import { full, lean } from "../lib/layers.js";

const FIELDS = {
  dense: [
    { name: "units", default: 64 },
    { name: "activation", default: "linear" },
    { name: "use_bias", default: true },
  ],
};

test("a specification is filled up with the usual settings, in the fields' order, and with nothing else", () => {
  const filled = full(FIELDS, { activation: "relu", type: "dense", colour: "red" });
  assert.deepEqual(Object.entries(filled), [
    ["type", "dense"],
    ["units", 64],
    ["activation", "relu"],
    ["use_bias", true],
  ]);
});

test("only what is not as usual is left, a false or a zero included", () => {
  assert.deepEqual(lean(FIELDS, { type: "dense", units: 64, activation: "relu", use_bias: false }), {
    type: "dense",
    activation: "relu",
    use_bias: false,
  });
  assert.deepEqual(lean(FIELDS, { type: "dense", units: 0 }), { type: "dense", units: 0 });
});

test("both ways lead back to the same layer", () => {
  const spec = { type: "dense", units: 10, activation: "linear", use_bias: true };
  assert.deepEqual(full(FIELDS, lean(FIELDS, spec)), spec);
});

test("a layer of an unknown type has only its type", () => {
  assert.deepEqual(full(FIELDS, { type: "flatten", units: 3 }), { type: "flatten" });
  assert.deepEqual(lean(FIELDS, { type: "flatten", units: 3 }), { type: "flatten" });
});
