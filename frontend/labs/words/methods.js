/** Three methods that train embeddings on a text, and the models that they have trained. */

/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {import("../../lib/types.js").Params} Params */
/** @typedef {{title: string, description: string, kind: string, params: Params}} Method */

/** @type {Method[]} */
export const METHODS = [
  {
    title: "Skip-gram",
    description: "Each word predicts its context.",
    kind: "word2vec",
    params: { architecture: "skip-gram" },
  },
  {
    title: "CBOW",
    description: "The context predicts the word in its middle.",
    kind: "word2vec",
    params: { architecture: "cbow", learning_rate: 0.1 },
  },
  {
    title: "GloVe",
    description: "Dot products fit log co-occurrence counts.",
    kind: "glove",
    params: {},
  },
];

/**
 * The newest model of each method that was trained on this text; word2vec by negative sampling.
 * @param {Model[]} models
 * @param {string} dataset
 * @returns {(Model|undefined)[]}
 */
export function newestOfEach(models, dataset) {
  return METHODS.map(({ kind, params }) =>
    models.find(
      (model) =>
        model.dataset === dataset &&
        model.kind === kind &&
        (!params.architecture || (model.params.architecture === params.architecture && model.params.objective === "negative_sampling")),
    ),
  );
}
