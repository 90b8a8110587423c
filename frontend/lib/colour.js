/** Colour scales as functions of a number; the colours themselves are custom properties of styles/tokens.css. */

/** @typedef {[number, number, number]} Rgb each 0 to 255 */

/** `rgb(12, 34, 56)` as a browser computes it. @param {string} text @returns {Rgb} */
export function parseRgb(text) {
  const numbers = text.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0];
  const scale = text.startsWith("color(") ? 255 : 1;
  return [numbers[0] * scale, numbers[1] * scale, numbers[2] * scale];
}

/** @param {Rgb} a @param {Rgb} b @param {number} t @returns {Rgb} */
function mix(a, b, t) {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/**
 * A table of 511 colours from −1 to 1 through 0, piecewise linear between evenly spaced stops.
 * @param {Rgb[]} stops an odd number; the middle one is zero's colour
 */
export function divergingTable(stops) {
  const table = new Uint8ClampedArray(511 * 3);
  for (let i = 0; i < 511; i += 1) {
    const place = (i / 510) * (stops.length - 1);
    const low = Math.min(Math.floor(place), stops.length - 2);
    table.set(mix(stops[low], stops[low + 1], place - low), i * 3);
  }
  return table;
}

/**
 * The pixels of a map of numbers, zero in the scale's middle and ±`limit` at its ends.
 * @param {ArrayLike<number>} values
 * @param {number} limit
 * @param {Uint8ClampedArray} table of `divergingTable`
 * @returns {Uint8ClampedArray<ArrayBuffer>} RGBA
 */
export function paint(values, limit, table) {
  const pixels = new Uint8ClampedArray(values.length * 4);
  const scale = limit > 0 ? 255 / limit : 0;
  for (let i = 0; i < values.length; i += 1) {
    const colour = 3 * Math.max(0, Math.min(510, Math.round(255 + values[i] * scale)));
    pixels[4 * i] = table[colour];
    pixels[4 * i + 1] = table[colour + 1];
    pixels[4 * i + 2] = table[colour + 2];
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
