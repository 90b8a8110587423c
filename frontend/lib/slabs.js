/** A network as a row of blocks: as high as its images, as deep as its channels. Geometry only. */

/** @typedef {import("./types.js").LayerRow} LayerRow */
/** @typedef {{name: string, title: string, size: string, x: number, width: number, side: number, sheets: number, flat: boolean}} Slab */

const HIGHEST = 132;
/** So that a deep network still fits its column. */
const HIGHEST_OF_MANY = 88;
const MANY = 9;
const LOWEST = 16;
const FLAT_WIDTH = 12;
export const SHEET_OFFSET = 4;
const LABEL_WIDTH = 66;
const GAP = 18;

/** Layers that change no shape stand in the summary only. */
const UNSEEN = new Set(["activation", "batch_normalization", "dropout"]);

const SHORT = {
  conv2d: "convolution",
  max_pooling2d: "max pooling",
  average_pooling2d: "average pooling",
  global_average_pooling2d: "global average",
  flatten: "flatten",
  dense: "dense",
};

/** @param {number} share the root of it is drawn, so that small images stay visible @param {number} highest */
const scaled = (share, highest) => Math.max(LOWEST, highest * Math.sqrt(share));

/** @param {string} type */
export const shortName = (type) => SHORT[/** @type {keyof typeof SHORT} */ (type)] ?? type.replaceAll("_", " ");

/**
 * @param {{name: string, title: string, shape: number[]}} layer
 * @param {number} largest
 * @param {number} mostUnits
 * @param {number} highest
 */
function slab({ name, title, shape }, largest, mostUnits, highest) {
  const flat = shape.length === 1;
  const side = scaled(shape[0] / (flat ? mostUnits : largest), highest);
  const sheets = flat ? 1 : Math.max(1, Math.min(9, Math.round(Math.log2(shape[2] + 1))));
  const width = Math.max(LABEL_WIDTH, (flat ? FLAT_WIDTH : side) + (sheets - 1) * SHEET_OFFSET);
  return { name, title, size: shape.join("×"), side, sheets, flat, width };
}

/**
 * @param {number[]} inputShape
 * @param {LayerRow[]} rows
 * @returns {{slabs: Slab[], width: number, height: number}}
 */
export function slabs(inputShape, rows) {
  const seen = rows
    .filter(({ type }) => !UNSEEN.has(type))
    .map(({ name, type, output_shape: shape }) => ({ name, title: shortName(type), shape }));
  const layers = [{ name: "", title: "input", shape: inputShape }, ...seen];
  const mostUnits = Math.max(...layers.map(({ shape }) => (shape.length === 1 ? shape[0] : 1)));
  const highest = layers.length > MANY ? HIGHEST_OF_MANY : HIGHEST;
  let x = 0;
  const placed = layers.map((layer) => {
    const one = { ...slab(layer, inputShape[0], mostUnits, highest), x };
    x += one.width + GAP;
    return one;
  });
  return { slabs: placed, width: x - GAP, height: highest + 8 * SHEET_OFFSET };
}
