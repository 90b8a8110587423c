import assert from "node:assert/strict";
import { test } from "node:test";

import { FrameLoop } from "../labs/network/frame-loop.js";
import { trainTestSplit } from "../labs/network/points.js";
import { trainRequest } from "../labs/network/requests.js";
import { setupOf } from "../labs/network/setup.js";
import { advanced, epochsOf, initialState } from "../labs/network/state.js";
import { TrainingSession } from "../labs/network/training-session.js";

const POINTS = {
  x: [
    [0, 0],
    [1, 1],
    [0, 1],
  ],
  y: [[0], [1], [1]],
  labels: [0, 1, 1],
};
const LAYERS = [{ weights: [[1, 2]], bias: [0], activation: "sigmoid" }];
const OUTPUTS = { x: [0], y: [0], layers: [[[[0.5]]]] };

const answerOf = (step, more = {}) => ({
  layers: [{ weights: [[step, step]], bias: [step], activation: "sigmoid" }],
  slots: [{ weights: {}, bias: {} }],
  step,
  neuron_outputs: OUTPUTS,
  cost: 1 / step,
  test_cost: 2 / step,
  accuracy: 1,
  test_accuracy: 0.5,
  diverged_at: null,
  ...more,
});

const stateOf = (seed = 0) => ({
  ...initialState(
    { classes: 2, points: POINTS, ...trainTestSplit(POINTS, 0.7), key: "" },
    { ...answerOf(0), layers: LAYERS, slots: [], cost: 9, test_cost: 8 },
  ),
  seed,
});

/** All that has been asked for goes its way. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A session, the requests that wait for an answer, and all that it has told. */
function watched(setup = setupOf({})) {
  const waiting = { initialize: [], train: [] };
  const told = { states: [], errors: [], running: [] };
  const request =
    (name) =>
    (...given) =>
      new Promise((answer, fail) => waiting[name].push({ given, answer, fail }));
  const requests = { initialize: request("initialize"), train: request("train") };
  const session = new TrainingSession(setup, requests, {
    state: (state) => told.states.push(state),
    error: (error) => told.errors.push(error),
    running: (running) => told.running.push(running),
    rate: () => {},
  });
  return { session, waiting, told };
}

/** The same, with the initial state there. */
async function initialized() {
  const all = watched();
  all.session.reset(0);
  all.waiting.initialize[0].answer(stateOf());
  await settled();
  return all;
}

test("a step goes on from the state before it, one request at a time", async () => {
  const { session, waiting, told } = await initialized();
  session.train(1);
  session.train(1);
  assert.equal(waiting.train.length, 1);
  assert.deepEqual(waiting.train[0].given, [session.setup, told.states[0], 1]);
  waiting.train[0].answer(answerOf(1));
  await settled();
  assert.equal(session.state.step, 1);
  assert.deepEqual(session.state.history, [
    { step: 0, train: 9, test: 8 },
    { step: 1, train: 1, test: 2 },
  ]);
  assert.equal(told.states.at(-1), session.state);
  session.train(1);
  assert.equal(waiting.train[1].given[1], session.state);
});

test("training repeats until it is stopped, and starts again as one run", async () => {
  const { session, waiting, told } = await initialized();
  session.start();
  session.start();
  assert.deepEqual(told.running, [true]);
  waiting.train[0].answer(answerOf(4));
  await later(60);
  assert.equal(waiting.train.length, 2);
  session.stop();
  session.stop();
  session.start();
  assert.deepEqual(told.running, [true, false, true]);
  waiting.train[1].answer(answerOf(8));
  await later(60);
  assert.equal(waiting.train.length, 3);
  session.stop();
  waiting.train[2].answer(answerOf(12));
  await later(60);
  assert.equal(session.state.step, 12, "what was asked before it was stopped still counts");
  assert.equal(waiting.train.length, 3);
});

test("a loop that is stopped and started again while its action is under way goes on once", async () => {
  /** @type {(() => void)[]} */
  const actions = [];
  const loop = new FrameLoop(() => new Promise((resolve) => actions.push(() => resolve(undefined))), { running: () => {}, rate: () => {} });
  loop.start();
  loop.stop();
  loop.start();
  for (const finish of actions) finish();
  await later(60);
  assert.equal(actions.length, 3);
  loop.stop();
  actions[2]();
  await later(60);
  assert.equal(actions.length, 3);
});

