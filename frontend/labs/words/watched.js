/** The neighbours of the words that a run watches, epoch by epoch, from its log. */

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {{word: string, similarity: number}} Neighbour */
/** @typedef {{epoch: number, neighbours: Neighbour[]}} Stage */

/** `Epoch 3: water → hot 0.81, dry 0.79` */
const LINE = /^Epoch (\d+): (\S+) → (.*)$/;

/** @param {string} text such as `hot 0.81` @returns {Neighbour} */
function neighbourIn(text) {
  const [word, similarity] = text.split(" ");
  return { word, similarity: Number(similarity) };
}

/**
 * Word → its neighbours after each epoch. An epoch that was done again, after a restart, takes the place of what came before.
 * @param {JobEvent[]} events
 * @returns {Map<string, Stage[]>}
 */
export function neighboursByEpoch(events) {
  /** @type {Map<string, Stage[]>} */
  const found = new Map();
  for (const { type, data } of events) {
    const line = type === "log" && LINE.exec(data.message);
    if (!line) continue;
    const epoch = Number(line[1]);
    const earlier = (found.get(line[2]) ?? []).filter((stage) => stage.epoch < epoch);
    found.set(line[2], [...earlier, { epoch, neighbours: line[3].split(", ").map(neighbourIn) }]);
  }
  return found;
}

/**
 * The first epoch, the middle one of the whole run, and the newest, as far as they are there.
 * @param {Stage[]} all
 * @param {number} epochs of the whole run
 */
export function shownStages(all, epochs) {
  const middle = all.find(({ epoch }) => epoch >= epochs / 2);
  return [...new Set([all[0], middle ?? all[0], all[all.length - 1]])];
}

/** The neighbours that were not there a stage before; none at the first. @param {Stage} stage @param {Stage|undefined} before */
export function newcomers({ neighbours }, before) {
  if (!before) return new Set();
  const old = new Set(before.neighbours.map(({ word }) => word));
  return new Set(neighbours.map(({ word }) => word).filter((word) => !old.has(word)));
}
