import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { ApiError } from "../api.js";
import { Follower } from "../lib/job-follower.js";
import { deferred, settled } from "./deferred.js";

const log = (/** @type {number} */ id) => ({ id: `${id}`, at: "", type: "log", data: { message: `line ${id}` } });
const state = (/** @type {number} */ id, status) => ({ id: `${id}`, at: "", type: "state", data: { status } });
const progress = (/** @type {number} */ id, fraction) => ({ id: `${id}`, at: "", type: "progress", data: { fraction } });
const DOWN = new ApiError("The playground does not answer.");

/** A service in memory: a record, its events, and the streams that are open. A gate that is closed keeps the answers back. */
class Service {
  constructor(status = "running", events = []) {
    this.job = { id: "a", status, progress: { fraction: 0 } };
    this.events = events;
    this.failure = null;
    this.streams = [];
    this.asked = [];
    this.gate = null;
    this.getJob = () => this.answer("job", () => this.job);
    this.listEvents = (_, after) => this.answer(`events after ${after}`, () => this.after(after));
    this.openEvents = (_, after, listener) => {
      this.asked.push(`stream after ${after}`);
      const stream = { ...listener, open: true };
      this.streams.push(stream);
      return () => {
        stream.open = false;
      };
    };
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

  get openStreams() {
    return this.streams.filter(({ open }) => open);
  }

  /** Something happens to the job: it is written down, and told to who listens. */
  say(event, status = this.job.status) {
    this.events = [...this.events, event];
    this.job = { ...this.job, status };
    for (const stream of this.openStreams) stream.event(event);
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
  all.follower.start();
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
  assert.equal(service.openStreams.length, 0);
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("it catches up, then listens after the last event that it knows", async () => {
  const service = new Service("running", [log(1), log(2)]);
  const { ids, last } = await started(service);
  assert.deepEqual(service.asked, ["job", "events after null", "stream after 2"]);
  assert.deepEqual(ids(), ["1", "2"]);
  assert.equal(last().error, null);
  service.say(log(3));
  await pass(100);
  assert.deepEqual(ids(), ["1", "2", "3"]);
});

test("a job that is over is not listened to", async () => {
  const service = new Service("succeeded", [log(1)]);
  const { ids, shown } = await started(service);
  assert.deepEqual(ids(), ["1"]);
  assert.equal(service.streams.length, 0);
  await assertSilent(service, shown);
});

test("of a job that ends while it is caught up with, no event is missed", async () => {
  const service = new Service("running", [log(1)]);
  const { follower, ids, last, shown } = following(service);
  const record = deferred();
  service.getJob = record;
  follower.start();
  await settled();
  service.say(log(2));
  service.say(state(3, "succeeded"), "succeeded");
  record.calls[0].answer(service.job);
  await settled();
  assert.deepEqual([ids(), last().job.status], [["1", "2", "3"], "succeeded"]);
  await assertSilent(service, shown);
});

test("many events are drawn together", async () => {
  const service = new Service();
  const { shown, ids } = await started(service);
  for (let i = 1; i <= 50; i += 1) service.say(log(i));
  assert.equal(shown.length, 1);
  await pass(99);
  assert.equal(shown.length, 1);
  await pass(1);
  assert.equal(shown.length, 2);
  assert.equal(ids().length, 50);
});

test("an event that comes twice is known once", async () => {
  const service = new Service("running", [log(1)]);
  const { ids, shown } = await started(service);
  service.streams[0].event(log(1));
  await pass(100);
  assert.equal(shown.length, 1, "what is known draws nothing");
  service.streams[0].event(log(2));
  service.streams[0].event(log(2));
  await pass(100);
  assert.deepEqual(ids(), ["1", "2"]);
});

test("what was shown once is not changed afterwards", async () => {
  const service = new Service("running", [log(1)]);
  const { shown } = await started(service);
  service.say(log(2));
  await pass(100);
  assert.equal(shown[0].events.length, 1);
});

test("progress goes into the record", async () => {
  const service = new Service("running", [progress(1, 0.25)]);
  const { last } = await started(service);
  assert.equal(last().job.progress.fraction, 0.25);
  service.streams[0].event(progress(2, 0.5));
  await pass(100);
  assert.deepEqual([last().job.progress.fraction, last().job.status], [0.5, "running"]);
});

test("a state asks for the record; one that is not the last keeps the stream", async () => {
  const service = new Service("queued");
  const { last } = await started(service);
  service.say(state(1, "running"), "running");
  await settled();
  assert.equal(last().job.status, "running");
  assert.equal(service.openStreams.length, 1);
});

test("the last state closes the stream and catches up with what the stream did not bring", async () => {
  const service = new Service("running", [log(1)]);
  const { ids, last, shown } = await started(service);
  service.say(state(2, "succeeded"), "succeeded");
  service.events = [...service.events, log(3)];
  await settled();
  assert.equal(service.openStreams.length, 0);
  assert.deepEqual([ids(), last().job.status], [["1", "2", "3"], "succeeded"]);
  await assertSilent(service, shown);
});

test("of two records, the one asked for last counts, whichever comes first", async () => {
  const service = new Service("queued");
  const { last, shown } = await started(service);
  service.gate = [];
  service.say(state(1, "running"), "running");
  service.say(state(2, "succeeded"), "succeeded");
  const [first, second] = service.gate;
  service.gate = null;
  second();
  await settled();
  first();
  await settled();
  assert.equal(last().job.status, "succeeded");
  await assertSilent(service, shown);
});

test("without a stream the events are asked for every two seconds, until the job is over", async () => {
  const service = new Service("running", [log(1)]);
  const { ids, shown } = await started(service);
  service.streams[0].lost();
  assert.equal(service.openStreams.length, 0);
  service.say(log(2));
  await pass(1999);
  assert.deepEqual(ids(), ["1"]);
  await pass(1);
  assert.deepEqual(ids(), ["1", "2"]);
  service.say(log(3));
  await pass(2000);
  assert.deepEqual(ids(), ["1", "2", "3"]);
  assert.equal(service.asked.at(-1), "events after 2");
  service.say(state(4, "failed"), "failed");
  await pass(2000);
  assert.deepEqual(ids(), ["1", "2", "3", "4"]);
  await assertSilent(service, shown);
});

test("while the service is down the error stands there, and afterwards it goes on without a gap", async () => {
  const service = new Service("running", [log(1)]);
  service.failure = DOWN;
  const { ids, last, shown } = await started(service);
  assert.equal(last().error, DOWN);
  await pass(2999);
  assert.equal(shown.length, 1);
  await pass(1);
  assert.equal(shown.length, 2, "asked again after three seconds, and down still");
  service.failure = null;
  await pass(3000);
  assert.deepEqual([ids(), last().error], [["1"], null]);
  assert.equal(service.openStreams.length, 1);
  service.say(log(2));
  await pass(100);
  assert.deepEqual(ids(), ["1", "2"]);
});

test("what happened while the service was down is neither missed nor known twice", async () => {
  const service = new Service("running", [log(1)]);
  const { ids, last } = await started(service);
  service.failure = DOWN;
  service.streams[0].lost();
  await pass(2000);
  assert.deepEqual([ids(), last().error, last().job.status], [["1"], DOWN, "running"]);
  service.events = [log(1), log(2), log(3)];
  service.failure = null;
  await pass(3000);
  assert.deepEqual([ids(), last().error], [["1", "2", "3"], null]);
  assert.equal(service.asked.at(-1), "stream after 3");
});

test("a record that cannot be had turns to asking, and no event is lost", async () => {
  const service = new Service("running");
  const { ids, last, shown } = await started(service);
  service.failure = DOWN;
  service.say(state(1, "succeeded"), "succeeded");
  await settled();
  assert.equal(service.openStreams.length, 0);
  service.failure = null;
  await pass(2000);
  assert.deepEqual([ids(), last().job.status], [["1"], "succeeded"]);
  await assertSilent(service, shown);
});

test("a job that is gone is not asked for again", async () => {
  const service = new Service();
  service.failure = new ApiError("No job has the id a.", { status: 404 });
  const { shown, last } = await started(service);
  assert.equal(last().error, service.failure);
  assert.equal(shown.length, 1);
  await assertSilent(service, shown);
});

test("a job that is deleted while it is followed is told once", async () => {
  const service = new Service();
  const { follower, shown, last } = await started(service);
  service.failure = new ApiError("No job has the id a.", { status: 404 });
  follower.refresh();
  await settled();
  await pass(2000);
  assert.equal(last().error.status, 404);
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
  "the next event": started,
  "the next drawing": async (service) => {
    const all = await started(service);
    service.say(log(9));
    return all;
  },
  "the record after a state": async (service) => {
    const all = await started(service);
    service.gate = [];
    service.say(state(9, "succeeded"), "succeeded");
    await settled();
    return all;
  },
  "the events of a job that is over": async (service) => {
    const all = await WAITS["the record after a state"](service);
    service.gate.shift()();
    await settled();
    return all;
  },
  "the next time of asking": async (service) => {
    const all = await started(service);
    service.streams[0].lost();
    return all;
  },
  "the answer to such asking": async (service) => {
    const all = await WAITS["the next time of asking"](service);
    service.gate = [];
    await pass(2000);
    return all;
  },
  "the next attempt": async (service) => {
    service.failure = DOWN;
    return started(service);
  },
  "the failure of an attempt": async (service) => {
    service.gate = [];
    service.failure = DOWN;
    return started(service);
  },
  "the failure after a state": async (service) => {
    const all = await started(service);
    [service.gate, service.failure] = [[], DOWN];
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

test("asked to look again while it waits for an attempt, it keeps one timer", async () => {
  const service = new Service("running", [log(1)]);
  service.failure = DOWN;
  const { follower, shown } = await started(service);
  follower.refresh();
  follower.refresh();
  await settled();
  service.failure = null;
  await pass(2000);
  follower.stop();
  await assertSilent(service, shown);
});

test("a first attempt that hangs while another succeeds opens no second stream", async () => {
  const service = new Service("running", [log(1)]);
  service.gate = [];
  const { follower } = await started(service);
  const [first] = service.gate;
  service.gate = null;
  follower.start();
  await settled();
  first();
  await settled();
  assert.equal(service.openStreams.length, 1);
  follower.stop();
  assert.equal(service.openStreams.length, 0);
});

test("once there is a stream, what was to be asked later is not", async () => {
  const service = new Service("running", [log(1)]);
  service.gate = [];
  const { follower, shown } = await started(service);
  const [first] = service.gate;
  [service.gate, service.failure] = [null, DOWN];
  follower.refresh();
  await settled();
  service.failure = null;
  first();
  await settled();
  assert.equal(service.openStreams.length, 1);
  const before = service.asked.length;
  await pass(60_000);
  assert.deepEqual([service.asked.length, service.openStreams.length, shown.length], [before, 1, 1]);
  follower.stop();
});
