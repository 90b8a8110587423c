/** The windows of a walk over a matrix, in reading order. */

/** @typedef {{row: number, column: number, top: number, left: number}} Stop the output cell, and the window's first cell */

/** @param {number} rows of the output @param {number} columns @param {number} stride @returns {Stop[]} */
export function stops(rows, columns, stride) {
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return { row, column, top: row * stride, left: column * stride };
  });
}

/** Is a cell under the window? @param {Stop} stop @param {number} window @param {number} i @param {number} j */
export const covers = ({ top, left }, window, i, j) => i >= top && i < top + window && j >= left && j < left + window;
