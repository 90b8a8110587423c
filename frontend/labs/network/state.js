/** The state of a training run, and how an answer of the API moves it on. */

/** @typedef {import("./points.js").Points} Points */
/** @typedef {{weights: number[][], bias: number[], activation: string}} Layer */
/** @typedef {{x: number[], y: number[], layers: number[][][][]}} NeuronOutputs by layer and neuron, over the input plane */
/** @typedef {{step: number, train: number, test: number}} Loss */
/** @typedef {{classes: number, points: Points, train: Points, test: Points, key: string}} Data `key`: of the setup that it is for */
/** @typedef {{layers: Layer[], slots: unknown[], step: number}} Network `slots`: the values that the optimizer keeps for each weight */
/**
 * @typedef {Network & Data & {outputs: NeuronOutputs, history: Loss[], accuracy: number, testAccuracy: number, divergedAt: number|null,
 *   passes: number}} State
 *   All numbers are of these weights; the last row of `history` is their loss. `passes`: through the training data
 */
/**
 * @typedef {Network & {neuron_outputs: NeuronOutputs, cost: number, test_cost: number, accuracy: number, test_accuracy: number,
 *   diverged_at: number|null}} Answer
 */

/** Rows of the history that are kept; of more, every second one. */
const MAX_HISTORY = 600;

/** Every second row, and the newest. @param {Loss[]} history */
const thinned = (history) => history.filter((_, i) => i % 2 === (history.length - 1) % 2);

/** A network before its first step, evaluated. @param {Data} data @param {Answer} answer @returns {State} */
export const initialState = (data, answer) => evaluated({ ...data, history: [], passes: 0 }, answer);

/** @param {Data & {history: Loss[], passes: number}} state @param {Answer} answer @returns {State} */
function evaluated(state, answer) {
  const earlier = state.history.filter(({ step }) => step !== answer.step); // evaluated again after a change by hand, it has new numbers
  const history = [...earlier, { step: answer.step, train: answer.cost, test: answer.test_cost }];
  return {
    ...state,
    layers: answer.layers,
    slots: answer.slots,
    step: answer.step,
    outputs: answer.neuron_outputs,
    accuracy: answer.accuracy,
    testAccuracy: answer.test_accuracy,
    divergedAt: answer.diverged_at,
    history: history.length > MAX_HISTORY ? thinned(history) : history,
  };
}

/** After some steps, or none where something was changed by hand. @param {State} state @param {Answer} answer @param {number} batch */
export function advanced(state, answer, batch) {
  const steps = answer.step - state.step;
  return { ...evaluated(state, answer), passes: state.passes + steps / Math.ceil(state.train.x.length / batch) };
}

/** Epochs that are complete: passes through all training examples. @param {State} state */
export const epochsOf = ({ passes }) => Math.floor(passes + 1e-6);
