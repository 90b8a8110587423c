/** Where words are on the screen: the arithmetic of a map that is zoomed and panned. */

/** @typedef {{word: string, count: number, x: number, y: number}} Point */
/**
 * @typedef {{x: number, y: number, zoom: number}} View the point of the map at the centre of the screen, and the magnification
 */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

export const WHOLE = { x: 0, y: 0, zoom: 1 };
const MARGIN = 0.9;
const ZOOMS = [0.5, 60];

/** Points moved and scaled so that all lie within −1 … 1. @param {Point[]} points @returns {Point[]} */
export function fitted(points) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const half = Math.max(right - left, high - low, 1e-9) / 2;
  return points.map((point) => ({ ...point, x: (point.x - (left + right) / 2) / half, y: (point.y - (low + high) / 2) / half }));
}

/** @param {number} width @param {number} height @param {View} view */
const scaleOf = (width, height, { zoom }) => (MARGIN * zoom * Math.min(width, height)) / 2;

/** @param {{x: number, y: number}} point @param {number} width @param {number} height @param {View} view @returns {[number, number]} */
export function onScreen(point, width, height, view) {
  const scale = scaleOf(width, height, view);
  return [width / 2 + (point.x - view.x) * scale, height / 2 - (point.y - view.y) * scale];
}

/**
 * The view after the map was dragged by so many pixels.
 * @param {View} view
 * @param {number} dx
 * @param {number} dy
 * @param {number} width
 * @param {number} height
 * @returns {View}
 */
export function panned(view, dx, dy, width, height) {
  const scale = scaleOf(width, height, view);
  return { ...view, x: view.x - dx / scale, y: view.y + dy / scale };
}

/**
 * Zoomed around a place on the screen, which stays where it is.
 * @param {View} view
 * @param {number} factor
 * @param {number} px
 * @param {number} py
 * @param {number} width
 * @param {number} height
 * @returns {View}
 */
export function zoomed(view, factor, px, py, width, height) {
  const zoom = Math.min(ZOOMS[1], Math.max(ZOOMS[0], view.zoom * factor));
  const shift = 1 / scaleOf(width, height, view) - 1 / scaleOf(width, height, { ...view, zoom });
  return { zoom, x: view.x + (px - width / 2) * shift, y: view.y - (py - height / 2) * shift };
}

/**
 * The point nearest to a place on the screen, within some pixels.
 * @param {Point[]} points
 * @param {number} px
 * @param {number} py
 * @param {number} width
 * @param {number} height
 * @param {View} view
 * @returns {Point|null}
 */
export function pointAt(points, px, py, width, height, view, reach = 24) {
  let best = null;
  let least = reach;
  for (const point of points) {
    const [x, y] = onScreen(point, width, height, view);
    const distance = Math.hypot(x - px, y - py);
    if (distance < least) [best, least] = [point, distance];
  }
  return best;
}

/** True when the box touches none of the others; it is then one of them. @param {Box[]} taken @param {Box} box */
export function place(taken, box) {
  if (taken.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top))
    return false;
  taken.push(box);
  return true;
}
