/** What pages that show jobs and models of every kind need to know of one: its page, its unit of progress, its two curves. */

/** @typedef {{name: string, title: string, share?: boolean}} Measure `share`: in 0..1, shown in percent */
/** @typedef {{page: string|null, unit: string, amount: string, amountNoun: string, measures: Measure[]}} Face
 *   `page`: of the lab that opens a job; `unit`: what progress counts; `amount`: the parameter that says how long, and its noun */

/** @type {Record<string, Face>} */
const FACES = {
  cnn: { page: "cnn", unit: "epoch", amount: "epochs", amountNoun: "epoch", measures: [{ name: "loss", title: "Loss" }, { name: "accuracy", title: "Accuracy", share: true }] },
  gan: {
    page: "gan", unit: "grid", amount: "iterations", amountNoun: "iteration",
    measures: [{ name: "generator_loss", title: "Loss of the forger" }, { name: "discriminator_loss", title: "Loss of the judge" }],
  },
};

/** @param {string} kind */
export const faceOf = (kind) => FACES[kind] ?? { ...FACES.cnn, page: null };

/** Where a finished job is opened as a model. @param {string} kind @param {string} id */
export const modelAddress = (kind, id) => (kind === "cnn" || !faceOf(kind).page ? `#/models/${id}` : `#/${faceOf(kind).page}?job=${id}`);
