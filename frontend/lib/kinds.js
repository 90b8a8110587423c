/** What pages that show jobs and models of every kind need to know of one: its page, its unit of progress, its two curves. */

/** @typedef {{name: string, title: string, share?: boolean}} Measure `share`: in 0..1, shown in percent */
/**
 * @typedef {{unit: string, amount: string, amountNoun: string, measures: Measure[], page: string|null, model: (id: string) => string}} Face
 *   `unit`: what progress counts; `amount`: the parameter that says how long, and its noun; `page`: of its lab; `model`: where a finished
 *   job is opened
 */

/** @type {Face} */
const WORDS = {
  page: "words",
  model: (id) => `#/words?model=${id}`,
  unit: "epoch",
  amount: "epochs",
  amountNoun: "epoch",
  measures: [
    { name: "loss", title: "Loss" },
    { name: "word_similarity", title: "Agreement with WordSim-353" },
  ],
};

/** @type {Record<string, Face>} */
const FACES = {
  cnn: {
    page: "cnn",
    model: (id) => `#/models/${id}`,
    unit: "epoch",
    amount: "epochs",
    amountNoun: "epoch",
    measures: [
      { name: "loss", title: "Loss" },
      { name: "accuracy", title: "Accuracy", share: true },
    ],
  },
  gan: {
    page: "gan",
    model: (id) => `#/gan?job=${id}`,
    unit: "grid",
    amount: "iterations",
    amountNoun: "iteration",
    measures: [
      { name: "generator_loss", title: "Loss of the forger" },
      { name: "discriminator_loss", title: "Loss of the judge" },
    ],
  },
  word2vec: WORDS,
  glove: WORDS,
};

/** @param {string} kind */
export const faceOf = (kind) => FACES[kind] ?? { ...FACES.cnn, page: null };

/** Where a finished job is opened as a model. @param {string} kind @param {string} id */
export const modelAddress = (kind, id) => faceOf(kind).model(id);
