/** Pictures to show to a network: test images of its own data set, or crops of the built-in photos where that set is not here. */

import { listExamples, listSamples } from "../api.js";

/** @typedef {import("../lib/types.js").Example} Example */

/**
 * @param {string} model
 * @param {number} count
 * @returns {Promise<Example[]>}
 */
export async function examplesOf(model, count) {
  const own = await listExamples(model, count);
  if (own.length > 0) return own;
  const patches = await listSamples("photo-patches", count, "test");
  return patches.map(({ image_url, label }) => ({ image_url, label: null, credit: `a crop of a photo: ${label}` }));
}
