/** What the address asks for, and what is asked of the API for it: the network, both passes through it, and one derivative in factors. */

import { ask } from "../../api.js";
import { useAnswer } from "../../components/use-answer.js";
import { numberIn, numbersIn, wordIn } from "../../lib/query.js";

/** @typedef {import("./network-figure.js").Picked} Picked */
/** @typedef {import("./network-figure.js").Layer} Layer */
/** @typedef {import("./network-figure.js").Forward} Forward */
/** @typedef {import("./network-figure.js").Backward} Backward */
/** @typedef {{symbol: string, value: number}} Factor */
/** @typedef {{factors: Factor[]}} Product */
/** @typedef {{symbol: string, value: number, examples: Product[], upstream: Product[], code: string, finite_difference: number}} Told */
/** @typedef {{layers: Backward[], cost: {total: number}, largest_deviation: number}} Gradients */

export const SHAPES = /** @type {const} */ (["3-2-1", "2-1", "4-3-2-1", "1"]);
const INPUTS = [0.5, -1];
export const ACTIVATIONS = /** @type {const} */ (["tanh", "sigmoid", "relu"]);
export const MOST_STEPS = 200;

/** `1,0,b`: layer, neuron, input or bias. @param {string|undefined} text @param {Layer[]} layers @returns {Picked} */
function pickedIn(text, layers) {
  const [layer, unit, input] = (text ?? "0,0,0").split(",");
  const found = { layer: Number(layer), unit: Number(unit), input: input === "b" ? null : Number(input) };
  const row = layers[found.layer]?.weights[found.unit];
  return row && (found.input === null || found.input in row) ? found : { layer: 0, unit: 0, input: 0 };
}

/**
 * What the address asks for.
 * @typedef {{shape: string, units: number[], x: number[], target: number, seed: number, rate: number, steps: number,
 *   activation: string}} Setup
 * @param {Record<string, string>} query
 * @returns {Setup}
 */
export function setupOf(query) {
  const shape = wordIn(query, "units", SHAPES);
  return {
    shape,
    units: shape.split("-").map(Number),
    x: numbersIn(query, "x", INPUTS).slice(0, 4),
    target: numberIn(query, "y", 1),
    seed: Math.max(0, numberIn(query, "seed", 3)),
    rate: numberIn(query, "rate", 0.5),
    steps: Math.max(0, Math.min(MOST_STEPS, numberIn(query, "steps", 0))),
    activation: wordIn(query, "f", ACTIVATIONS),
  };
}

/**
 * The network with its first weights, or after some steps downhill.
 * @param {Setup} setup
 * @returns {Promise<{layers: Layer[], costs: number[], steps: number}>}
 */
async function made({ units, x, seed, activation, target, rate, steps }) {
  const fresh = await ask("/network/new", {
    inputs: x.length,
    units,
    seed,
    activations: units.map((_, i) => (i === units.length - 1 ? "sigmoid" : activation)),
  });
  if (!steps) return { ...fresh, costs: [], steps };
  const example = { x: [x], y: [[target]] };
  const trained = await ask("/network/train", { ...fresh, ...example, steps, optimizer: "sgd", parameters: { learning_rate: rate } });
  return { ...trained, steps };
}

/**
 * Both passes through a network, and the number of steps that made it.
 * @param {{layers: Layer[], x: number[][], y: number[][]}} body
 * @param {number} steps
 * @param {string} key of the question
 * @returns {Promise<Gradients & {key: string, steps: number, forward: {layers: Forward[]}}>}
 */
const passes = async (body, steps, key) => ({
  key,
  steps,
  forward: await ask("/network/forward", { layers: body.layers, x: body.x }),
  ...(await ask("/network/backward", body)),
});

/** @param {Setup} setup @param {string|undefined} wanted the derivative that is looked at */
export function useMicroscope(setup, wanted) {
  const { x, target } = setup;
  const network = useAnswer(JSON.stringify(setup), () => made(setup));
  const layers = network.data?.layers ?? null;
  const picked = pickedIn(wanted, layers ?? []);
  const body = layers && { layers, x: [x], y: [[target]] };
  const key = body ? JSON.stringify(body) : "";
  const backward = useAnswer(key, () => passes(/** @type {NonNullable<typeof body>} */ (body), network.data?.steps ?? 0, key));
  /** @returns {Promise<Told>} */
  const chainRule = () => ask("/network/chain-rule", { ...body, ...picked });
  const told = useAnswer(key && `${key} ${wanted}`, chainRule);
  return {
    body,
    picked,
    costs: network.data?.costs ?? [],
    passed: layers && backward.data?.key === key ? { ...backward.data, network: layers } : null,
    told: told.data,
    error: network.error ?? backward.error ?? told.error,
  };
}

/** @typedef {NonNullable<ReturnType<typeof useMicroscope>["passed"]>} Passed */
