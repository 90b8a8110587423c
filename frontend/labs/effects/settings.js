/** The parameters of each measurement: defaults, bounds, and names in the address. */

import { ApiError } from "../../api.js";
import { NumberField } from "../../components/number-field.js";
import { nameOf } from "../../lib/activation-names.js";
import { html } from "../../lib/html.js";
import { numberIn, wordsIn } from "../../lib/query.js";
import { patchQuery } from "../../state.js";

/** @typedef {import("../../lib/schema.js").Field} Field */

/**
 * @param {string} name
 * @param {string} title
 * @param {"integer"|"number"} type
 * @param {number} given
 * @param {number} minimum
 * @param {number} maximum
 * @param {string} [description]
 * @returns {Field}
 */
const field = (name, title, type, given, minimum, maximum, description = "") => ({
  name,
  title,
  type,
  default: given,
  bounds: { minimum, maximum, exclusiveMinimum: type === "number", exclusiveMaximum: false },
  description,
  group: "",
  choices: [],
  when: null,
  nullable: false,
});

const MAX_SEED = 2 ** 32 - 1;

export const SETTINGS = {
  flow: {
    depth: field("depth", "Layers", "integer", 50, 1, 50),
    gain: { ...field("gain", "Gain", "number", 1, 0, 10, "empty: He or Xavier"), default: null, nullable: true },
    seed: field("flow_seed", "Seed", "integer", 0, 0, MAX_SEED),
  },
  dead: {
    learning_rate: field("dead_rate", "Learning rate", "number", 3, 0, 10),
    steps: field("dead_steps", "Steps", "integer", 200, 1, 1000),
    seed: field("dead_seed", "Seed", "integer", 0, 0, MAX_SEED),
  },
  zig: {
    learning_rate: field("zig_rate", "Learning rate", "number", 0.2, 0, 2),
    steps: field("zig_steps", "Steps", "integer", 100, 1, 1000),
    seed: field("zig_seed", "Seed", "integer", 0, 0, MAX_SEED),
  },
  converge: {
    layers: field("converge_layers", "Hidden layers", "integer", 2, 1, 4),
    learning_rate: field("converge_rate", "Learning rate", "number", 0.5, 0, 10),
    epochs: field("converge_epochs", "Epochs", "integer", 40, 1, 100),
    threshold: field("converge_below", "Loss threshold", "number", 0.2, 0, 1),
    runs: field("converge_runs", "Runs", "integer", 5, 1, 10),
    seed: field("converge_seed", "Seed", "integer", 0, 0, MAX_SEED),
  },
};

/**
 * The parameters in the address, else the defaults; null where the API chooses.
 * @param {Record<string, Field>} fields
 * @param {Record<string, string>} query
 * @returns {Record<string, number|null>}
 */
export const valuesIn = (fields, query) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { name: key, default: given, bounds, type }]) => {
      const value = numberIn(query, key, given === null ? Number.NaN : Number(given), { ...bounds, integer: type === "integer" });
      return [name, Number.isNaN(value) ? null : value];
    }),
  );

/**
 * Which functions are compared: those of the address, else the usual ones.
 * @param {Record<string, string>} query
 * @param {string} name
 * @param {readonly string[]} all
 * @param {readonly string[]} usual
 */
export function chosenIn(query, name, all, usual) {
  const named = wordsIn(query, name, all);
  return all.filter((id) => (named.length ? named : usual).includes(id));
}

/**
 * The path of the request for one measurement.
 * @param {string} what
 * @param {string} activation
 * @param {Record<string, number|null>} values
 */
export function effectPath(what, activation, values) {
  const settings = Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, String(value)]);
  return `/effects/${what}?${new URLSearchParams([["activation", activation], ...settings])}`;
}

/** @param {{fields: Record<string, Field>, values: Record<string, number|null>, error: Error|null}} props */
export function Settings({ fields, values, error }) {
  /** @param {string} name */
  const wrong = (name) => (error instanceof ApiError ? (error.fields.find(({ pointer }) => pointer === `/${name}`)?.message ?? "") : "");
  return html`<div class="effect-settings">${Object.entries(fields).map(
    ([name, one]) => html`<${NumberField} key=${one.name} field=${one} value=${values[name]} wrong=${wrong(name)}
    change=${(/** @type {number|null} */ value) => patchQuery({ [one.name]: value === one.default ? null : value })} />`,
  )}</div>`;
}

/** @param {{name: string, label: string, all: readonly string[], chosen: string[], usual: readonly string[]}} props */
export function Functions({ name, label, all, chosen, usual }) {
  /** @param {string} id */
  const toggle = (id) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : all.filter((one) => one === id || chosen.includes(one));
    if (next.length) patchQuery({ [name]: next.join() === all.filter((one) => usual.includes(one)).join() ? null : next.join() });
  };
  return html`<div class="choices" role="group" aria-label=${label}>
    ${all.map(
      (id) =>
        html`<button key=${id} class="choice" aria-pressed=${chosen.includes(id)} onClick=${() => toggle(id)}>
          ${nameOf(id)}
        </button>`,
    )}
  </div>`;
}
