/** The data and the hyperparameters of the page, read from its address. */

import { numberIn, numbersIn, wordIn } from "../../lib/query.js";
import { ownPoints } from "./points.js";

export const SHAPES = /** @type {const} */ (["spiral", "circles", "moons", "xor", "gauss"]);
export const ACTIVATIONS = /** @type {const} */ (["tanh", "relu", "leaky_relu", "sigmoid", "swish", "gelu", "identity"]);
export const INITIALIZATIONS = /** @type {const} */ (["xavier", "he", "uniform", "zeros"]);
export const OPTIMIZERS = /** @type {const} */ (["adam", "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adamw"]);

/** @param {Record<string, string>} query */
export function setupOf(query) {
  const classes = Math.max(2, Math.min(6, Math.round(numberIn(query, "classes", 2))));
  return {
    shape: wordIn(query, "shape", SHAPES),
    classes,
    noise: Math.max(0, Math.min(0.5, numberIn(query, "noise", 0.05))),
    share: Math.max(0.1, Math.min(0.9, numberIn(query, "share", 0.7))),
    seed: Math.max(0, Math.round(numberIn(query, "seed", 4))),
    hidden: numbersIn(query, "hidden", [8, 6])
      .map((n) => Math.max(1, Math.min(64, Math.round(n))))
      .slice(0, 5),
    activation: wordIn(query, "f", ACTIVATIONS),
    initialization: wordIn(query, "init", INITIALIZATIONS),
    optimizer: wordIn(query, "by", OPTIMIZERS),
    rate: numberIn(query, "rate", 0.03),
    batch: Math.max(1, Math.min(200, Math.round(numberIn(query, "batch", 32)))),
    l1: Math.max(0, numberIn(query, "l1", 0)),
    l2: Math.max(0, numberIn(query, "l2", 0)),
    own: ownPoints(query.own ?? ""),
  };
}

/** @typedef {ReturnType<typeof setupOf>} Setup */
