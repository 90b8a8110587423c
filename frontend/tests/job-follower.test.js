import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { ApiError } from "../api.js";
import { Follower } from "../lib/job-follower.js";
import { deferred, settled } from "./deferred.js";

const log = (/** @type {number} */ id) => ({ id: `${id}`, at: "", type: "log", data: { message: `line ${id}` } });
const state = (/** @type {number} */ id, status) => ({ id: `${id}`, at: "", type: "state", data: { status } });
const progress = (/** @type {number} */ id, fraction) => ({ id: `${id}`, at: "", type: "progress", data: { fraction } });
const BROKEN = new ApiError("Something went wrong in the server.", { status: 500 });

/** A service in memory: a record and its events. A gate that is closed keeps the answers back. */
class Service {
  constructor(status = "running", events = []) {
    this.job = { id: "a", status, progress: { fraction: 0 } };
    this.events = events;
    this.failure = null;
    this.asked = [];
    this.gate = null;
    this.getJob = () => this.answer("job", () => this.job);
    this.listEvents = (_, after) => this.answer(`events after ${after}`, () => this.after(after));
  }

  /** As the real service does: the answer is made when the question arrives. */
  async answer(question, make) {
    this.asked.push(question);
    const [answer, failure] = [make(), this.failure];
    if (this.gate) await new Promise((open) => this.gate.push(open));
    if (failure) throw failure;
    return answer;
  }

  after(id) {
    return this.events.slice(this.events.findIndex((event) => event.id === id) + 1);
  }

  /** Something happens to the job, and is written down. */
  say(event, status = this.job.status) {
    this.events = [...this.events, event];
    this.job = { ...this.job, status };
  }
}

/** The follower of a service's job, and all that it has shown. */
function following(service) {
  const shown = [];
  const follower = new Follower("a", service, (one) => shown.push(one));
  const ids = () => shown.at(-1).events.map(({ id }) => id);
  return { follower, shown, ids, last: () => shown.at(-1) };
}

async function started(service) {
  const all = following(service);
  all.follower.wake();
  await settled();
  return all;
}

const pass = async (milliseconds) => {
  mock.timers.tick(milliseconds);
  await settled();
};

