/** The state of a training run, and how an answer of the API moves it on. */

/** @typedef {import("./points.js").Points} Points */
/** @typedef {{weights: number[][], bias: number[], activation: string}} Layer */
/** @typedef {{x: number[], y: number[], layers: number[][][][]}} NeuronOutputs by layer and neuron, over the input plane */
/** @typedef {{step: number, train: number, test: number}} Loss */
/** @typedef {{classes: number, points: Points, train: Points, test: Points}} Data */
/** @typedef {{layers: Layer[], slots: unknown[], step: number}} Network `slots`: the values that the optimizer keeps for each weight */
/**
 * @typedef {Network & Data & {outputs: NeuronOutputs, history: Loss[], accuracy: number, testAccuracy: number, divergedAt: number|null}}
 *   State
 */
/**
 * @typedef {Network & {neuron_outputs: NeuronOutputs, cost: number, test_cost: number, accuracy: number, test_accuracy: number,
 *   diverged_at: number|null}} Answer
 */

/** Rows of the history that are kept; of more, every second one. */
const MAX_HISTORY = 600;

/** A network before its first step. @param {Data} data @param {Layer[]} layers @param {NeuronOutputs} outputs @returns {State} */
export function initialState(data, layers, outputs) {
  return { ...data, layers, slots: [], step: 0, outputs, history: [], accuracy: Number.NaN, testAccuracy: Number.NaN, divergedAt: null };
}

/** @param {State} state @param {Answer} answer @returns {State} */
export function advanced(state, answer) {
  const history = [...state.history, { step: answer.step, train: answer.cost, test: answer.test_cost }];
  return {
    ...state,
    layers: answer.layers,
    slots: answer.slots,
    step: answer.step,
    outputs: answer.neuron_outputs,
    accuracy: answer.accuracy,
    testAccuracy: answer.test_accuracy,
    divergedAt: answer.diverged_at,
    history: history.length > MAX_HISTORY ? history.filter((_, i) => i % 2 === 0) : history,
  };
}

/** Epochs that are complete: in each, every training example has been in one batch. @param {State} state @param {number} batch */
export const epochsOf = ({ step, train }, batch) => Math.floor(step / Math.ceil(train.x.length / batch));