test("an answer that arrives after a reset is dropped, before and after the new initial state is there", async () => {
  const { session, waiting, told } = await initialized();
  session.start();
  session.reset(0);
  assert.deepEqual(told.running, [true, false]);
  waiting.train[0].answer(answerOf(4));
  await settled();
  assert.equal(session.state.step, 0);

  session.train(1);
  waiting.initialize[1].answer(stateOf(1));
  await settled();
  waiting.train[1].answer(answerOf(1, { diverged_at: 1 }));
  await settled();
  assert.equal(session.state.seed, 1);
  assert.equal(session.state.step, 0);
  assert.equal(session.state.divergedAt, null);
});

test("an error that arrives after a reset is not shown", async () => {
  const { session, waiting, told } = await initialized();
  session.train(1);
  session.reset(0);
  waiting.train[0].fail(new Error("too late"));
  await settled();
  assert.deepEqual(told.errors, [null]);
});

test("of two quick changes the newest is kept, whichever answer comes first", async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const { session, waiting, told } = watched();
    session.reset(0);
    session.setup = setupOf({ seed: "9" });
    session.reset(0);
    assert.equal(waiting.initialize[1].given[0].seed, 9);
    for (const place of order) {
      waiting.initialize[place].answer(stateOf(place));
      await settled();
    }
    assert.equal(session.state.seed, 1);
    assert.equal(told.states.length, 1);
  }
});

test("an error of an outdated reset is not shown", async () => {
  const { session, waiting, told } = watched();
  session.reset(0);
  session.reset(0);
  waiting.initialize[1].answer(stateOf());
  waiting.initialize[0].fail(new Error("outdated"));
  await settled();
  assert.deepEqual(told.errors, [null]);
});

test("an error stops the training and is told; the state stays, and the next answer clears it", async () => {
  const { session, waiting, told } = await initialized();
  session.start();
  const error = new Error("no answer");
  waiting.train[0].fail(error);
  await later(60);
  assert.equal(told.errors.at(-1), error);
  assert.deepEqual(told.running, [true, false]);
  assert.equal(waiting.train.length, 1);
  assert.equal(session.state.step, 0);
  session.train(1);
  waiting.train[1].answer(answerOf(1));
  await settled();
  assert.equal(told.errors.at(-1), null);
});

test("a failed reset is told", async () => {
  const { session, waiting, told } = watched();
  session.reset(1000);
  waiting.initialize[0].fail(new Error("no answer"));
  await settled();
  assert.equal(told.errors.at(-1).message, "no answer");
  assert.equal(waiting.train.length, 0);
});

test("training that diverges stops, and says at which step", async () => {
  const { session, waiting, told } = await initialized();
  session.start();
  waiting.train[0].answer(answerOf(3, { diverged_at: 4 }));
  await later(60);
  assert.deepEqual(told.running, [true, false]);
  assert.equal(session.state.divergedAt, 4);
  assert.equal(waiting.train.length, 1);
});

test("the network that the page opens with is trained on until its number of steps", async () => {
  const { session, waiting } = watched();
  session.reset(200);
  waiting.initialize[0].answer(stateOf());
  await settled();
  assert.equal(waiting.train[0].given[2], 100);
  waiting.train[0].answer(answerOf(100));
  await settled();
  waiting.train[1].answer(answerOf(200));
  await settled();
  assert.equal(waiting.train.length, 2);
  assert.equal(session.state.step, 200);
});

test("whoever steps or edits meanwhile ends the opening training", async () => {
  const { session, waiting } = watched();
  session.reset(1000);
  waiting.initialize[0].answer(stateOf());
  await settled();
  session.train(1);
  waiting.train[1].answer(answerOf(1));
  await settled();
  waiting.train[0].answer(answerOf(100));
  await settled();
  assert.equal(session.state.step, 1);
  assert.equal(waiting.train.length, 2);
});

test("an edited weight is shown only with the numbers that belong to it, and drops the answer under way", async () => {
  const { session, waiting, told } = await initialized();
  session.train(1);
  waiting.train[0].answer(answerOf(1));
  await settled();
  session.train(1);
  const shown = told.states.length;
  const edited = [{ ...LAYERS[0], bias: [7] }];
  session.edit(edited);
  waiting.train[1].answer(answerOf(2));
  await settled();
  assert.equal(told.states.length, shown, "neither the dropped answer nor weights without their numbers");
  session.train(1);
  assert.equal(waiting.train.length, 3, "no step before the edit is evaluated");
  assert.deepEqual(waiting.train[2].given.slice(1), [{ ...told.states.at(-1), layers: edited, slots: [] }, 0]);
  const outputs = { ...OUTPUTS, layers: [[[[0.9]]]] };
  waiting.train[2].answer({ ...answerOf(1), layers: edited, slots: [], cost: 4, test_cost: 5, accuracy: 0.25, neuron_outputs: outputs });
  await settled();
  const { layers, accuracy, step, history } = session.state;
  assert.deepEqual([layers, accuracy, step, history.at(-1)], [edited, 0.25, 1, { step: 1, train: 4, test: 5 }]);
  assert.equal(session.state.outputs, outputs);
});