/** Hours in which nothing is asked or shown: no timer has been left. */
async function assertSilent(service, shown) {
  const before = [service.asked.length, shown.length];
  for (let i = 0; i < 20; i += 1) await pass(5000);
  assert.deepEqual([service.asked.length, shown.length], before);
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("it catches up, then asks every second for what is new", async () => {
  const service = new Service("running", [log(1), log(2)]);
  const { ids, last } = await started(service);
  assert.deepEqual(service.asked, ["job", "events after null"]);
  assert.deepEqual([ids(), last().error], [["1", "2"], null]);
  service.say(log(3));
  await pass(999);
  assert.deepEqual(ids(), ["1", "2"]);
  await pass(1);
  assert.deepEqual(ids(), ["1", "2", "3"]);
  assert.equal(service.asked.at(-1), "events after 2");
});

test("where nothing is new, nothing is drawn", async () => {
  const service = new Service("running", [log(1)]);
  const { shown } = await started(service);
  await pass(1000);
  await pass(1000);
  assert.deepEqual([service.asked.length, shown.length], [4, 1]);
});

test("a job that is over is not asked for again", async () => {
  const service = new Service("succeeded", [state(1, "running"), state(2, "succeeded")]);
  const { ids, shown } = await started(service);
  assert.deepEqual(ids(), ["1", "2"]);
  await assertSilent(service, shown);
});

test("of a job that ends while it is caught up with, no event is missed", async () => {
  const service = new Service("running", [log(1)]);
  const { follower, ids, last, shown } = following(service);
  const record = deferred();
  service.getJob = record;
  follower.wake();
  await settled();
  service.say(log(2));
  service.say(state(3, "succeeded"), "succeeded");
  record.calls[0].answer(service.job);
  await settled();
  assert.deepEqual([ids(), last().job.status], [["1", "2", "3"], "succeeded"]);
  await assertSilent(service, shown);
});

test("an event that comes twice is known once", async () => {
  const service = new Service("running", [log(1)]);
  const { ids } = await started(service);
  service.listEvents = async () => [log(1), log(2), log(2)];
  await pass(1000);
  assert.deepEqual(ids(), ["1", "2"]);
});

test("what was shown once is not changed afterwards", async () => {
  const service = new Service("running", [log(1)]);
  const { shown } = await started(service);
  service.say(log(2));
  await pass(1000);
  assert.equal(shown[0].events.length, 1);
});

test("progress goes into the record", async () => {
  const service = new Service("running", [progress(1, 0.25)]);
  const { last } = await started(service);
  assert.equal(last().job.progress.fraction, 0.25);
  service.say(progress(2, 0.5));
  await pass(1000);
  assert.deepEqual([last().job.progress.fraction, last().job.status], [0.5, "running"]);
});

test("a state that is new asks for the record, and for what came with it", async () => {
  const service = new Service("queued");
  const { last, ids, shown } = await started(service);
  service.say(state(1, "running"), "running");
  await pass(1000);
  assert.equal(last().job.status, "running");
  service.say(state(2, "succeeded"), "succeeded");
  const { listEvents } = service;
  service.listEvents = (id, after) => {
    if (service.asked.at(-1) === "job") service.events = [...service.events.slice(0, 2), log(3)];
    return listEvents(id, after);
  };
  await pass(1000);
  assert.deepEqual([ids(), last().job.status], [["1", "2", "3"], "succeeded"]);
  await assertSilent(service, shown);
});

test("a record that could not be had is asked for again", async () => {
  const service = new Service("running");
  const { last, ids, shown } = await started(service);
  service.say(state(1, "succeeded"), "succeeded");
  const { getJob } = service;
  service.getJob = async () => {
    throw BROKEN;
  };
  await pass(1000);
  assert.equal(last().error, BROKEN);
  service.getJob = getJob;
  await pass(3000);
  assert.deepEqual([ids(), last().job.status, last().error], [["1"], "succeeded", null]);
  await assertSilent(service, shown);
});

test("of two records, the one asked for last counts, whichever comes first", async () => {
  const service = new Service("queued");
  const { follower, last } = await started(service);
  service.gate = [];
  service.say(state(1, "running"), "running");
  follower.refresh();
  service.say(state(2, "succeeded"), "succeeded");
  follower.refresh();
  const [first, second] = service.gate;
  service.gate = null;
  second();
  await settled();
  first();
  await settled();
  assert.equal(last().job.status, "succeeded");
});

test("an error of the service stands there, and afterwards it goes on without a gap", async () => {
  const service = new Service("running", [log(1)]);
  service.failure = BROKEN;
  const { ids, last } = await started(service);
  assert.equal(last().error, BROKEN);
  service.events = [log(1), log(2)];
  service.failure = null;
  await pass(2999);
  assert.equal(last().error, BROKEN);
  await pass(1);
  assert.deepEqual([ids(), last().error], [["1", "2"], null]);
});

test("an error that is over is shown to be, also where nothing else is new", async () => {
  const service = new Service("running", [log(1)]);
  const { last } = await started(service);
  service.failure = BROKEN;
  await pass(1000);
  assert.equal(last().error, BROKEN);
  service.failure = null;
  await pass(3000);
  assert.equal(last().error, null);
});

test("a job that is gone is not asked for again", async () => {
  const service = new Service();
  service.failure = new ApiError("No job has the id a.", { status: 404 });
  const { shown, last } = await started(service);
  assert.equal(last().error, service.failure);
  assert.equal(shown.length, 1);
  await assertSilent(service, shown);
});

test("while nobody looks nothing is asked, and whoever looks again sees all at once", async () => {
  const service = new Service("running", [log(1)]);
  const { follower, ids, shown } = await started(service);
  follower.sleep();
  service.say(log(2));
  await assertSilent(service, shown);
  follower.wake();
  await settled();
  assert.deepEqual(ids(), ["1", "2"]);
  service.say(log(3));
  await pass(1000);
  assert.deepEqual(ids(), ["1", "2", "3"]);
});

test("an answer that comes when nobody looks any more starts no new question", async () => {
  const service = new Service("running", [log(1)]);
  service.gate = [];
  const { follower, shown } = await started(service);
  follower.sleep();
  const [record] = service.gate;
  service.gate = null;
  record();
  await settled();
  await assertSilent(service, shown);
});

test("looked at twice at once, it asks once and keeps one timer", async () => {
  const service = new Service("running", [log(1)]);
  const { follower, shown } = await started(service);
  follower.wake();
  follower.wake();
  await settled();
  assert.equal(service.asked.length, 3);
  await pass(1000);
  assert.equal(service.asked.length, 4);
  follower.stop();
  await assertSilent(service, shown);
});

/** Every wait in which somebody may leave the page. */
const WAITS = {
  "the record": async (service) => {
    service.gate = [];
    return started(service);
  },
  "the first events": async (service) => {
    service.gate = [];
    const all = await started(service);
    service.gate.shift()();
    await settled();
    return all;
  },
  "the next time of asking": started,
  "the answer to it": async (service) => {
    const all = await started(service);
    service.gate = [];
    await pass(1000);
    return all;
  },
  "the record after a state": async (service) => {
    const all = await started(service);
    service.say(state(9, "succeeded"), "succeeded");
    service.getJob = () => service.answer("job", () => service.job);
    service.gate = [];
    await pass(1000);
    service.gate.shift()();
    await settled();
    return all;
  },
  "the next attempt": async (service) => {
    service.failure = BROKEN;
    return started(service);
  },
  "the failure of an attempt": async (service) => {
    service.gate = [];
    service.failure = BROKEN;
    return started(service);
  },
  "the failure of what somebody asked for": async (service) => {
    const all = await started(service);
    [service.gate, service.failure] = [[], BROKEN];
    all.follower.refresh();
    await settled();
    return all;
  },
};

for (const [wait, reach] of Object.entries(WAITS)) {
  test(`stopped while it waits for ${wait}, it neither shows nor asks anything more, and leaves no timer`, async () => {
    const service = new Service("running", [log(1)]);
    const { follower, shown } = await reach(service);
    follower.stop();
    const before = [shown.length, service.asked.length];
    for (const open of service.gate?.splice(0) ?? []) open();
    service.gate = null;
    await settled();
    assert.deepEqual([shown.length, service.asked.length], before);
    await assertSilent(service, shown);
  });
}
