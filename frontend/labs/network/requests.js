/** What is asked of the API. */

import { ask } from "../../api.js";
import { pointsOf, shuffled, trainTestSplit } from "./points.js";
import { initialKey } from "./setup.js";
import { initialState } from "./state.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./points.js").Points} Points */
/** @typedef {import("./state.js").Answer} Answer */
/** @typedef {import("./state.js").Data} Data */
/** @typedef {import("./state.js").Layer} Layer */
/** @typedef {import("./state.js").Network} Network */
/** @typedef {import("./state.js").State} State */

/** The input plane that is drawn, from -REACH to REACH on both axes. */
export const REACH = 1.2;
const GRID = { low: -REACH, high: REACH, points: 28 };
/** Of the sample data. */
const MIN_POINTS = 80;
const POINTS_PER_CLASS = 60;

/** The sample, with targets for all classes that occur. @param {Setup} setup @returns {Promise<Points>} */
async function samplePoints({ shape, classes, sampleClasses, noise, seed }) {
  const count = POINTS_PER_CLASS * sampleClasses + MIN_POINTS;
  const sample = await ask(`/points?shape=${shape}&classes=${sampleClasses}&noise=${noise}&points=${count}&seed=${seed}`);
  if (classes === sampleClasses) return sample;
  return pointsOf(
    sample.x.map((/** @type {number[]} */ [x, y], /** @type {number} */ i) => [x, y, sample.labels[i]]),
    classes,
  );
}

/** @param {Points} points @param {Setup} setup */
export const dataOf = (points, { classes, share, added }) => ({
  classes,
  points,
  ...trainTestSplit(points, share, pointsOf(added, classes)),
});

/** @param {Setup} setup @returns {Promise<{layers: Layer[]}>} */
const initialNetwork = ({ hidden, activation, initialization, seed, classes }) =>
  ask("/network/new", {
    inputs: 2,
    units: [...hidden, classes === 2 ? 1 : classes],
    activations: [...hidden.map(() => activation), classes === 2 ? "sigmoid" : "softmax"],
    initialization,
    seed,
  });

/** The data and a network before its first step. @param {Setup} setup @returns {Promise<State>} */
export async function initialize(setup) {
  const { own, classes, seed } = setup;
  const points = own.length ? pointsOf(shuffled(own, seed), classes) : await samplePoints(setup);
  const data = { ...dataOf(points, setup), key: initialKey(setup) };
  const { layers } = await initialNetwork(setup);
  return initialState(data, await train(setup, { ...data, layers, slots: [], step: 0 }, 0));
}

/** Body of the request for `steps` more steps. @param {Setup} setup @param {Network & Data} state @param {number} steps */
export function trainRequest({ optimizer, rate, batch, l1, l2, seed }, { layers, slots, step, train, test, classes }, steps) {
  return {
    layers,
    slots,
    step,
    x: train.x,
    y: train.y,
    x_test: test.x,
    y_test: test.y,
    steps,
    optimizer,
    parameters: { learning_rate: rate },
    batch_size: Math.min(batch, train.x.length),
    seed,
    l1,
    l2,
    cost: classes === 2 ? "cross_entropy" : "categorical_cross_entropy",
    neuron_outputs: GRID,
  };
}

/** Some steps, or none: the network is evaluated as it is. @param {Setup} setup @param {Network & Data} state @param {number} steps
 * @returns {Promise<Answer>} */
export const train = (setup, state, steps) => ask("/network/train", trainRequest(setup, state, steps));
