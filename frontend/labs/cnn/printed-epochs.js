/** The log that §4.3 prints, and the epochs of a run in the same order. */

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {[number|null, number|null, number|null, number|null]} Epoch accuracy, loss, validation accuracy, validation loss */

/** @type {Epoch[]} */
export const PRINTED = [
  [0.4356, 1.5428, 0.5167, 1.3429],
  [0.5781, 1.1854, 0.591, 1.1309],
  [0.6352, 1.0315, 0.633, 1.0462],
  [0.673, 0.9276, 0.6714, 0.938],
  [0.7, 0.851, 0.6846, 0.9029],
  [0.7219, 0.7882, 0.6734, 0.9593],
  [0.743, 0.7321, 0.7014, 0.8792],
  [0.7567, 0.6929, 0.7047, 0.8803],
  [0.7707, 0.6483, 0.7074, 0.882],
  [0.7825, 0.6123, 0.7065, 0.8865],
];

/** The means of each epoch of a run. @param {JobEvent[]} events @returns {Epoch[]} */
export function epochsOf(events) {
  /** @type {Epoch[]} */
  const epochs = [];
  for (const { type, data } of events) {
    if (type !== "metric" || data.scope !== "epoch" || data.split === "test" || !data.epoch) continue;
    epochs[data.epoch - 1] ??= [null, null, null, null];
    const row = epochs[data.epoch - 1];
    const first = data.split === "validation" ? 2 : 0;
    row[first] = data.values.accuracy ?? null;
    row[first + 1] = data.values.loss ?? null;
  }
  return Array.from(epochs, (row) => row ?? [null, null, null, null]);
}
