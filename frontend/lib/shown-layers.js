/** Which layers of a deep network stand for the others in a small picture. */

/** @typedef {import("./types.js").LayerRow} LayerRow */

/**
 * At most `count` layers with feature maps, evenly from first to last: what comes out of non-linearities, else of convolutions.
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
