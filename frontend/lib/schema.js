/** A form's fields from the JSON Schema of a kind's parameters. */

import { WITHIN } from "./query.js";

/** @typedef {import("./types.js").Params} Params */
/**
 * What is read of a JSON Schema.
 * @typedef {{type?: string, title?: string, description?: string, default?: unknown, enum?: string[], nullable?: boolean,
 *   const?: unknown,
 *   minimum?: number, maximum?: number, exclusiveMinimum?: number, exclusiveMaximum?: number, minItems?: number, maxItems?: number,
 *   anyOf?: Schema[], items?: Schema, properties?: Record<string, Schema>, $ref?: string, $defs?: Record<string, Schema>,
 *   discriminator?: {mapping: Record<string, string>}, "x-group"?: string, "x-when"?: Record<string, unknown[]>}} Schema
 */
/**
 * @typedef {Object} Field
 * @property {string} name
 * @property {string} title
 * @property {"integer"|"number"|"boolean"|"choice"|"words"|"text"|"other"} type `words`: a list of them; `other`: no field is drawn
 * @property {string} group
 * @property {string} description
 * @property {unknown} default
 * @property {string[]} choices
 * @property {Bounds} bounds of a number, or of how many words
 * @property {Record<string, unknown[]>|null} when other parameters' values under which this one counts
 * @property {boolean} nullable
 * @property {boolean} [nonzero] a divisor
 * @property {boolean} [logarithmic] steps go 1, 2, 5, 10 although the bounds do not show it
 *
 * @typedef {{minimum: number, maximum: number, exclusiveMinimum: boolean, exclusiveMaximum: boolean}} Bounds
 */

/** @param {string} name */
export function titleOf(name) {
  const words = name.replaceAll("_", " ").replace(/2d$/, " 2d");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param {Schema} property @param {Schema} root @returns {Schema} */
function resolve(property, root) {
  if (!property.$ref) return property;
  const path = property.$ref.split("/").slice(1);
  const target = path.reduce((node, key) => /** @type {Record<string, object>} */ (node)[key], /** @type {object} */ (root));
  return { ...target, ...property };
}

/** `anyOf` of a type and null, as optional values are written. @param {Schema} property */
function unwrap(property) {
  const options = property.anyOf?.filter((option) => option.type !== "null");
  return options?.length === 1 ? { ...options[0], ...property, nullable: true } : property;
}

const SIMPLE = /** @type {const} */ (["integer", "number", "boolean"]);

/** @param {Schema} property @returns {Field["type"]} */
function typeOf(property) {
  if (property.enum) return "choice";
  if (property.type === "array" && property.items?.type === "string") return "words";
  if (property.type === "string" && property.const === undefined) return "text";
  return SIMPLE.find((type) => type === property.type) ?? "other";
}

/** @param {Schema} property @returns {Bounds} */
function boundsOf(property) {
  return {
    minimum: property.minimum ?? property.exclusiveMinimum ?? property.minItems ?? -Infinity,
    maximum: property.maximum ?? property.exclusiveMaximum ?? property.maxItems ?? Infinity,
    exclusiveMinimum: property.exclusiveMinimum !== undefined,
    exclusiveMaximum: property.exclusiveMaximum !== undefined,
  };
}

/** What every kind has comes after what makes this one. @param {Field} field */
const isCommon = ({ name }) => name === "seed" || name === "deterministic";

/**
 * The properties of an object schema, in their order; seeds last.
 * @param {Schema} schema
 * @param {Schema} [root] where `$ref` points into; the schema itself when left out
 * @returns {Field[]}
 */
export function fieldsOf(schema, root = schema) {
  /** @type {Field[]} */
  const fields = Object.entries(schema.properties ?? {}).map(([name, given]) => {
    const property = unwrap(resolve(given, root));
    return {
      name,
      title: property.title ?? titleOf(name),
      type: typeOf(property),
      group: property["x-group"] ?? "Other",
      description: property.description ?? "",
      default: property.default,
      choices: property.enum ?? [],
      bounds: boundsOf(property),
      when: property["x-when"] ?? null,
      nullable: Boolean(property.nullable),
    };
  });
  return [...fields.filter((field) => !isCommon(field)), ...fields.filter(isCommon)];
}

/**
 * True when the field counts under these values: `beta_1` only with an Adam optimizer.
 * @param {Field} field
 * @param {Params} values
 */
export function applies(field, values) {
  return Object.entries(field.when ?? {}).every(([name, allowed]) => allowed.includes(values[name]));
}

/**
 * A number that no schema describes.
 * @param {string} name
 * @param {string} title
 * @param {number} [minimum]
 * @param {number} [maximum]
 * @param {Partial<Field>} [more]
 * @returns {Field}
 */
export const numberField = (name, title, minimum = WITHIN.minimum, maximum = WITHIN.maximum, more = {}) => ({
  name,
  title,
  type: "number",
  group: "",
  description: "",
  default: undefined,
  choices: [],
  bounds: { minimum, maximum, exclusiveMinimum: false, exclusiveMaximum: false },
  when: null,
  nullable: false,
  ...more,
});

/** `1,000`, `0.9999`: no bound is rounded to one that is not allowed. @param {number} bound */
const exactly = (bound) => bound.toLocaleString("en-US", { maximumFractionDigits: 20 });

/** @param {Bounds} bounds */
export function boundsText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  const above = Number.isFinite(minimum) ? `${exclusiveMinimum ? "above" : "from"} ${exactly(minimum)}` : "";
  const below = Number.isFinite(maximum) ? `${exclusiveMaximum ? "below" : "to"} ${exactly(maximum)}` : "";
  return [above, below].filter(Boolean).join(" ");
}

/**
 * What is wrong with a number, in words; empty when nothing is.
 * @param {Field} field
 * @param {number} value
 */
export function problemWith({ type, bounds, nonzero = false }, value) {
  if (!Number.isFinite(value)) return "a number is needed";
  if (type === "integer" && !Number.isInteger(value)) return "a whole number is needed";
  if (nonzero && value === 0) return "any number but 0 is allowed";
  const tooLow = value < bounds.minimum || (bounds.exclusiveMinimum && value === bounds.minimum);
  const tooHigh = value > bounds.maximum || (bounds.exclusiveMaximum && value === bounds.maximum);
  return tooLow || tooHigh ? `allowed: ${boundsText(bounds)}` : "";
}

const ORDER = ["integer", "number", "choice", "boolean", "text", "words", "other"];

/**
 * The layers that a `layers` parameter can hold: type → fields, numbers first.
 * @param {Schema} schema of the kind's parameters
 * @returns {Record<string, Field[]>}
 */
export function layerFields(schema) {
  const mapping = schema.properties?.layers?.items?.discriminator?.mapping ?? {};
  return Object.fromEntries(
    Object.entries(mapping).map(([type, ref]) => {
      const layer = resolve({ $ref: ref }, schema);
      return [
        type,
        fieldsOf(layer, schema)
          .filter(({ name }) => name !== "type")
          .sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type)),
      ];
    }),
  );
}

/**
 * The parameters that differ from a base: what the address and a request need to hold.
 * @param {Params} values
 * @param {Params} base
 * @returns {Params}
 */
export function difference(values, base) {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(base[name])));
}
