/** The data and the hyperparameters of the page, read from its address. */

import { numberIn, numbersIn, SEED, wordIn } from "../../lib/query.js";
import { MAX_OWN_POINTS, ownPoints } from "./points.js";

export const SHAPES = /** @type {const} */ (["spiral", "circles", "moons", "xor", "gauss"]);
export const ACTIVATIONS = /** @type {const} */ (["tanh", "relu", "leaky_relu", "sigmoid", "swish", "gelu", "identity"]);
export const INITIALIZATIONS = /** @type {const} */ (["xavier", "he", "uniform", "zeros"]);
export const OPTIMIZERS = /** @type {const} */ (["adam", "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adamw"]);

const MAX_ADDED = 500;

/** @param {Record<string, string>} query */
export function setupOf(query) {
  const own = ownPoints("own", query.own ?? "").slice(0, MAX_OWN_POINTS);
  const added = ownPoints("added", query.added ?? "").slice(0, MAX_ADDED);
  const asked = numberIn(query, "classes", 2, { integer: true, minimum: 2, maximum: 6 });
  const labels = [...own, ...added].map(([, , label]) => label + 1);
  return {
    shape: wordIn(query, "shape", SHAPES),
    /** Classes: of the sample as asked, of own points those that occur; an added point may have a class of its own. */
    classes: Math.max(own.length > 1 ? 2 : asked, ...labels),
    sampleClasses: asked,
    noise: numberIn(query, "noise", 0.05, { minimum: 0, maximum: 1 }),
    share: numberIn(query, "share", 0.7, { minimum: 0.1, maximum: 0.9 }),
    seed: numberIn(query, "seed", 4, SEED),
    hidden: numbersIn(query, "hidden", [8, 6], { integer: true, minimum: 1, maximum: 64, longest: 5 }),
    activation: wordIn(query, "f", ACTIVATIONS),
    initialization: wordIn(query, "init", INITIALIZATIONS),
    optimizer: wordIn(query, "by", OPTIMIZERS),
    rate: numberIn(query, "rate", 0.03, { minimum: 0, maximum: 10 }),
    batch: numberIn(query, "batch", 32, { integer: true, minimum: 1, maximum: 200 }),
    l1: numberIn(query, "l1", 0, { minimum: 0, maximum: 1e6 }),
    l2: numberIn(query, "l2", 0, { minimum: 0, maximum: 1e6 }),
    own: own.length > 1 ? own : [],
    fit: numbersIn(query, "fit", []),
    names: (query.names ?? "").split("|").filter(Boolean),
    added,
  };
}

/** @typedef {ReturnType<typeof setupOf>} Setup */

const NAMES = /** @type {Record<string, string>} */ ({
  shape: "data set",
  noise: "noise",
  own: "data",
  classes: "number of classes",
  share: "training share",
  seed: "seed",
  hidden: "hidden layers",
  activation: "activation function",
  initialization: "weight initialization",
});

/** What the initial network and its data depend on: where it changes, training begins again. @param {Setup} setup */
function initial({ shape, noise, own, classes, sampleClasses, share, seed, hidden, activation, initialization }) {
  const data = own.length ? { own } : { shape, noise, sampleClasses };
  return { ...data, classes, share, seed, hidden, activation, initialization };
}

/** @param {Setup} setup */
export const initialKey = (setup) => JSON.stringify(initial(setup));

/** What makes training begin again, in words. @param {Setup} before @param {Setup} after */
export function changedNames(before, after) {
  const [old, next] = /** @type {Record<string, unknown>[]} */ ([initial(before), initial(after)]);
  const changed = Object.keys(NAMES).filter((name) => JSON.stringify(old[name]) !== JSON.stringify(next[name]));
  return changed.includes("own") ? "data" : changed.map((name) => NAMES[name]).join(", ");
}

/** What the loss of the same weights depends on. @param {Setup} setup */
export const evaluationKey = ({ added, l1, l2 }) => JSON.stringify([added, l1, l2]);
