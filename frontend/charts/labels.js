/** Names at the ends of lines, instead of a legend. */

const LINE_HEIGHT = 15;

/**
 * Index of the last measured value; −1 when there is none.
 * @param {ArrayLike<number|null|undefined>} column
 */
export function lastIndex(column) {
  let i = column.length - 1;
  while (i >= 0 && (column[i] === null || column[i] === undefined)) i -= 1;
  return i;
}

/**
 * Index of the measured value nearest to a place in the column; −1 when there is none.
 * @param {ArrayLike<number|null|undefined>} column
 * @param {number} place
 */
export function nearestIndex(column, place) {
  for (let distance = 0; distance < column.length; distance += 1) {
    for (const i of [place - distance, place + distance]) {
      if (i >= 0 && i < column.length && typeof column[i] === "number") return i;
    }
  }
  return -1;
}

/**
 * Moves labels apart that would stand on each other, keeping their order.
 * @template {{top: number}} L
 * @param {L[]} labels
 */
export function spread(labels) {
  const sorted = [...labels].sort((a, b) => a.top - b.top);
  // A pair that moves apart may come upon its neighbours: as often as there are labels is enough.
  for (const _ of sorted) {
    for (let i = 1; i < sorted.length; i += 1) {
      const overlap = sorted[i - 1].top + LINE_HEIGHT - sorted[i].top;
      if (overlap > 0) {
        sorted[i - 1].top -= overlap / 2;
        sorted[i].top += overlap / 2;
      }
    }
  }
  return labels;
}
