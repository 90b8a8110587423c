/** The kernel and the filter settings, from the address of the page to the fields of `POST /convolve`. */

import { namedIn, numberIn, rowsIn, WITHIN, wordIn, written } from "../../lib/query.js";

/** @typedef {{id: string, title: string, matrix: number[][], divisor: number, in_tutorial: boolean}} Kernel */
/** @typedef {{rows: number[][], divisor: number, preset: string}} Chosen `preset`: its id; "" for a custom kernel */

/** The settings by their names in the address; the first value is the default. */
export const CHOICES = /** @type {const} */ ({
  operation: ["correlate", "convolve"],
  border: ["zero", "reflect", "replicate", "wrap"],
  channels: ["rgb", "grey"],
  normalization: ["clip", "absolute", "centre", "stretch"],
});
/** How the values are written where they are no words of their own. @type {Record<string, Record<string, string>>} */
export const TITLES = {
  operation: { correlate: "cross-correlation", convolve: "convolution" },
  padding: { same: "same (preserves the size)", valid: "valid (none)", 1: "1 pixel", 2: "2 pixels", 4: "4 pixels", 8: "8 pixels" },
  border: { zero: "zeros", reflect: "reflection", replicate: "replication", wrap: "periodic" },
  channels: { rgb: "red, green, blue", grey: "grey (luma)" },
  normalization: {
    clip: "clip to 0…255",
    absolute: "absolute value |v|",
    centre: "centred, 128 + v/2",
    stretch: "stretch to 0…255",
  },
};
export const MAX_SIZE = 15;
const PADDINGS = ["same", "valid", ...Array.from({ length: 65 }, (_, pixels) => String(pixels))];

/** @param {Record<string, string>} query @param {Kernel[]} presets @returns {Chosen} */
export function chosenKernel(query, presets) {
  const named = namedIn(query, "kernel", presets, "ridge");
  if (query.matrix === undefined) return { rows: named.matrix, divisor: named.divisor, preset: named.id };
  return { rows: rowsIn(query, "matrix", named.matrix), divisor: numberIn(query, "divisor", 1, WITHIN) || 1, preset: "" };
}

/**
 * How the kernel is applied to the image: the fields of `POST /convolve` without the kernel.
 * @param {Record<string, string>} query
 * @param {readonly string[]} activations the first is the default
 * @returns {Record<string, string>}
 */
export function filterFields(query, activations) {
  const entries = Object.entries({ ...CHOICES, activation: activations }).map(([name, allowed]) => [name, wordIn(query, name, allowed)]);
  const { border: border_mode, ...choices } = Object.fromEntries(entries);
  return {
    ...choices,
    border_mode,
    padding: wordIn(query, "padding", PADDINGS),
    stride: String(numberIn(query, "stride", 1, { integer: true, minimum: 1, maximum: 64 })),
    dilation: String(numberIn(query, "dilation", 1, { integer: true, minimum: 1, maximum: 8 })),
  };
}

/** @param {Chosen} kernel @returns {Record<string, string>} */
export const kernelFields = ({ rows, divisor, preset }) =>
  preset ? { kernel: preset } : { matrix: JSON.stringify(rows), divisor: String(divisor) };

/** A custom kernel in the address. @param {number[][]} rows @param {number} divisor */
export const kernelQuery = (rows, divisor) => ({ kernel: null, matrix: written(rows), divisor: divisor === 1 ? null : String(divisor) });

/** The kernel in another odd size, centred; new weights are 0. @param {number[][]} rows @param {number} size */
export function resized(rows, size) {
  const down = (rows.length - size) / 2;
  const across = (rows[0].length - size) / 2;
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => rows[i + Math.floor(down)]?.[j + Math.floor(across)] ?? 0),
  );
}
