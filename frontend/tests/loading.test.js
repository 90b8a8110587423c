import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import "./browser.js";
import { useCatalogue, useKind } from "../components/catalogue.js";
import { useAction, useInterval, useLoaded, useObjectUrl, useTitle } from "../components/hooks.js";
import { useImage } from "../components/use-image.js";
import { useRun } from "../components/use-run.js";
import { route } from "../state.js";
import { deferred, settled } from "./deferred.js";
import { mounted } from "./hook.js";
import { service } from "./service.js";

afterEach(() => mock.timers.reset());

test("what is loaded for old dependencies is dropped, whether it succeeds or fails", async () => {
  const load = deferred();
  const page = await mounted(({ id }) => useLoaded(() => load(id), [id]), { id: 1 });
  await page.change({ id: 2 });
  await page.change({ id: 3 });
  load.calls[2].answer("three");
  await settled();
  load.calls[0].answer("one");
  load.calls[1].fail(new Error("two"));
  await settled();
  const { data, error, loading } = page.result;
  assert.deepEqual({ data, error, loading }, { data: "three", error: null, loading: false });
});

test("the last data stays while new data is awaited, and beside an error; it is loaded again when asked", async () => {
  const load = deferred();
  const page = await mounted(() => useLoaded(load, []), {});
  assert.deepEqual([page.result.data, page.result.loading], [null, true]);
  load.calls[0].answer("first");
  await settled();
  page.result.reload();
  await settled();
  assert.deepEqual([page.result.data, page.result.loading], ["first", true]);
  load.calls[1].fail(new Error("down"));
  await settled();
  assert.deepEqual([page.result.data, page.result.error.message, page.result.loading], ["first", "down", false]);
});

test("nothing to load is nothing to wait for", async () => {
  const page = await mounted(({ load }) => useLoaded(() => load, [load]), { load: Promise.resolve("x") });
  assert.equal(page.result.data, "x");
  await page.change({ load: null });
  assert.deepEqual([page.result.data, page.result.loading], [null, false]);
});

test("an action is busy while it runs, and its error is gone when it runs again", async () => {
  const action = deferred();
  const page = await mounted(() => useAction(action), {});
  page.result.act("with", "this");
  await settled();
  assert.deepEqual([page.result.busy, action.calls[0].given], [true, ["with", "this"]]);
  action.calls[0].fail(new Error("no"));
  await settled();
  assert.deepEqual([page.result.busy, page.result.error.message], [false, "no"]);
  page.result.act();
  await settled();
  assert.deepEqual([page.result.busy, page.result.error], [true, null]);
  action.calls[1].answer(undefined);
  await settled();
  assert.deepEqual([page.result.busy, page.result.error], [false, null]);
});

test("a task is run every so often with what it knows now, not while the page is hidden, not after it is left", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const seen = [];
  const page = await mounted(({ word, every }) => useInterval(() => seen.push(word), every), { word: "a", every: 100 });
  mock.timers.tick(250);
  await page.change({ word: "b", every: 100 });
  mock.timers.tick(50);
  assert.deepEqual(seen, ["a", "a", "b"]);
  document.hidden = true;
  mock.timers.tick(500);
  document.hidden = false;
  assert.equal(seen.length, 3);
  await page.change({ word: "c", every: 1000 });
  mock.timers.tick(1000);
  assert.deepEqual(seen, ["a", "a", "b", "c"]);
  await page.leave();
  mock.timers.tick(5000);
  assert.equal(seen.length, 4);
});

test("an address of bytes is given back when they change", async () => {
  const revoked = mock.method(URL, "revokeObjectURL");
  const page = await mounted(({ blob }) => useObjectUrl(blob), { blob: null });
  assert.equal(page.result, "");
  await page.change({ blob: new Blob(["a"]) });
  const first = page.result;
  assert.match(first, /^blob:/);
  await page.change({ blob: new Blob(["b"]) });
  assert.notEqual(page.result, first);
  assert.deepEqual(
    revoked.mock.calls.map(({ arguments: [url] }) => url),
    [first],
  );
  await page.leave();
  assert.equal(revoked.mock.callCount(), 2);
});

test("the window is named after its page", async () => {
  const page = await mounted(({ title }) => useTitle(title), { title: "Cost function" });
  assert.equal(document.title, "Cost function · Deep Learning Playground");
  await page.change({ title: "" });
  assert.equal(document.title, "Deep Learning Playground");
});

const EXAMPLES = [0, 1, 2].map((i) => ({ image_url: `/api/v1/image/${i}`, title: `${i}` }));

