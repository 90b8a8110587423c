/** Numbers as a person reads them. */

/** Narrow, and no place to break a line. */
const THIN_SPACE = "\u202f";

/** `122,570`. @param {number} value */
export function integer(value) {
  return Math.round(value).toLocaleString("en-US");
}

/** Significant digits without a tail of zeros: `0.001`, `1.3e-7`. @param {number} value @param {number} [digits] */
export function significant(value, digits = 4) {
  if (!Number.isFinite(value)) return "–";
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(2).replace(/\.?0+e/, "e");
  return String(Number(value.toPrecision(digits)));
}

/**
 * A measured value with a fixed number of places, so that columns line up.
 * @param {number|null|undefined} value
 * @param {number} [places]
 */
export function fixed(value, places = 3) {
  return typeof value === "number" && Number.isFinite(value) ? value.toFixed(places) : "–";
}

/** `83.1 %` of 0.831. @param {number|null|undefined} fraction @param {number} [places] */
export function percent(fraction, places = 1) {
  if (typeof fraction !== "number" || !Number.isFinite(fraction)) return "–";
  return `${(100 * fraction).toFixed(places)}${THIN_SPACE}%`;
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
