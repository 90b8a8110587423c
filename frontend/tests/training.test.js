import assert from "node:assert/strict";
import { mock, test } from "node:test";

import "./browser.js";
import { ownJobs, setStarter } from "../components/own-jobs.js";
import { useTraining } from "../components/use-training.js";
import { route, setQuery } from "../state.js";
import { settled } from "./deferred.js";
import { mounted } from "./hook.js";
import { service } from "./service.js";

const KIND = {
  id: "gan",
  defaults: { iterations: 500, latent: 100 },
  presets: [
    { id: "short", params: { iterations: 200 } },
    { id: "long", params: { iterations: 5000 } },
  ],
  params_schema: {
    properties: {
      dataset: { type: "string" },
      iterations: { type: "integer", minimum: 1 },
      latent: { type: "integer", minimum: 1 },
    },
  },
};
const DATASETS = [
  { id: "mnist", availability: "download" },
  { id: "digits", availability: "bundled" },
];

/** A form at an address; `started` are the runs that it has opened. @param {string} address */
async function form(address, { started } = {}) {
  location.hash = address;
  const { requests } = service();
  const page = await mounted(() => useTraining({ kind: KIND, datasets: DATASETS, preferred: ["digits"], started }), {});
  /** A change of the address is a new rendering, as the page that reads `route` is drawn again. */
  const after = async (act) => {
    act();
    await page.change({});
  };
  return { page, requests, after };
}

/** @param {string} message */
const rejected = (message) => ({ detail: message, errors: [{ pointer: "/params/iterations", message }] });

test("the form's values are those of the address over the defaults", async () => {
  const { page } = await form("#/gan?iterations=30&latent=x");
  assert.deepEqual(page.result.values, { dataset: "digits", iterations: 30, latent: 100 });
  assert.deepEqual(page.result.params, { dataset: "digits", iterations: 30 });
  assert.deepEqual([page.result.dataset.id, page.result.preset], ["digits", undefined]);
});

test("what differs from the defaults is sent, once each time, and the run is opened where it was started", async () => {
  const { page, requests } = await form("#/gan?iterations=30&shown=loss");
  page.result.submission.act();
  await page.change({});
  assert.deepEqual([requests[0].url, requests[0].method], ["/jobs", "POST"]);
  assert.deepEqual(requests[0].body, { kind: "gan", params: { dataset: "digits", iterations: 30 } });
  assert.ok(requests[0].headers["Idempotency-Key"]);
  assert.equal(page.result.submission.busy, true);
  await requests[0].answer({ id: "7" });
  assert.equal(location.hash, "#/gan?iterations=30&shown=loss&job=7", "the settings stay");
  page.result.submission.act();
  await settled();
  assert.equal(requests.length, 1, "a second press is the same one");
  await page.change({});
  setQuery({ iterations: "31" });
  await page.change({});
  page.result.submission.act();
  await settled();
  assert.notEqual(requests[1].headers["Idempotency-Key"], requests[0].headers["Idempotency-Key"]);
});

test("a run has the name that the form gives it, and who started it; the browser keeps both", async () => {
  const { page, requests, after } = await form("#/gan?name=my%20digits");
  setStarter(" Ada ");
  await after(() => page.result.submission.act());
  assert.deepEqual([requests[0].body.name, requests[0].body.started_by], ["my digits", "Ada"]);
  await requests[0].answer({ id: "9" });
  assert.equal(ownJobs.value[0], "9");
  assert.deepEqual([JSON.parse(localStorage.getItem("playground.jobs"))[0], localStorage.getItem("playground.name")], ["9", "Ada"]);
  setStarter("");
  assert.equal(localStorage.getItem("playground.name"), null);
});

test("a page may open the run itself", async () => {
  const opened = [];
  const { page, requests } = await form("#/gan?iterations=78", { started: (job) => opened.push(job.id) });
  page.result.submission.act();
  await requests[0].answer({ id: "8" });
  assert.deepEqual([opened, location.hash, page.result.submission.busy], [["8"], "#/gan?iterations=78", false]);
});

test("a rejection stands there until the form has changed", async () => {
  const { page, requests, after } = await form("#/gan?iterations=9");
  page.result.submission.act();
  await requests[0].answer(rejected("at least 10"), 422);
  assert.equal(page.result.submission.error.message, "at least 10");
  assert.deepEqual(page.result.submission.error.fields, [{ pointer: "/params/iterations", message: "at least 10" }]);
  await after(() => page.result.change({ iterations: 20 }));
  assert.equal(page.result.submission.error, null);
  assert.deepEqual(page.result.params, { dataset: "digits", iterations: 20 });
});

test("a rejection that arrives after the form has changed says nothing of the new form", async () => {
  const { page, requests, after } = await form("#/gan?iterations=9");
  page.result.submission.act();
  await after(() => page.result.change({ iterations: 20 }));
  await requests[0].answer(rejected("at least 10"), 422);
  assert.deepEqual([page.result.submission.error, page.result.submission.busy], [null, false]);
});

test("a change beside the training keeps the rejection", async () => {
  const { page, requests, after } = await form("#/gan?iterations=9");
  page.result.submission.act();
  await requests[0].answer(rejected("at least 10"), 422);
  await after(() => setQuery({ ...route.value.query, shown: "loss" }));
  assert.equal(page.result.submission.error.message, "at least 10");
});

test("sent again, the old rejection is gone at once", async () => {
  const { page, requests } = await form("#/gan?iterations=9");
  page.result.submission.act();
  await requests[0].answer(rejected("at least 10"), 422);
  page.result.submission.act();
  await page.change({});
  assert.deepEqual([page.result.submission.error, page.result.submission.busy], [null, true]);
});

test("a submission that does not arrive is sent again with its key, and pressed again it is the same one", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { page, requests } = await form("#/gan?iterations=77");
  page.result.submission.act();
  await requests[0].fail();
  page.result.submission.act();
  await page.change({});
  assert.deepEqual([page.result.submission.error, page.result.submission.busy, requests.length], [null, true, 1]);
  mock.timers.tick(1000);
  await settled();
  assert.equal(requests.length, 2);
  assert.equal(requests[1].headers["Idempotency-Key"], requests[0].headers["Idempotency-Key"]);
  await requests[1].answer({ id: "a" });
  assert.equal(route.value.query.job, "a");
  mock.timers.reset();
});

test("changes and presets go into the address, beside what else the page keeps there", async () => {
  const { page, after } = await form("#/gan?shown=loss&latent=50");
  await after(() => page.result.change({ iterations: 30 }));
  assert.deepEqual(route.value.query, { shown: "loss", dataset: "digits", latent: "50", iterations: "30" });
  await after(() => page.result.choosePreset(KIND.presets[1]));
  assert.deepEqual(page.result.values, { dataset: "digits", latent: 50, iterations: 5000 });
  assert.equal(page.result.preset.id, "long");
  assert.equal(route.value.query.shown, "loss");
  await after(() => page.result.change({ iterations: 500 }));
  assert.equal("iterations" in route.value.query, false, "a default needs no place in the address");
});
