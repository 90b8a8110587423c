/** Numbers, words and lists in the address. What cannot be read there is reported, and the page goes on as if it were not there. */

import { reportAddress, withdrawReport } from "./misread.js";

/** @typedef {Record<string, string>} Query */
/** @typedef {{minimum?: number, maximum?: number, integer?: boolean}} Bounds */

/** Of a number that the API gives no closer bounds. @type {{minimum: number, maximum: number}} */
export const WITHIN = { minimum: -1e6, maximum: 1e6 };
/** Of a seed. @type {Bounds} */
export const SEED = { integer: true, minimum: 0, maximum: 2 ** 32 - 1 };

/**
 * What `read` makes of the value; where it makes nothing of it, the fallback.
 * @template T
 * @param {Query} query
 * @param {string} name
 * @param {T} fallback
 * @param {(text: string) => T|undefined} read
 * @param {(fallback: T) => string} [shown] the fallback in words
 * @returns {T}
 */
function readIn(query, name, fallback, read, shown = String) {
  const text = Object.hasOwn(query, name) ? query[name] : undefined;
  if (text === undefined) return fallback;
  const value = read(text);
  if (value !== undefined) {
    withdrawReport(name, text);
    return value;
  }
  reportAddress(name, text, shown(fallback));
  return fallback;
}

/** @param {string} text @param {Bounds} bounds */
function numberOf(text, { minimum = -Infinity, maximum = Infinity, integer = false }) {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  const fits = Number.isFinite(value) && value >= minimum && value <= maximum && (!integer || Number.isInteger(value));
  return fits ? value : undefined;
}

/** @param {string} text @param {Bounds} bounds */
function numbersOf(text, bounds) {
  const values = text.split(",").map((part) => numberOf(part, bounds));
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** @param {Query} query @param {string} name @param {number} fallback @param {Bounds} [bounds] */
export function numberIn(query, name, fallback, bounds = {}) {
  const shown = (/** @type {number} */ value) => (Number.isNaN(value) ? "" : String(value));
  return readIn(query, name, fallback, (text) => numberOf(text, bounds), shown);
}

/**
 * `0.5,-1,2`
 * @param {Query} query
 * @param {string} name
 * @param {number[]} fallback
 * @param {Bounds & {shortest?: number, longest?: number}} [bounds] of each number; `shortest`, `longest`: how many there may be
 */
export function numbersIn(query, name, fallback, { shortest = 1, longest = Infinity, ...bounds } = {}) {
  return readIn(query, name, fallback, (text) => {
    const values = numbersOf(text, bounds);
    return values && values.length >= shortest && values.length <= longest ? values : undefined;
  });
}

/**
 * One of some words.
 * @template {string} W
 * @param {Query} query
 * @param {string} name
 * @param {readonly W[]} words the first is the default
 * @param {W} [fallback] another default
 * @returns {W}
 */
export function wordIn(query, name, words, fallback = words[0]) {
  return readIn(query, name, fallback, (text) => words.find((word) => word === text));
}

/**
 * A text of the visitor.
 * @param {Query} query
 * @param {string} name
 * @param {string} fallback
 * @param {(text: string) => string} problemOf what is wrong with a text; "" where nothing is
 */
export const textIn = (query, name, fallback, problemOf) => readIn(query, name, fallback, (text) => (problemOf(text) ? undefined : text));

/**
 * One of some things that have an id, such as the models of this playground.
 * @template {{id: string}} T
 * @param {Query} query
 * @param {string} name
 * @param {readonly T[]} things
 * @param {string} [fallback] its id; the first without it
 * @returns {T}
 */
export function namedIn(query, name, things, fallback) {
  const ids = things.map(({ id }) => id);
  const id = wordIn(query, name, ids, fallback !== undefined && ids.includes(fallback) ? fallback : ids[0]);
  return /** @type {T} */ (things.find((one) => one.id === id));
}

/**
 * Some of these words: `relu,tanh`. Those that are not among them are reported and left out.
 * @template {string} W
 * @param {Query} query
 * @param {string} name
 * @param {readonly W[]} words
 * @returns {W[]} in the order of the address, each once
 */
export function wordsIn(query, name, words) {
  const given = [...new Set((query[name] ?? "").split(",").filter(Boolean))];
  const known = words.filter((word) => given.includes(word));
  if (known.length < given.length) reportAddress(name, query[name], known.join(",") || "the usual ones");
  else withdrawReport(name, query[name] ?? "");
  return /** @type {W[]} */ (given.filter((word) => known.includes(/** @type {W} */ (word))));
}

/** Rows of numbers: `1,0;0,1`. @param {Query} query @param {string} name @param {number[][]} fallback @param {Bounds} [bounds] */
export function rowsIn(query, name, fallback, bounds = WITHIN) {
  return readIn(
    query,
    name,
    fallback,
    (text) => {
      const rows = text.split(";").map((row) => numbersOf(row, bounds));
      return rows.every((row) => row !== undefined && row.length === rows[0]?.length) ? /** @type {number[][]} */ (rows) : undefined;
    },
    written,
  );
}

/** As `numbersIn` and `rowsIn` read it. @param {number[]|number[][]} values */
export const written = (values) =>
  Array.isArray(values[0]) ? /** @type {number[][]} */ (values).map((row) => row.join(",")).join(";") : values.join(",");
