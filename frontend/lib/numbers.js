/** Numbers as a person reads them. */

/** Narrow, and no place to break a line. */
const THIN_SPACE = "\u202f";

/** `122,570`. @param {number} value */
export function integer(value) {
  return Math.round(value).toLocaleString("en-US");
}

/** With more digits than this a number is as long as a line. */
const MAX_DIGITS = 17;

/** What a sum of a few products in double precision may miss 1 by: no news of the value. */
const ROUNDING_ERROR = 1e-15;

/**
 * True when the rounded number says of the value what is not so: 0 of one that is not 0, ±1 of one that lies between them.
 * @param {number} value
 * @param {string} text
 */
function hides(value, text) {
  const rounded = Number(text);
  return (value !== 0 && rounded === 0) || (Math.abs(value) < 1 - ROUNDING_ERROR && Math.abs(rounded) === 1);
}

/** Significant digits without a tail of zeros: `0.001`, `1.3e-7`; as many as a number below 1 needs: `0.99999996`. */
export function significant(/** @type {number} */ value, digits = 4) {
  if (!Number.isFinite(value)) return "–";
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(2).replace(/\.?0+e/, "e");
  let text = value.toPrecision(digits);
  for (let more = digits + 1; hides(value, text) && more <= MAX_DIGITS; more += 1) text = value.toPrecision(more);
  return String(Number(text));
}

/**
 * For a place that has room for few letters: what would take more to be told from 0 or 1 is `≈1`.
 * @param {number} value
 * @param {number} digits
 */
export function brief(value, digits = 3) {
  const text = significant(value, digits);
  return text.replaceAll("-", "").length <= digits + 4 ? text : `≈${Number(value.toPrecision(digits))}`;
}

/** A place on an axis: `5,000`, whole as iterations are, `1.34`. @param {number} value @param {number} [digits] */
export const coordinate = (value, digits = 4) => (Number.isInteger(value) ? integer(value) : significant(value, digits));

/**
 * A measured value with a fixed number of places, so that columns line up; with as many as it takes to tell it from 0 and from 1.
 * @param {number|null|undefined} value
 * @param {number} [places]
 */
export function fixed(value, places = 3) {
  if (typeof value !== "number" || !Number.isFinite(value)) return "–";
  const text = value.toFixed(places);
  return hides(value, text) ? significant(value, 2) : text;
}

/**
 * With how many places the terms are written so that, as they stand there, they add up to the sum as it stands there.
 * @param {number[]} terms
 * @param {number} [places] of the sum
 */
export function termPlaces(terms, places = 3) {
  const sum = terms.reduce((total, term) => total + term, 0);
  const addUp = (/** @type {number} */ more) =>
    terms.reduce((total, term) => total + Number(fixed(term, more)), 0).toFixed(places) === sum.toFixed(places);
  let more = places;
  while (!addUp(more) && more < MAX_DIGITS) more += 1;
  return more;
}

/** `83.1 %` of 0.831; `99.97 %` is not 100 %. @param {number|null|undefined} fraction @param {number} [places] */
export function percent(fraction, places = 1) {
  if (typeof fraction !== "number" || !Number.isFinite(fraction)) return "–";
  const value = 100 * fraction;
  const isHidden = (/** @type {string} */ text) => hides(fraction, String(Number(text) / 100));
  let text = value.toFixed(places);
  for (let more = places + 1; Math.abs(fraction) > 0.5 && isHidden(text) && more < MAX_DIGITS; more += 1) text = value.toFixed(more);
  if (isHidden(text)) text = significant(value, 2);
  return `${text}${THIN_SPACE}%`;
}

/** `1 epoch`, `1,200 epochs`. @param {number} count @param {string} noun */
export const counted = (count, noun) => `${integer(count)} ${noun}${count === 1 ? "" : "s"}`;

/** `₁`, `₁₂`. @param {number} n */
export const subscript = (n) => String(n).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);

/** `32×32×3`. @param {number[]} shape */
export function shape(shape) {
  return shape.map(integer).join("×");
}

/** `1st`, `2nd`, `3rd`, `11th`. @param {number} n */
export function ordinal(n) {
  const suffix = n % 100 >= 11 && n % 100 <= 13 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[n % 10] ?? "th");
  return `${n}${suffix}`;
}

/** `0.8 s`, `67 s`, `4 min`, `2 h 5 min`. @param {number} seconds */
export function duration(seconds) {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

/** `980 B`, `12 kB`, `1.4 MB`. @param {number} bytes */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `1.2 million`, for counts where the digits do not matter. @param {number} value */
export function rounded(value) {
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)} billion`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} million`;
  return integer(value);
}

/** `just now`, `4 min ago`, `yesterday, 14:02`, `3 May, 14:02`. @param {string} iso @param {Date} [now] */
export function ago(iso, now = new Date()) {
  const then = new Date(iso);
  const seconds = (now.getTime() - then.getTime()) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  const time = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (then.toDateString() === now.toDateString()) return `today, ${time}`;
  return `${then.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, ${time}`;
}
