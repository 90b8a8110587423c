/** The nearest neighbours of the tracked words after each epoch, from the tables of a training run. */

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("./neighbours.js").Neighbour} Neighbour */
/** @typedef {{epoch: number, neighbours: Neighbour[]}} EpochNeighbours */

/**
 * Word → its neighbours after each epoch. An epoch that is trained again, after a restart, replaces what was reported from it on.
 * @param {JobEvent[]} events
 * @returns {Map<string, EpochNeighbours[]>}
 */
export function neighboursByEpoch(events) {
  /** @type {Map<string, EpochNeighbours[]>} */
  const found = new Map();
  for (const { type, data } of events) {
    if (type !== "table" || data.name !== "neighbours") continue;
    const epoch = Number(data.epoch);
    for (const [word, neighbours] of rowsByWord(data)) {
      const earlier = (found.get(word) ?? []).filter((one) => one.epoch < epoch);
      found.set(word, [...earlier, { epoch, neighbours }]);
    }
  }
  return found;
}

/** The rows of one table under their words. @param {import("../../lib/types.js").JobTable} table @returns {Map<string, Neighbour[]>} */
function rowsByWord({ columns, rows }) {
  const [word, neighbour, similarity] = ["word", "neighbour", "cosine_similarity"].map((name) => columns.indexOf(name));
  /** @type {Map<string, Neighbour[]>} */
  const lists = new Map();
  for (const row of rows) {
    const list = lists.get(String(row[word])) ?? [];
    lists.set(String(row[word]), [...list, { word: String(row[neighbour]), similarity: Number(row[similarity]) }]);
  }
  return lists;
}

/**
 * The first epoch, the middle one of the whole run, and the newest, as far as they are reported.
 * @param {EpochNeighbours[]} all
 * @param {number} epochs of the whole run
 */
export function shownEpochs(all, epochs) {
  const middle = all.find(({ epoch }) => epoch >= epochs / 2);
  return [...new Set([all[0], middle ?? all[0], all[all.length - 1]])];
}

/**
 * The neighbours that the row above does not have; none in the first row.
 * @param {EpochNeighbours} row
 * @param {EpochNeighbours|undefined} above
 */
export function newNeighbours({ neighbours }, above) {
  if (!above) return new Set();
  const old = new Set(above.neighbours.map(({ word }) => word));
  return new Set(neighbours.map(({ word }) => word).filter((word) => !old.has(word)));
}
