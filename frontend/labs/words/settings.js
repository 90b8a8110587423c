/** About how long a training of word embeddings takes. */

/** @typedef {import("../../lib/types.js").Params} Params */

/**
 * Words of text per second by negative sampling on two cores of 2024, in 100 dimensions and batches of 512 words or more.
 * @type {Record<string, number>}
 */
const PACE = { "skip-gram": 800_000, cbow: 650_000 };
const START_S = 2;
const EVALUATION_S = 0.15; // after each epoch: neighbours, word pairs, analogies

/**
 * About how many seconds a training takes; null where the text must be counted to know: the softmax goes over every word of the vocabulary,
 * GloVe over every pair of words that occur together, and small batches cost time of their own.
 * @param {Params} values
 * @param {number} words of the text
 */
export function secondsOf({ objective, architecture, dimensions, batch_size, epochs }, words) {
  if (objective !== "negative_sampling" || batch_size < 512) return null;
  const pace = (PACE[architecture] * 100) / Math.max(100, dimensions);
  return START_S + epochs * (EVALUATION_S + words / pace);
}

/** Words of text that word2vec must have read in all its epochs, measured on the bundled news and parts of it. */
const READ = 300_000;

/**
 * How often a text must be read so that its words move apart; a text of 10,000 words or more as often as by default.
 * @param {number} words of the text
 * @param {number} [usual]
 */
export const neededEpochs = (words, usual = 30) => Math.max(usual, Math.min(500, Math.ceil(READ / Math.max(1, words))));