test("the image is that of the example which was chosen last, in whatever order they arrive", async () => {
  location.hash = "#/models/m";
  const { requests, newest } = service();
  const page = await mounted(() => useImage("m", EXAMPLES), {});
  page.result.chooseExample(2);
  await page.change({});
  assert.equal(page.result.chosen, 2);
  const [first, second] = [newest("/image/0"), newest("/image/2")];
  await second.answer(new Blob(["two"]));
  await first.answer(new Blob(["zero, late"]));
  assert.equal(await page.result.image.text(), "two");
  assert.equal(requests.filter(({ url }) => url.includes("predict")).length, 1);
});

test("one's own image takes the place of an example, also of one that is on its way", async () => {
  location.hash = "#/models/m?example=1";
  const { newest } = service();
  const page = await mounted(() => useImage("m", EXAMPLES), {});
  globalThis.createImageBitmap = async () => ({ width: 4, height: 4 });
  page.result.own.take([new Blob(["as it was chosen"])]);
  await settled();
  await newest("/images").answer(new Blob(["own"]));
  await settled();
  await page.change({});
  await newest("/image/1").answer(new Blob(["one, late"]));
  assert.deepEqual([await page.result.image.text(), page.result.chosen], ["own", null]);
  const asked = newest("/models/m/predict");
  assert.equal(await asked.body.get("image").text(), "own");
  await asked.answer({ predictions: [{ label: "cat" }] });
  assert.equal(page.result.predicted.data.predictions[0].label, "cat");
  page.result.chooseExample(0);
  await page.change({});
  assert.deepEqual([page.result.chosen, route.value.query.example, route.value.query.own], [0, "0", undefined]);
});

test("an example beyond the last is the first, and without examples there is none", async () => {
  location.hash = "#/models/m?example=99";
  service();
  assert.equal((await mounted(() => useImage("m", EXAMPLES), {})).result.chosen, 0);
  const { to } = service();
  await mounted(() => useImage("m", []), {});
  assert.deepEqual(to("/image"), []);
});

test("the lists of kinds and data sets are asked for once by a page, and ids stand for themselves until they are there", async () => {
  const { to, newest } = service();
  const job = { kind: "gan", params: {} };
  const page = await mounted(() => useCatalogue(), {});
  const other = await mounted(() => useKind("gan"), {});
  assert.deepEqual([to("/kinds").length, to("/datasets").length], [1, 1]);
  assert.deepEqual([page.result.titleOf("mnist"), page.result.networkOf(job), other.result], ["mnist", "", undefined]);
  const gan = { id: "gan", defaults: {}, presets: [{ id: "dcgan", params: {} }], params_schema: { properties: { preset: {} } } };
  await newest("/kinds").answer([gan]);
  assert.equal(page.result.loaded.data, null);
  await newest("/datasets").answer([{ id: "mnist", title: "MNIST" }]);
  assert.deepEqual([page.result.titleOf("mnist"), page.result.titleOf("gone"), other.result.id], ["MNIST", "gone", "gan"]);
  assert.equal(page.result.networkOf({ kind: "gan", params: { preset: "dcgan" } }), "dcgan network");
  await other.leave();
  await page.leave();
  const next = await mounted(() => useCatalogue(), {});
  assert.deepEqual([to("/kinds").length, next.result.loaded.loading, next.result.titleOf("mnist")], [2, true, "MNIST"]);
  await newest("/kinds").answer({ detail: "It is broken." }, 500);
  assert.deepEqual([next.result.loaded.loading, next.result.titleOf("mnist")], [false, "MNIST"]);
  assert.match(next.result.loaded.error.message, /It is broken/);
  await next.leave();
});

test("a page that turns to another job shows nothing more of the first", async () => {
  const { requests, newest } = service();
  const page = await mounted(({ id }) => useRun(id), { id: "a" });
  await page.change({ id: "b" });
  const job = (id) => ({ id, status: "succeeded", progress: {} });
  const line = (message) => ({ id: "1", at: "", type: "log", data: { message } });
  await newest("/jobs/b").answer(job("b"));
  await newest("/jobs/b/events").answer({ items: [line("of b")], next_after: null });
  await newest("/jobs/a").answer(job("a"));
  await settled();
  await newest("/jobs/a/events")?.answer({ items: [line("of a")], next_after: null });
  assert.deepEqual([page.result.job.id, page.result.events[0].data.message], ["b", "of b"]);
  const before = requests.length;
  page.result.reload();
  await settled();
  assert.deepEqual([requests.length, requests.at(-1).url], [before + 1, "/jobs/b"]);
  await page.leave();
});
