/** The data and the hyperparameters of the page, read from its address. */

import { numberIn, numbersIn, SEED, wordIn } from "../../lib/query.js";
import { ownPoints } from "./points.js";

export const SHAPES = /** @type {const} */ (["spiral", "circles", "moons", "xor", "gauss"]);
export const ACTIVATIONS = /** @type {const} */ (["tanh", "relu", "leaky_relu", "sigmoid", "swish", "gelu", "identity"]);
export const INITIALIZATIONS = /** @type {const} */ (["xavier", "he", "uniform", "zeros"]);
export const OPTIMIZERS = /** @type {const} */ (["adam", "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adamw"]);

/** @param {Record<string, string>} query */
export function setupOf(query) {
  const classes = numberIn(query, "classes", 2, { integer: true, minimum: 2, maximum: 6 });
  return {
    shape: wordIn(query, "shape", SHAPES),
    classes,
    noise: numberIn(query, "noise", 0.05, { minimum: 0, maximum: 0.5 }),
    share: numberIn(query, "share", 0.7, { minimum: 0.1, maximum: 0.9 }),
    seed: numberIn(query, "seed", 4, SEED),
    hidden: numbersIn(query, "hidden", [8, 6], { integer: true, minimum: 1, maximum: 64, longest: 5 }),
    activation: wordIn(query, "f", ACTIVATIONS),
    initialization: wordIn(query, "init", INITIALIZATIONS),
    optimizer: wordIn(query, "by", OPTIMIZERS),
    rate: numberIn(query, "rate", 0.03, { minimum: 0 }),
    batch: numberIn(query, "batch", 32, { integer: true, minimum: 1, maximum: 200 }),
    l1: numberIn(query, "l1", 0, { minimum: 0 }),
    l2: numberIn(query, "l2", 0, { minimum: 0 }),
    own: ownPoints(query.own ?? ""),
  };
}

/** @typedef {ReturnType<typeof setupOf>} Setup */
