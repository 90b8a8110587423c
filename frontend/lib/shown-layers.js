/** Which layers of a deep network, and which of their maps, stand for the others in a small figure. */

/** @typedef {import("./types.js").LayerRow} LayerRow */
/** @typedef {import("./types.js").FeatureMap} FeatureMap */

/**
 * At most `count` layers with feature maps, evenly from first to last: the outputs of activation functions, else of convolutions.
 * @param {LayerRow[]} layers
 * @param {number} count
 */
export function shownLayers(layers, count) {
  const spatial = layers.filter(({ output_shape }) => output_shape.length === 3);
  const activations = spatial.filter(({ type }) => type === "activation");
  const candidates = activations.length >= 2 ? activations : spatial.filter(({ type }) => type === "conv2d" || type.includes("pooling"));
  if (candidates.length <= count) return candidates;
  return Array.from({ length: count }, (_, i) => candidates[Math.round((i * (candidates.length - 1)) / (count - 1))]);
}

/** How much a map varies, as a share of its largest value; 0 for one that is the same everywhere. @param {FeatureMap} map */
function variation({ values, minimum, maximum }) {
  const limit = Math.max(Math.abs(minimum), Math.abs(maximum));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return limit > 0 ? Math.sqrt(variance) / limit : 0;
}

/**
 * The maps in which there is most to see, those that vary most first.
 * @param {FeatureMap[]} maps
 * @param {number} count
 */
export function mostVaried(maps, count) {
  return [...maps].sort((a, b) => variation(b) - variation(a)).slice(0, count);
}
