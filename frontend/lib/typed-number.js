/** A number as text in a field: written, read, and what is wrong with it. */

import { significant } from "./numbers.js";
import { problemWith } from "./schema.js";

/** @typedef {import("./schema.js").Field} Field */

/** Without an exponent, as assistive technology reads it. @param {number|null} value */
export const decimal = (value) => value?.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 12 });

/** @param {number|null} value */
export const written = (value) =>
  value === null ? "" : Math.abs(value) >= 1e6 || Number.isInteger(value) ? String(value) : significant(value, 6);

/**
 * The number that was typed, and what is wrong with it; null is the value of a field that is left empty.
 * @param {Field} field
 * @param {string} text
 * @returns {{value: number|null, wrong: string}}
 */
export function read(field, text) {
  if (text.trim() === "") return { value: null, wrong: field.nullable ? "" : "a number is needed" };
  return { value: Number(text), wrong: problemWith(field, Number(text)) };
}

/**
 * True when the text already stands for the value, however it is written.
 * @param {Field} field
 * @param {string} text
 * @param {number|null} value
 */
export const standsFor = (field, text, value) => read(field, text).value === value;
