/** Three ways to learn vectors from a text, and the models that have. */

/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {import("../../lib/types.js").Params} Params */
/** @typedef {{title: string, words: string, kind: string, params: Params}} Way */

/** @type {Way[]} */
export const WAYS = [
  {
    title: "Skip-gram",
    words: "A word predicts each word around it.",
    kind: "word2vec",
    params: { architecture: "skip-gram", epochs: 20 },
  },
  {
    title: "CBOW",
    words: "The words around predict the one in the middle.",
    kind: "word2vec",
    params: { architecture: "cbow", learning_rate: 0.1, epochs: 20 },
  },
  { title: "GloVe", words: "Two vectors’ product says how often they meet.", kind: "glove", params: { epochs: 30 } },
];

/**
 * The newest model of each way that has learnt from this text.
 * @param {Model[]} models
 * @param {string} dataset
 * @returns {(Model|undefined)[]}
 */
export function oneOfEach(models, dataset) {
  return WAYS.map(({ kind, params }) =>
    models.find(
      (model) =>
        model.dataset === dataset &&
        model.kind === kind &&
        (!params.architecture || (model.params.architecture === params.architecture && model.params.objective === "negative_sampling")),
    ),
  );
}
