/** What is asked of the API. */

import { ask } from "../../api.js";
import { pointsOf, trainTestSplit } from "./points.js";
import { initialState } from "./state.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./state.js").Answer} Answer */
/** @typedef {import("./state.js").Data} Data */
/** @typedef {import("./state.js").Layer} Layer */
/** @typedef {import("./state.js").Network} Network */
/** @typedef {import("./state.js").NeuronOutputs} NeuronOutputs */
/** @typedef {import("./state.js").State} State */

/** The input plane that is drawn, from -REACH to REACH on both axes. */
export const REACH = 1.2;
const GRID = { low: -REACH, high: REACH, points: 28 };

/** @param {Setup} setup @returns {Promise<Data>} */
async function dataOf({ shape, classes, noise, share, seed, own }) {
  const sample =
    own.length > 1 ? null : await ask(`/points?shape=${shape}&classes=${classes}&noise=${noise}&points=${60 * classes + 80}&seed=${seed}`);
  const count = own.length > 1 ? Math.max(2, ...own.map(([, , label]) => label + 1)) : classes;
  const points = sample ?? pointsOf(own, count);
  return { classes: count, points, ...trainTestSplit(points, share) };
}

/** @param {Setup} setup @param {number} classes @returns {Promise<{layers: Layer[]}>} */
const initialNetwork = ({ hidden, activation, initialization, seed }, classes) =>
  ask("/network/new", {
    inputs: 2,
    units: [...hidden, classes === 2 ? 1 : classes],
    activations: [...hidden.map(() => activation), classes === 2 ? "sigmoid" : "softmax"],
    initialization,
    seed,
  });

/** @param {Layer[]} layers @returns {Promise<NeuronOutputs>} */
export const neuronOutputs = (layers) => ask("/network/neuron-outputs", { layers, ...GRID });

/** The data and a network before its first step. @param {Setup} setup @returns {Promise<State>} */
export async function initialize(setup) {
  const data = await dataOf(setup);
  const { layers } = await initialNetwork(setup, data.classes);
  return initialState(data, layers, await neuronOutputs(layers));
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

/** @param {Setup} setup @param {Network & Data} state @param {number} steps @returns {Promise<Answer>} */
export const train = (setup, state, steps) => ask("/network/train", trainRequest(setup, state, steps));