test("of two quick edits both count, and the answer of the newest is kept", async () => {
  const { session, waiting, told } = await initialized();
  session.edit([{ ...LAYERS[0], bias: [1] }]);
  session.edit([{ ...LAYERS[0], bias: [2] }]);
  waiting.train[1].answer({ ...answerOf(0), accuracy: 0.2 });
  await settled();
  waiting.train[0].answer({ ...answerOf(0), accuracy: 0.1 });
  await settled();
  assert.equal(session.state.accuracy, 0.2);
  session.edit([{ ...LAYERS[0], bias: [3] }]);
  waiting.train[2].fail(new Error("no answer"));
  await settled();
  assert.equal(told.errors.at(-1).message, "no answer");
  assert.equal(session.state.accuracy, 0.2, "weights and numbers still belong together");
});

test("data that change keep the weights, and an earlier state comes back with its numbers", async () => {
  const { session, waiting } = await initialized();
  const before = session.state;
  const { train } = trainTestSplit(POINTS, 0.7, { x: [[5, 5]], y: [[1]], labels: [1] });
  session.change({ train });
  assert.equal(waiting.train[0].given[1].train.x.at(-1)[0], 5);
  waiting.train[0].answer({ ...answerOf(0), layers: LAYERS });
  await settled();
  assert.deepEqual([session.state.layers, session.state.train.x.length], [LAYERS, 3]);
  session.restore(before);
  waiting.train[1].answer({ ...answerOf(0), layers: LAYERS });
  await settled();
  assert.equal(session.state.train.x.length, 2);
});

test("another optimizer begins without slots", async () => {
  const { session, waiting } = await initialized();
  session.train(1);
  waiting.train[0].answer(answerOf(1));
  await settled();
  assert.equal(session.state.slots.length, 1);
  session.train(1);
  session.clearSlots();
  waiting.train[1].answer(answerOf(2));
  await settled();
  assert.deepEqual(waiting.train[2].given[1].slots, []);
  waiting.train[2].answer({ ...answerOf(1), slots: [] });
  await settled();
  assert.deepEqual([session.state.slots, session.state.step], [[], 1]);
});

test("a page that is left asks for nothing more", async () => {
  const { session, waiting, told } = watched();
  session.reset(1000);
  waiting.initialize[0].answer(stateOf());
  await settled();
  session.start();
  session.close();
  const count = waiting.train.length;
  for (const { answer } of waiting.train) answer(answerOf(100));
  await later(60);
  assert.equal(waiting.train.length, count);
  assert.deepEqual(told.running, [true, false]);
  assert.equal(told.states.length, 1);
});

test("a long history is thinned out, its newest row kept", () => {
  let state = stateOf();
  for (let step = 1; step <= 1000; step += 1) {
    state = advanced(state, answerOf(step), 1);
    assert.equal(state.history.at(-1).step, step);
    assert.ok(state.history.length <= 600);
  }
});

test("epochs are passes through the training data, whatever the batch size was before", () => {
  let state = { ...stateOf(), train: { ...POINTS, x: Array.from({ length: 10 }, (_, i) => [i, i]) } };
  const after = (step, batch) => {
    state = advanced(state, answerOf(step), batch);
    return epochsOf(state);
  };
  assert.deepEqual([after(2, 4), after(3, 4), after(6, 4)], [0, 1, 2]);
  assert.deepEqual([after(6, 200), after(7, 200), after(12, 200)], [2, 3, 8]);
});

test("the request holds the network, the training and the test data, and no batch larger than the data", () => {
  const request = trainRequest(setupOf({ batch: "200", rate: "0.1", l2: "0.5" }), stateOf(), 4);
  assert.deepEqual(
    [request.batch_size, request.parameters, request.l2, request.steps, request.cost, request.x.length, request.x_test.length],
    [2, { learning_rate: 0.1 }, 0.5, 4, "cross_entropy", 2, 1],
  );
  assert.equal(trainRequest(setupOf({}), { ...stateOf(), classes: 3 }, 4).cost, "categorical_cross_entropy");
});
