/** The layer of the address, all its values over the text, its gradient through time, and one step in both conventions: from the API. */

import { useRef } from "preact/hooks";

import { ask } from "../../api.js";
import { useAnswer } from "../../components/use-answer.js";
import { sequenceOf } from "./setup.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {{W: number[][], U: number[][], b: number[], recurrent_b: number[]|null}} Gate */
/** @typedef {{gates: Record<string, Gate>, output: {W: number[][], b: number[]}, losses: number[], norms: number[]}} Network */
/** @typedef {{gate: string, weights: "W"|"U", row: number, column: number}} Pick */
/**
 * @typedef {{summands: number[], total: number, finite_difference: number, finite_differences: number[]}} Derivative
 * @typedef {{losses: number[], loss: number, state_norms: number[], norm: number, derivative: Derivative}} Gradient
 * @typedef {{values: Record<string, number[][]>, probabilities: number[][], gradient: Gradient}} Unrolled
 * @typedef {{name: string, symbol: string, question: string|null, z: number[]|null, value: number[]}} Quantity
 * @typedef {{convention: "keras"|"tutorial", equations: string[], quantities: Quantity[]}} StepAnswer
 * @typedef {StepAnswer & {other: StepAnswer, difference: string}} Step
 */

/** Of a request: its steps, and these times the length of the text. */
const [REQUEST_STEPS, REQUEST_WORK] = [500, 10_000];

/** @param {Setup} setup */
const ruleOf = ({ cell, convention, after }) => ({ cell, convention, reset_after: after });

/** @param {Setup} setup @returns {Promise<Network>} */
async function newNetwork(setup) {
  const { letters, units, seed } = setup;
  const sizes = { inputs: letters.length, units, classes: letters.length, seed };
  return { ...(await ask("/recurrent/new", { ...ruleOf(setup), ...sizes })), losses: [], norms: [] };
}

/**
 * The network of the address, trained for its steps.
 * @param {Setup} setup
 * @param {Network|null} earlier one of the same training with fewer steps, from which it goes on
 * @param {() => boolean} isWanted asked before each request: nobody waits for a training that is not shown any more
 * @returns {Promise<Network>}
 */
async function networkOf(setup, earlier, isWanted) {
  const { steps, rate, clip } = setup;
  let network = earlier ?? (await newNetwork(setup));
  const most = Math.min(REQUEST_STEPS, Math.floor(REQUEST_WORK / sequenceOf(setup).x.length));
  for (let done = network.norms.length; done < steps && isWanted(); done += most) {
    const part = { steps: Math.min(most, steps - done), learning_rate: rate, clip_norm: clip ? 1 : null };
    const { gates, output, losses, norms } = await ask("/recurrent/train", { ...layerOf(setup, network), ...sequenceOf(setup), ...part });
    network = { gates, output, losses: [...network.losses.slice(0, -1), ...losses], norms: [...network.norms, ...norms] };
  }
  return network;
}

/** @param {Setup} setup @param {Network} network */
const layerOf = (setup, { gates, output }) => ({ ...ruleOf(setup), gates, output });

/** The body of `POST /recurrent/unroll`. @param {Setup} setup @param {Network} network @param {Pick} pick */
export const unrollBody = (setup, network, pick) => ({ ...layerOf(setup, network), ...sequenceOf(setup), pick });

/**
 * The weight whose derivative is taken apart: from the chosen unit to itself, in the first gate.
 * @param {Setup} setup
 * @param {Network} network
 */
export const pickOf = ({ unit }, { gates }) => /** @type {Pick} */ ({ gate: Object.keys(gates)[0], weights: "U", row: unit, column: unit });

/** @param {Setup} setup @param {Network} network @param {Unrolled} unrolled @returns {Promise<Step>} */
function stepOf(setup, { gates }, { values }) {
  const { at } = setup;
  const before = at > 0 ? { state: values.state[at - 1], ...(setup.cell === "lstm" && { memory: values.cell[at - 1] }) } : {};
  return ask("/recurrent/step", { ...ruleOf(setup), gates, x: sequenceOf(setup).x[at], ...before });
}

/**
 * All belongs together: the values, the gradient and the step are of one network, one text and one place.
 * @param {Setup} setup
 */
export function useRecurrent(setup) {
  const { at, unit, steps, ...training } = setup;
  const [start, key] = [JSON.stringify(training), JSON.stringify({ ...training, steps })];
  const newest = useRef(key);
  newest.current = key;
  /** The last network, with what it was trained from. */
  const kept = useRef(/** @type {{start: string, network: Network}|null} */ (null));
  const network = useAnswer(key, async () => {
    const { start: from, network: before } = kept.current ?? {};
    const earlier = before && from === start && before.norms.length <= steps ? before : null;
    const found = await networkOf(setup, earlier, () => newest.current === key);
    kept.current = { start, network: found };
    return { key, network: found };
  });
  const trained = network.data?.key === key ? network.data.network : null;
  const shown = useAnswer(trained ? `${key} ${at} ${unit}` : "", async () => {
    if (!trained) return null;
    const pick = pickOf(setup, trained);
    /** @type {Unrolled} */
    const unrolled = await ask("/recurrent/unroll", unrollBody(setup, trained, pick));
    return { setup, network: trained, unrolled, pick, step: await stepOf(setup, trained, unrolled) };
  });
  const isCurrent = Boolean(trained && shown.data?.network === trained && shown.data.setup.at === at && shown.data.setup.unit === unit);
  return { shown: shown.data, error: network.error ?? shown.error, asking: !isCurrent };
}

/** @typedef {NonNullable<ReturnType<typeof useRecurrent>["shown"]>} Shown */
