import assert from "node:assert/strict";
import { test } from "node:test";

import { callSnippets, jobSnippets, predictSnippets, python, trainSnippets } from "../lib/snippets.js";

const ORIGIN = "http://h";
/** @param {{title: string, text: string}[]} snippets */
const byTitle = (snippets) => Object.fromEntries(snippets.map(({ title, text }) => [title, text]));

test("JSON becomes Python, words inside of text stay", () => {
  const values = { yes: true, no: false, none: null, text: 'true, "null"', nested: [{ a: false }] };
  assert.equal(
    python(values).replace(/\s+/g, " "),
    '{ "yes": True, "no": False, "none": None, "text": "true, \\"null\\"", "nested": [ { "a": False } ] }',
  );
});

test("a training is started with its parameters, on a command line only as quoted as it must be", () => {
  const params = { dataset: "mnist", rate: 0.5, flip: true, words: ["sun", "moon"], note: "a b" };
  const { "Command line": command, "Python (httpx)": code } = byTitle(trainSnippets(ORIGIN, "cnn", params));
  assert.equal(
    command,
    "playground train cnn --set dataset=mnist --set rate=0.5 --set flip=true " +
      `--set 'words=["sun","moon"]' --set 'note=a b' --follow --url http://h`,
  );
  assert.match(code, /httpx\.post\("http:\/\/h\/api\/v1\/jobs", json=\{/);
  assert.match(code, /"flip": True/);
});

test("a job is read, and its events are followed", () => {
  const { curl, "Command line": command } = byTitle(jobSnippets(ORIGIN, "7f"));
  assert.equal(curl, "curl http://h/api/v1/jobs/7f\ncurl -N -H 'Accept: text/event-stream' http://h/api/v1/jobs/7f/events");
  assert.equal(command, "playground show 7f --url http://h");
});

test("an image is sent to a model", () => {
  const { curl, "Python (httpx)": code, "Command line": command } = byTitle(predictSnippets(ORIGIN, "7f"));
  assert.equal(curl, "curl -X POST 'http://h/api/v1/models/7f/predict?top=5' -F image=@image.png");
  assert.match(code, /open\("image\.png", "rb"\)/);
  assert.equal(command, "playground predict 7f image.png --url http://h");
});

test("a call without a body is read", () => {
  const snippets = byTitle(callSnippets(ORIGIN, { path: "/neuron?x=1&y=2" }));
  assert.deepEqual(Object.keys(snippets), ["curl", "Python (httpx)"]);
  assert.equal(snippets.curl, "curl 'http://h/api/v1/neuron?x=1&y=2'");
});

test("a call with a body posts it, safely quoted", () => {
  const { curl, "Python (httpx)": code } = byTitle(callSnippets(ORIGIN, { path: "/neuron", body: { word: "l'eau", bias: null } }));
  assert.ok(curl.startsWith("curl -X POST 'http://h/api/v1/neuron'"));
  assert.ok(curl.endsWith(`-d '{"word":"l'\\''eau","bias":null}'`));
  assert.match(code, /"bias": None/);
});

test("a call with an image keeps the answer, with its other fields beside it", () => {
  const { curl, "Python (httpx)": code } = byTitle(callSnippets(ORIGIN, { path: "/convolve", form: { stride: 2, mode: "a b" } }));
  assert.match(curl, /-F image=@image\.png \\\n {2}-F 'stride=2' \\\n {2}-F 'mode=a b' \\\n {2}-o result\.png$/);
  assert.match(code, /"stride": 2/);
  assert.match(code, /write\(reply\.content\)$/);
});

test("the same without this playground stands last", () => {
  const own = { numpy: "np.dot(w, x)", keras: "Dense(1)" };
  for (const call of [{ path: "/a" }, { path: "/a", body: 1 }, { path: "/a", form: {} }]) {
    const titles = callSnippets(ORIGIN, { ...call, ...own }).map(({ title }) => title);
    assert.deepEqual(titles, ["curl", "Python (httpx)", "NumPy", "Keras"]);
  }
});
