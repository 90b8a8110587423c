/** The network of the address, its forward and backward pass, and the chain rule for one derivative, all from the API. */

import { ask } from "../../api.js";
import { useAnswer } from "../../components/use-answer.js";
import { reportAddress, withdrawReport } from "../../lib/misread.js";
import { numberIn, numbersIn, SEED, WITHIN, wordIn } from "../../lib/query.js";

/** @typedef {import("./network-figure.js").Parameter} Parameter */
/** @typedef {import("./network-figure.js").Layer} Layer */
/** @typedef {import("./network-figure.js").Forward} Forward */
/** @typedef {import("./network-figure.js").Backward} Backward */
/** @typedef {{symbol: string, value: number}} Factor */
/** @typedef {{factors: Factor[]}} Product */
/**
 * @typedef {{symbol: string, value: number, examples: Product[], upstream: Product[], code: string, finite_difference: number}} Derivation
 */
/** @typedef {{layers: Backward[], cost: {total: number}, largest_deviation: number}} Gradients */

export const LAYER_SIZES = /** @type {const} */ (["3-2-1", "2-1", "4-3-2-1", "1"]);
const INPUTS = [0.5, -1];
export const ACTIVATIONS = /** @type {const} */ (["tanh", "sigmoid", "relu"]);
export const MAX_STEPS = 200;
/** Learning rates that the API takes. */
export const RATES = { minimum: 0, maximum: 10 };

/** `1,0,b`: layer, neuron, input or bias. @param {string|undefined} text @param {Layer[]} layers @returns {Parameter} */
function parameterIn(text, layers) {
  const [layer, unit, input] = (text ?? "0,0,0").split(",");
  const parameter = { layer: Number(layer), unit: Number(unit), input: input === "b" ? null : Number(input) };
  const row = layers[parameter.layer]?.weights[parameter.unit];
  if (row && (parameter.input === null || parameter.input in row)) {
    withdrawReport("pick", text ?? "");
    return parameter;
  }
  if (text !== undefined && layers.length > 0) reportAddress("pick", text, "0,0,0");
  return { layer: 0, unit: 0, input: 0 };
}

/**
 * The network, its example and the steps of gradient descent, from the address.
 * @typedef {{sizes: string, units: number[], x: number[], target: number, seed: number, rate: number, steps: number, activation: string}}
 *   Setup
 * @param {Record<string, string>} query
 * @returns {Setup}
 */
export function setupOf(query) {
  const sizes = wordIn(query, "units", LAYER_SIZES);
  return {
    sizes,
    units: sizes.split("-").map(Number),
    x: numbersIn(query, "x", INPUTS, { ...WITHIN, longest: 4 }),
    target: numberIn(query, "y", 1, { minimum: 0, maximum: 1 }),
    seed: numberIn(query, "seed", 3, SEED),
    rate: numberIn(query, "rate", 0.5, RATES),
    steps: numberIn(query, "steps", 0, { integer: true, minimum: 0, maximum: MAX_STEPS }),
    activation: wordIn(query, "f", ACTIVATIONS),
  };
}

/**
 * The network with its initial weights, or after some steps of gradient descent.
 * @param {Setup} setup
 * @returns {Promise<{layers: Layer[], costs: number[], steps: number}>}
 */
async function createNetwork({ units, x, seed, activation, target, rate, steps }) {
  const initial = await ask("/network/new", {
    inputs: x.length,
    units,
    seed,
    activations: units.map((_, i) => (i === units.length - 1 ? "sigmoid" : activation)),
  });
  if (!steps) return { ...initial, costs: [], steps };
  const example = { x: [x], y: [[target]] };
  const trained = await ask("/network/train", { ...initial, ...example, steps, optimizer: "sgd", parameters: { learning_rate: rate } });
  return { ...trained, steps };
}

/**
 * Forward and backward pass of a network, with what they were computed from, and the number of gradient descent steps behind it.
 * @param {{layers: Layer[], x: number[][], y: number[][]}} body
 * @param {number} steps
 * @returns {Promise<Gradients & {network: Layer[], x: number[], steps: number, forward: {layers: Forward[]}}>}
 */
const runPasses = async (body, steps) => ({
  network: body.layers,
  x: body.x[0],
  steps,
  forward: await ask("/network/forward", { layers: body.layers, x: body.x }),
  ...(await ask("/network/backward", body)),
});

/**
 * The last passes stay until the next are computed, and belong together: the figure shows the network that they were computed from.
 * @param {Setup} setup
 * @param {string|undefined} pick the parameter whose derivative is shown, as in the address
 */
export function useBackpropagation(setup, pick) {
  const { x, target } = setup;
  const network = useAnswer(JSON.stringify(setup), () => createNetwork(setup));
  const layers = network.data?.layers ?? null;
  const body = layers && { layers, x: [x], y: [[target]] };
  const key = body ? JSON.stringify(body) : "";
  const backward = useAnswer(key, () => runPasses(/** @type {NonNullable<typeof body>} */ (body), network.data?.steps ?? 0));
  const passes = backward.data;
  const selected = parameterIn(pick, passes?.network ?? []);
  /** @returns {Promise<Derivation>} */
  const derive = () => ask("/network/chain-rule", { ...body, ...selected });
  const derivation = useAnswer(key && `${key} ${pick}`, derive, JSON.stringify(selected));
  return {
    body,
    selected,
    costs: network.data?.costs ?? [],
    passes,
    derivation: derivation.data,
    error: network.error ?? backward.error ?? derivation.error,
  };
}

/** @typedef {NonNullable<ReturnType<typeof useBackpropagation>["passes"]>} Passes */
