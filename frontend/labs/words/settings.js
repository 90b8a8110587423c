/** The settings of a training of word vectors: out of the address, by a preset, and about how long they take. */

import { difference } from "../../lib/schema.js";

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Params} Params */
/** @typedef {import("../../lib/schema.js").Field} Field */

/** What a preset says nothing of and leaves as it is: the text, how often it is read, chance, and what is watched. */
const FREE = new Set(["dataset", "epochs", "seed", "deterministic", "probes", "pair"]);

/** True where a value can stand in a field at all; whether it is allowed, the field says. @param {Field} field @param {unknown} value */
function fits(field, value) {
  switch (field.type) {
    case "words":
      return Array.isArray(value) && value.every((word) => typeof word === "string");
    case "choice":
      return field.choices.some((choice) => choice === value);
    case "boolean":
      return typeof value === "boolean";
    default:
      return typeof value === "number";
  }
}

/**
 * The settings that the address holds as JSON. What cannot be read there is as if it were not there.
 * @param {Field[]} fields
 * @param {string|undefined} text
 * @returns {Params}
 */
export function ownValues(fields, text) {
  try {
    const given = JSON.parse(text ?? "{}") ?? {};
    return Object.fromEntries(
      fields.filter((field) => field.name in given && fits(field, given[field.name])).map(({ name }) => [name, given[name]]),
    );
  } catch {
    return {};
  }
}

/** As `ownValues` reads them: what differs from the kind's own values; null when nothing does. @param {Kind} kind @param {Params} values */
export function written(kind, { dataset, ...values }) {
  const own = difference(values, kind.defaults);
  return Object.keys(own).length ? JSON.stringify(own) : null;
}

/** @param {Params} values */
const bound = (values) => Object.fromEntries(Object.entries(values).filter(([name]) => !FREE.has(name)));

/** The preset that these values are, if they are one. @param {Kind} kind @param {Params} values */
export function presetOf(kind, values) {
  return kind.presets.find(({ params }) => Object.keys(difference(bound(values), { ...kind.defaults, ...params })).length === 0);
}

/** These values under a preset. @param {Kind} kind @param {Params} values @param {Params} params of the preset @returns {Params} */
export function underPreset(kind, values, params) {
  return { ...values, ...bound(kind.defaults), ...params };
}

/**
 * Words of text a second by negative sampling on two cores of 2024, in 100 dimensions and batches of 512 words or more.
 * @type {Record<string, number>}
 */
const PACE = { "skip-gram": 800_000, cbow: 650_000 };
const START_S = 2;
const JUDGE_S = 0.15; // after each epoch: neighbours, word pairs, analogies

/**
 * About how many seconds a training takes; null where the text must be counted to know: the softmax goes over every word of the vocabulary,
 * GloVe over every pair of words that stand together, and small batches take their time for themselves.
 * @param {Params} values
 * @param {number} words of the text
 */
export function secondsOf({ objective, architecture, dimensions, batch_size, epochs }, words) {
  if (objective !== "negative_sampling" || batch_size < 512) return null;
  const pace = (PACE[architecture] * 100) / Math.max(100, dimensions);
  return START_S + epochs * (JUDGE_S + words / pace);
}
