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

/** Marks of direction, and other characters that no one sees. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
/** `½`, but not that of `1½`, which is no `11/2`. */
const FRACTION = /(?<![\p{Nd}.,\u066b])[\u00bc-\u00be\u2150-\u215e](?![\p{Nd}.,\u066be])/giu;

/** A letter in its plain form. @param {string} letter */
const compatible = (letter) => letter.normalize("NFKC");

/** 0 to 9 in ASCII: a script has its ten digits in a row. @param {string} digit */
function ascii(digit) {
  const code = /** @type {number} */ (compatible(digit).codePointAt(0));
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/**
 * Digits of every script and every minus and division sign in their plain form. Raised digits keep theirs: `2²` is not 22.
 * @param {string} text
 */
export const plain = (text) =>
  text
    .replace(INVISIBLE, "")
    .replace(FULL_WIDTH, compatible)
    .replace(FRACTION, compatible)
    .replace(/\p{Nd}/gu, ascii)
    .replace(/\u066b/g, ".")
    .replace(/[\u2212\u2010-\u2015]/g, "-")
    .replace(/[\u2044\u2215\u00f7]/g, "/");

/** @param {string} text */
const normalized = (text) =>
  plain(text)
    .trim()
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
  const typed = normalized(text);
  return AMBIGUOUS.test(typed) ? Number.NaN : numberOf(typed);
}

/**
 * The number that was typed, and what is wrong with it; null is the value of a field that is left empty.
 * @param {Field} field
 * @param {string} text
 * @returns {{value: number|null, wrong: string}}
 */
export function read(field, text) {
  if (text.trim() === "") return { value: null, wrong: field.nullable ? "" : "a number is needed" };
  const typed = normalized(text);
  if (AMBIGUOUS.test(typed)) return { value: Number.NaN, wrong: "is the comma a decimal sign? Write a point, or no separator" };
  const value = numberOf(typed);
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
