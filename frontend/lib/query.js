/** Numbers and lists of numbers in the address. What cannot be read there is as if it were not there. */

/** @typedef {Record<string, string>} Query */

/** @param {Query} query @param {string} name @param {number} fallback */
export function numberIn(query, name, fallback) {
  const value = query[name] === undefined || query[name].trim() === "" ? Number.NaN : Number(query[name]);
  return Number.isFinite(value) ? value : fallback;
}

/** `0.5,-1,2` @param {Query} query @param {string} name @param {number[]} fallback */
export function numbersIn(query, name, fallback) {
  const values = (query[name] ?? "").split(",").map((text) => (text.trim() === "" ? Number.NaN : Number(text)));
  return values.every(Number.isFinite) ? values : fallback;
}

/**
 * One of some words.
 * @template {string} W
 * @param {Query} query
 * @param {string} name
 * @param {readonly W[]} words the first is the default
 * @returns {W}
 */
export function wordIn(query, name, words) {
  return words.find((word) => word === query[name]) ?? words[0];
}

/** Rows of numbers: `1,0;0,1`. @param {Query} query @param {string} name @param {number[][]} fallback */
export function rowsIn(query, name, fallback) {
  const rows = (query[name] ?? "").split(";").map((row) => numbersIn({ row }, "row", []));
  return rows.every((row) => row.length > 0) ? rows : fallback;
}

/** As `numbersIn` and `rowsIn` read it. @param {number[]|number[][]} values */
export const written = (values) =>
  Array.isArray(values[0]) ? /** @type {number[][]} */ (values).map((row) => row.join(",")).join(";") : values.join(",");
