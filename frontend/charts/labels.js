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
 * Moves labels apart that would stand on each other, as little as possible and keeping their order; none leaves the room between `from`
 * and `to`, unless there are more than fit into it.
 * @template {{top: number}} L
 * @param {L[]} labels
 * @param {number} [from]
 * @param {number} [to]
 */
export function spread(labels, from = -Infinity, to = Infinity) {
  /** Labels that touch each other, around their mean. @type {{labels: L[], sum: number}[]} */
  const groups = [];
  const first = (/** @type {typeof groups[0]} */ { labels: all, sum }) => {
    const [height, top] = [(all.length - 1) * LINE_HEIGHT, sum / all.length - ((all.length - 1) * LINE_HEIGHT) / 2];
    return Math.max(from, Math.min(to - height, top));
  };
  for (const label of [...labels].sort((a, b) => a.top - b.top)) {
    let group = { labels: [label], sum: label.top };
    for (let above = groups.at(-1); above && first(above) + above.labels.length * LINE_HEIGHT > first(group); above = groups.at(-1)) {
      group = { labels: [...above.labels, ...group.labels], sum: above.sum + group.sum };
      groups.pop();
    }
    groups.push(group);
  }
  for (const group of groups) {
    const top = first(group);
    group.labels.forEach((label, i) => {
      label.top = top + i * LINE_HEIGHT;
    });
  }
  return labels;
}
