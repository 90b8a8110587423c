/** The values of a training that is being set up, out of the address and back into it. */

import { full, lean } from "./layers.js";
import { difference, layerFields } from "./schema.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./types.js").Dataset} Dataset */
/** @typedef {import("./schema.js").Field} Field */

/** A value as the address holds it. @param {Field} field @param {string} text */
function parseValue(field, text) {
  if (field.type === "integer" || field.type === "number") return Number.isFinite(Number(text)) ? Number(text) : field.default;
  if (field.type === "boolean") return text === "true";
  if (field.type === "choice") return field.choices.includes(text) ? text : field.default;
  try {
    return text.startsWith("[") ? JSON.parse(text) : text;
  } catch {
    return field.default;
  }
}

/** Layers with every setting, so that they can be compared. @param {Kind} kind @param {Params} values @returns {Params} */
function withFullLayers(kind, values) {
  if (!Array.isArray(values.layers)) return values;
  const fields = layerFields(kind.params_schema);
  return { ...values, layers: values.layers.map((spec) => full(fields, spec)) };
}

/**
 * All values under a preset: its own over the kind's defaults.
 * @param {Kind} kind
 * @param {string|undefined} preset
 * @returns {Params}
 */
export function presetValues(kind, preset) {
  const found = kind.presets.find(({ id }) => id === preset) ?? kind.presets[0];
  return withFullLayers(kind, { ...kind.defaults, ...found?.params, ...(found && { preset: found.id }) });
}

/**
 * The data set to begin with: real CIFAR-10 where it is, else the first that is here.
 * @param {Dataset[]} datasets
 */
export function firstDataset(datasets) {
  const here = datasets.filter(({ availability }) => availability !== "download");
  return (here.find(({ id }) => id === "cifar10") ?? here.find(({ id }) => id === "photo-patches") ?? here[0] ?? datasets[0])?.id ?? "";
}

/**
 * @param {Kind} kind
 * @param {Field[]} fields
 * @param {Record<string, string>} query
 * @param {Dataset[]} datasets
 * @returns {Params}
 */
export function valuesFromQuery(kind, fields, query, datasets) {
  const given = fields
    .filter(({ name }) => name in query)
    .map((field) => [field.name, parseValue(field, query[field.name])])
    .filter(([, value]) => value !== undefined);
  return withFullLayers(kind, { dataset: firstDataset(datasets), ...presetValues(kind, query.preset), ...Object.fromEntries(given) });
}

/**
 * What differs from the preset: the parameters of a request.
 * @param {Kind} kind
 * @param {Params} values
 * @returns {Params}
 */
export function requestParams(kind, values) {
  const changes = difference(withFullLayers(kind, values), presetValues(kind, values.preset));
  const { dataset, preset } = values;
  if (changes.layers)
    changes.layers = changes.layers.map((/** @type {import("./layers.js").Spec} */ spec) => lean(layerFields(kind.params_schema), spec));
  return { dataset, ...(preset !== undefined && { preset }), ...changes };
}

/**
 * The same for the address.
 * @param {Kind} kind
 * @param {Params} values
 * @returns {Record<string, string>}
 */
export function queryOf(kind, values) {
  return Object.fromEntries(
    Object.entries(requestParams(kind, values)).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/**
 * `tutorial network`, or `own layers` where they are not those of the preset.
 * @param {Kind} kind
 * @param {Params} values
 */
export function networkName(kind, values) {
  return "layers" in requestParams(kind, values) ? "own layers" : values.preset ? `${values.preset} network` : "";
}
