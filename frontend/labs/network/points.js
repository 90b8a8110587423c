/** The data: own points read from text, targets, and the split into training and test data. */

import { reportAddress } from "../../lib/misread.js";

const MAX_CLASSES = 6;
const FARTHEST = 1e6;

/** @typedef {{x: number[][], y: number[][], labels: number[]}} Points */

/** The user's own points: `0.5,-0.2,1;…`. @param {string} text @returns {[number, number, number][]} */
export function ownPoints(text) {
  const parts = text.split(";").filter(Boolean);
  const points = parts.flatMap((part) => {
    const [x, y, label] = part.split(",").map((cell) => (cell.trim() === "" ? Number.NaN : Number(cell)));
    const fits = Math.max(Math.abs(x), Math.abs(y)) <= FARTHEST && Number.isInteger(label) && label >= 0 && label < MAX_CLASSES;
    return fits ? [/** @type {[number, number, number]} */ ([x, y, label])] : [];
  });
  if (points.length < parts.length) reportAddress("own", text, `${points.length} of ${parts.length} points`);
  return points;
}

/**
 * Lines of x1,x2,label, with or without a heading.
 * @param {string} text
 * @returns {{points: [number, number, number][], wrong: string}} `wrong`: the first line that cannot be read, in words
 */
export function parseCsv(text) {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  /** @type {[number, number, number][]} */
  const points = [];
  for (const [i, line] of lines.entries()) {
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim());
    const [x, y, label] = cells.map((cell) => (cell === "" ? Number.NaN : Number(cell)));
    const isHeading = i === 0 && cells.every((cell) => Number.isNaN(Number(cell)));
    if (isHeading) continue;
    if (cells.length !== 3 || ![x, y].every(Number.isFinite))
      return { points, wrong: `Line ${i + 1}, “${line.slice(0, 40)}”: three numbers are required, x1, x2 and the class.` };
    if (!Number.isInteger(label) || label < 0 || label > 5)
      return { points, wrong: `Line ${i + 1}: the class is ${cells[2]}; allowed are 0 to 5.` };
    points.push([x, y, label]);
  }
  return { points, wrong: points.length < 2 ? "At least two points are required." : "" };
}

/** Targets: one column for two classes, else one-hot vectors. @param {number[]} labels @param {number} classes */
const targets = (labels, classes) =>
  labels.map((label) => (classes === 2 ? [label] : Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0))));

/** @param {[number, number, number][]} own @param {number} classes @returns {Points} */
export function pointsOf(own, classes) {
  const labels = own.map(([, , label]) => Math.min(label, classes - 1));
  return { x: own.map(([x, y]) => [x, y]), labels, y: targets(labels, classes) };
}

/** Training and test points, evenly interleaved. @param {Points} points @param {number} share of the training points */
export function trainTestSplit(points, share) {
  const isTraining = points.x.map((_, i) => Math.floor((i + 1) * share) > Math.floor(i * share));
  const pick = (/** @type {boolean} */ which) => ({
    x: points.x.filter((_, i) => isTraining[i] === which),
    y: points.y.filter((_, i) => isTraining[i] === which),
    labels: points.labels.filter((_, i) => isTraining[i] === which),
  });
  return { train: pick(true), test: pick(false) };
}
