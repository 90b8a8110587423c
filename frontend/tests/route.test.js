import assert from "node:assert/strict";
import { test } from "node:test";

import { formatRoute, parseRoute } from "../lib/route.js";

test("an address survives the way there and back", () => {
  const query = { dataset: "photo-patches", layers: '[{"type":"dense","units":64}]', title: "ä & b=c" };
  assert.deepEqual(parseRoute(formatRoute(["models", "a/b"], query)), { path: ["models", "a/b"], query });
});

test("empty values are left out", () => {
  assert.equal(formatRoute(["cnn"], { job: null, layer: "", example: 0 }), "#/cnn?example=0");
});

test("no address is the first page", () => {
  assert.deepEqual(parseRoute(""), { path: [], query: {} });
});

test("an old address of a training of word embeddings leads to the same settings", () => {
  const query = { kind: "glove", set: '{"probes":["sun","moon"],"epochs":40}' };
  const { query: found } = parseRoute(formatRoute(["words"], query));
  assert.deepEqual(found, { kind: "glove", probes: "sun,moon", epochs: "40" });
  assert.deepEqual(parseRoute("#/words?set=%7B").query, {});
});

test("names in a path are decoded, empty parts are none", () => {
  assert.deepEqual(parseRoute("#/models//a%2Fb/").path, ["models", "a/b"]);
  assert.deepEqual(parseRoute("cnn?epochs=3"), { path: ["cnn"], query: { epochs: "3" } });
  assert.equal(formatRoute(["models", "a/b"]), "#/models/a%2Fb");
  assert.equal(formatRoute([]), "#/");
});

test("a % that is no escape stands for itself", () => {
  for (const part of ["100%", "%", "%zz", "%E0%A4%A"]) assert.deepEqual(parseRoute(`#/jobs/${part}`).path, ["jobs", part]);
});

test("false and zero are values, nothing and empty text are none", () => {
  assert.equal(formatRoute(["a"], { no: false, zero: 0, none: undefined, nothing: null, empty: "" }), "#/a?no=false&zero=0");
});

test("an old address with settings that are no object is as if it had none", () => {
  for (const set of ["null", "3", "[", '""'])
    assert.deepEqual(parseRoute(formatRoute(["words"], { set, kind: "glove" })).query, { kind: "glove" });
  assert.deepEqual(parseRoute(formatRoute(["words"], { set: '{"limit":null,"flip":false}' })).query, { limit: "null", flip: "false" });
});

test("an old address names the preset by its new name", () => {
  assert.deepEqual(parseRoute("#/cnn?preset=modern&epochs=3").query, { preset: "improved", epochs: "3" });
  assert.deepEqual(parseRoute("#/cnn?preset=tutorial").query, { preset: "tutorial" });
});
