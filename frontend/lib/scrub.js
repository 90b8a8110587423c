/** How far one step of an arrow key, or one pixel of a drag, moves a number. */

/** @typedef {import("./schema.js").Field} Field */

const LADDER = [1, 2, 5];

/**
 * Values that live on a logarithmic scale (rates, epsilons) step 1-2-5-10; the others by an even step.
 * @param {Field} field
 */
export function isLogarithmic({ type, bounds, default: given, logarithmic = false }) {
  if (logarithmic) return true;
  if (type !== "number" || bounds.minimum !== 0 || !(bounds.maximum >= 1)) return false;
  return bounds.exclusiveMinimum || (typeof given === "number" && given > 0 && given < 0.01);
}

/** @param {number} value @param {number} steps may be negative */
function climb(value, steps) {
  if (value <= 0) return steps > 0 ? 1e-8 : 0;
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const digit = value / 10 ** exponent;
  const rung = LADDER.reduce((best, rungValue, i) => (Math.abs(rungValue - digit) < Math.abs(LADDER[best] - digit) ? i : best), 0);
  const place = exponent * 3 + rung + steps;
  return Number(`${LADDER[((place % 3) + 3) % 3]}e${Math.floor(place / 3)}`);
}

/** @param {Field} field */
function evenStep({ type, bounds }) {
  if (type === "integer") return 1;
  return bounds.maximum - bounds.minimum <= 1 ? 0.01 : 0.1;
}

/** @param {Field} field @param {number} value */
function clamp({ type, bounds }, value) {
  const gap = type === "integer" ? 1 : 1e-3;
  if (bounds.exclusiveMinimum && value <= bounds.minimum) return bounds.minimum + gap;
  if (bounds.exclusiveMaximum && value >= bounds.maximum) return bounds.maximum - gap;
  return Math.min(Math.max(value, bounds.minimum), bounds.maximum);
}

/**
 * The value after a number of steps, inside the field's bounds.
 * @param {Field} field
 * @param {number} value
 * @param {number} steps
 */
export function moved(field, value, steps) {
  if (isLogarithmic(field)) return clamp(field, climb(value, Math.sign(steps) * Math.max(1, Math.round(Math.abs(steps)))));
  const step = evenStep(field);
  const places = step === 1 ? 0 : step === 0.1 ? 1 : 2;
  return clamp(field, Number((Math.round((value + steps * step) / step) * step).toFixed(places)));
}
