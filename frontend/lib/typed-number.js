/** A number as text in a field: written, read, and what is wrong with it. */

import { significant } from "./numbers.js";
import { problemWith } from "./schema.js";

/** @typedef {import("./schema.js").Field} Field */

/** Without an exponent, as assistive technology reads it. @param {number|null} value */
export const decimal = (value) => value?.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 12 });

/** @param {number|null} value */
export const written = (value) =>
  value === null ? "" : Math.abs(value) >= 1e6 || Number.isInteger(value) ? String(value) : significant(value, 6);

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** `1,000` is a thousand in one country and one in another; `0,125` is not. */
const AMBIGUOUS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/** Full-width digits and every minus sign in their plain form. @param {string} text */
const normalized = (text) =>
  text
    .normalize("NFKC")
    .trim()
    .replace(/[\u2212\u2010-\u2013]/g, "-")
    .replace(/\u2044/g, "/")
    .replace(/\s*\/\s*/, "/")
    .replace(/^([+-])\s+/, "$1");

/** A decimal number or a fraction, with a point or a comma; NaN for all else. @param {string} text */
function numberOf(text) {
  const [above, below, ...more] = text.split("/").map((part) => {
    const decimal = part.includes(".") ? part : part.replace(",", ".");
    return DECIMAL.test(decimal) ? Number(decimal) : Number.NaN;
  });
  if (more.length) return Number.NaN;
  return below === undefined ? above : above / below;
}

/** The number that a text stands for by itself; NaN where it is none, or might be two. @param {string} text */
export function numberIn(text) {
  const plain = normalized(text);
  return AMBIGUOUS.test(plain) ? Number.NaN : numberOf(plain);
}

/**
 * The number that was typed, and what is wrong with it; null is the value of a field that is left empty.
 * @param {Field} field
 * @param {string} text
 * @returns {{value: number|null, wrong: string}}
 */
export function read(field, text) {
  if (text.trim() === "") return { value: null, wrong: field.nullable ? "" : "a number is needed" };
  const plain = normalized(text);
  if (AMBIGUOUS.test(plain)) return { value: Number.NaN, wrong: "is the comma a decimal sign? Write a point, or no separator" };
  const value = numberOf(plain);
  return { value, wrong: problemWith(field, value) };
}

/**
 * True when the text already stands for the value, however it is written, and is allowed.
 * @param {Field} field
 * @param {string} text
 * @param {number|null} value
 */
export function standsFor(field, text, value) {
  const typed = read(field, text);
  return !typed.wrong && typed.value === value;
}
