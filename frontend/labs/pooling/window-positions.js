/** The positions of a sliding window on a matrix, row by row. */

/** @typedef {{row: number, column: number, top: number, left: number}} Position the output cell, and the window's first input cell */

/** @param {number} rows of the output @param {number} columns @param {number} stride @returns {Position[]} */
export function windowPositions(rows, columns, stride) {
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return { row, column, top: row * stride, left: column * stride };
  });
}

/** Is a cell under the window? @param {Position} position @param {number} window @param {number} i @param {number} j */
export const covers = ({ top, left }, window, i, j) => i >= top && i < top + window && j >= left && j < left + window;
