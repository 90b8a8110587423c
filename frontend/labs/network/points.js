/** The data: own points of the address, targets, and the split into training and test data. */

import { reportAddress } from "../../lib/misread.js";

/** @typedef {{x: number[][], y: number[][], labels: number[]}} Points */
/** @typedef {[number, number, number]} Point x1, x2, class */

export const MAX_OWN_POINTS = 2000;
const MAX_CLASS = 5;
const MAX_COORDINATE = 1000;

/**
 * Points in the address: `0.5,-0.2,1;…`. What is no point is left out, and reported.
 * @param {string} name in the address
 * @param {string} text
 * @returns {Point[]}
 */
export function ownPoints(name, text) {
  const parts = text.split(";").filter(Boolean);
  const points = parts.flatMap((part) => {
    const [x, y, label, ...more] = part.split(",").map((cell) => (cell.trim() === "" ? Number.NaN : Number(cell)));
    const isPoint = more.length === 0 && [x, y].every((value) => Math.abs(value) <= MAX_COORDINATE);
    return isPoint && Number.isInteger(label) && label >= 0 && label <= MAX_CLASS ? [/** @type {Point} */ ([x, y, label])] : [];
  });
  if (points.length < parts.length) reportAddress(name, text, `${points.length} of ${parts.length} points`);
  return points;
}

/** As `ownPoints` reads it. @param {Point[]} points */
export const written = (points) => points.map((point) => point.join(",")).join(";");

/** Targets: one column for two classes, else one-hot vectors. @param {number[]} labels @param {number} classes */
const targets = (labels, classes) =>
  labels.map((label) => (classes === 2 ? [label] : Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0))));

/** @param {Point[]} own @param {number} classes @returns {Points} */
export function pointsOf(own, classes) {
  const labels = own.map(([, , label]) => label);
  return { x: own.map(([x, y]) => [x, y]), labels, y: targets(labels, classes) };
}

/** The points in an order that depends on the seed, so that a sorted file is split evenly. @param {Point[]} own @param {number} seed */
export function shuffled(own, seed) {
  let state = seed + 1;
  const key = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return own
    .map((point) => ({ point, at: key() }))
    .sort((a, b) => a.at - b.at)
    .map(({ point }) => point);
}

/**
 * Training and test points, evenly interleaved; at least one is a training point. Added points are training points.
 * @param {Points} points
 * @param {number} share of the training points
 * @param {Points} [added]
 */
export function trainTestSplit(points, share, added = { x: [], y: [], labels: [] }) {
  const last = points.x.length - 1;
  const isTraining = points.x.map((_, i) => Math.floor((i + 1) * share) > Math.floor(i * share) || (i === last && (i + 1) * share < 1));
  const pick = (/** @type {boolean} */ which) => ({
    x: points.x.filter((_, i) => isTraining[i] === which),
    y: points.y.filter((_, i) => isTraining[i] === which),
    labels: points.labels.filter((_, i) => isTraining[i] === which),
  });
  const chosen = pick(true);
  const train = { x: [...chosen.x, ...added.x], y: [...chosen.y, ...added.y], labels: [...chosen.labels, ...added.labels] };
  return { train, test: pick(false) };
}
