/** The values of a training that is being set up, out of the address and back into it. */

import { full, lean } from "./layers.js";
import { reportAddress, withdrawReport } from "./misread.js";
import { difference, layerFields } from "./schema.js";
import { wordsIn } from "./word-list.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./types.js").Dataset} Dataset */
/** @typedef {import("./types.js").Preset} Preset */
/** @typedef {import("./schema.js").Field} Field */

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A list that the address holds as `sun,moon`, or as JSON. @param {string} text @returns {unknown} */
function listIn(text) {
  if (!text.startsWith("[")) return wordsIn(text);
  const list = parsed(text);
  return Array.isArray(list) && list.every((word) => typeof word === "string") ? list : undefined;
}

/** Layers of known types. @param {Kind} kind @param {unknown} value */
function areLayers(kind, value) {
  const known = layerFields(kind.params_schema);
  return Array.isArray(value) && value.every((spec) => typeof spec === "object" && spec !== null && Object.hasOwn(known, spec.type));
}

/** A value as the address holds it; undefined where it cannot be one. @param {Field} field @param {string} text @returns {unknown} */
function parseValue(field, text) {
  switch (field.type) {
    case "integer":
    case "number":
      if (field.nullable && text === "null") return null;
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case "boolean":
      return { true: true, false: false }[text];
    case "choice":
      return field.choices.includes(text) ? text : undefined;
    case "words":
      return listIn(text);
    case "text":
      return text;
    default:
      return parsed(text);
  }
}

/** As `parseValue` reads it. @param {unknown} value */
function written(value) {
  if (typeof value === "string") return value;
  const isWords = Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string");
  return isWords ? value.join(",") : JSON.stringify(value);
}

/** Layers with every setting, so that they can be compared. @param {Kind} kind @param {Params} values @returns {Params} */
function withFullLayers(kind, values) {
  if (!Array.isArray(values.layers)) return values;
  const fields = layerFields(kind.params_schema);
  return { ...values, layers: values.layers.map((spec) => full(fields, spec)) };
}

/** True where the preset is itself a parameter, which the server fills up; elsewhere it only stands for values. @param {Kind} kind */
const presetIsParameter = (kind) => "preset" in (kind.params_schema.properties ?? {});

/**
 * All values under a preset: its own over the kind's defaults.
 * @param {Kind} kind
 * @param {string|undefined} preset
 * @returns {Params}
 */
export function presetValues(kind, preset) {
  if (!presetIsParameter(kind)) return withFullLayers(kind, kind.defaults);
  const found = kind.presets.find(({ id }) => id === preset) ?? kind.presets[0];
  return withFullLayers(kind, { ...kind.defaults, ...found?.params, ...(found && { preset: found.id }) });
}

/** What any preset of the kind says something of. @param {Kind} kind @param {Params} values */
function presetPart({ presets }, values) {
  const names = new Set(presets.flatMap(({ params }) => Object.keys(params)));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

/**
 * The preset that these values are, if they are one.
 * @param {Kind} kind
 * @param {Params} values
 * @returns {Preset|undefined}
 */
export function presetOf(kind, values) {
  if (presetIsParameter(kind)) return kind.presets.find(({ id }) => id === values.preset);
  const own = presetPart(kind, values);
  return kind.presets.find(({ params }) => Object.keys(difference(own, { ...kind.defaults, ...params })).length === 0);
}

/**
 * These values under a preset: the data set stays; where the preset is no parameter, so does all that no preset says anything of.
 * @param {Kind} kind
 * @param {Params} values
 * @param {Preset} preset
 * @returns {Params}
 */
export function underPreset(kind, values, preset) {
  if (presetIsParameter(kind)) return { ...presetValues(kind, preset.id), dataset: values.dataset };
  return { ...values, ...presetPart(kind, kind.defaults), ...preset.params };
}

/**
 * The data set to begin with: the first of the preferred ones that is here, else the first that is here.
 * @param {Dataset[]} datasets
 * @param {readonly string[]} [preferred] ids
 */
export function firstDataset(datasets, preferred = []) {
  const here = datasets.filter(({ availability }) => availability !== "download");
  const wanted = preferred.map((wantedId) => here.find(({ id }) => id === wantedId)).find(Boolean);
  return (wanted ?? here[0] ?? datasets[0])?.id ?? "";
}

/**
 * The training that the address describes. What cannot be read there is reported, and is as if it were not there.
 * @param {Kind} kind
 * @param {Field[]} fields
 * @param {Record<string, string>} query
 * @param {Dataset[]} datasets
 * @param {readonly string[]} [preferred] data sets to begin with
 * @returns {Params}
 */
export function valuesFromQuery(kind, fields, query, datasets, preferred) {
  const preset = kind.presets.some(({ id }) => id === query.preset) || !presetIsParameter(kind) ? query.preset : undefined;
  /** @type {Params} */
  const base = { dataset: firstDataset(datasets, preferred), ...presetValues(kind, preset) };
  const values = { ...base };
  for (const field of fields.filter(({ name }) => Object.hasOwn(query, name))) {
    const value = parseValue(field, query[field.name]);
    const fits = field.name !== "dataset" || datasets.some(({ id }) => id === value);
    if (value === undefined || !fits || (field.name === "layers" && !areLayers(kind, value)))
      reportAddress(field.name, query[field.name], written(base[field.name]));
    else {
      values[field.name] = value;
      withdrawReport(field.name, query[field.name]);
    }
  }
  return withFullLayers(kind, values);
}

/**
 * What differs from the preset, or from the defaults: the parameters of a request.
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
  return Object.fromEntries(Object.entries(requestParams(kind, values)).map(([name, value]) => [name, written(value)]));
}

/**
 * The address without what describes a training of this kind.
 * @param {Kind} kind
 * @param {Record<string, string>} query
 */
export function queryWithout(kind, query) {
  const names = new Set(Object.keys(kind.params_schema.properties ?? {}));
  return Object.fromEntries(Object.entries(query).filter(([name]) => !names.has(name)));
}

/**
 * `tutorial network`, or `own layers` where they are not those of the preset; empty for a kind whose preset is no parameter.
 * @param {Kind} kind
 * @param {Params} values
 */
export function networkName(kind, values) {
  return "layers" in requestParams(kind, values) ? "own layers" : values.preset ? `${values.preset} network` : "";
}
