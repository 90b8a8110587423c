/** Layer specifications with all their settings, and with only those that are not as usual. */

/** @typedef {{type: string} & import("./types.js").Params} Spec */
/** @typedef {Record<string, import("./schema.js").Field[]>} LayerFields by type */

/**
 * Every setting, in the fields' order: two specifications that mean the same are then equal.
 * @param {LayerFields} fields
 * @param {Spec} spec
 * @returns {Spec}
 */
export function full(fields, spec) {
  const settings = (fields[spec.type] ?? []).map(({ name, default: usual }) => [name, spec[name] ?? usual]);
  return { type: spec.type, ...Object.fromEntries(settings) };
}

/**
 * Only the settings that differ from the usual ones.
 * @param {LayerFields} fields
 * @param {Spec} spec
 * @returns {Spec}
 */
export function lean(fields, spec) {
  const settings = (fields[spec.type] ?? []).flatMap(({ name, default: usual }) =>
    name in spec && spec[name] !== usual ? [[name, spec[name]]] : [],
  );
  return { type: spec.type, ...Object.fromEntries(settings) };
}
