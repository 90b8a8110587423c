/** The plane: what the network says everywhere, and the points that it learns from. */

import { useEffect, useRef } from "preact/hooks";

import { paint, parseRgb } from "../../lib/colour.js";
import { html } from "../../lib/html.js";
import { upright } from "../../lib/plane.js";
import { colours, isDark, signedColours } from "../../state.js";

/** @typedef {import("./setup.js").Points} Points */

const CLASSES = ["--curve-1", "--curve-2", "--curve-3", "--curve-4", "--curve-5", "--curve-6"];
/** Of two classes: the ends of the diverging scale. */
const TWO = ["--diverging-1", "--diverging-5"];
const SIZE = 100;
/** End of the scale: beyond 1, so that the points stand out from the plane. */
const PALE = 2.8;

/** @param {number[][][]} maps one for each class: the colour of the most probable one, the paler the less sure @param {boolean} dark */
function mixed(maps, dark) {
  const tints = colours(CLASSES).map(parseRgb);
  const paper = dark ? 20 : 251;
  const flat = maps.map(upright);
  const pixels = new Uint8ClampedArray(flat[0].length * 4);
  for (let i = 0; i < flat[0].length; i += 1) {
    let best = 0;
    for (let k = 1; k < flat.length; k += 1) if (flat[k][i] > flat[best][i]) best = k;
    const strength = 0.75 * flat[best][i];
    for (let c = 0; c < 3; c += 1) pixels[4 * i + c] = paper + (tints[best][c] - paper) * strength;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/**
 * @param {{maps: number[][][], low: number, high: number, train: Points, test: Points, classes: number, add: (x: number, y: number) =>
 *   void}} props `maps`: of the last layer
 */
export function Plane({ maps, low, high, train, test, classes, add }) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const table = signedColours.value;
  const dark = isDark.value;
  const side = maps[0].length;
  useEffect(() => {
    const pixels =
      maps.length === 1
        ? paint(
            upright(maps[0]).map((value) => 2 * value - 1),
            PALE,
            table,
          )
        : mixed(maps, dark);
    canvas.current?.getContext("2d")?.putImageData(new ImageData(pixels, side, side), 0, 0);
  }, [maps, table, dark]);
  const left = (/** @type {number} */ x) => ((x - low) / (high - low)) * SIZE;
  const top = (/** @type {number} */ y) => ((high - y) / (high - low)) * SIZE;
  /** @param {MouseEvent} event */
  const click = (event) => {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    add(low + ((event.clientX - box.left) / box.width) * (high - low), high - ((event.clientY - box.top) / box.height) * (high - low));
  };
  const colour = (/** @type {number} */ label) => `var(${classes === 2 ? TWO[label] : CLASSES[label]})`;
  const dots = (/** @type {Points} */ { x, labels }, /** @type {string} */ name) =>
    x.map(([a, b], i) => html`<circle class=${name} cx=${left(a)} cy=${top(b)} r="1.25" style=${`fill: ${colour(labels[i])}`} />`);
  return html`<div class="plane" onClick=${click}>
    <canvas ref=${canvas} width=${side} height=${side}></canvas>
    <svg viewBox=${`0 0 ${SIZE} ${SIZE}`} role="img"
      aria-label=${`${train.x.length} points to learn, ${test.x.length} held out; click to add one`}
    >
      ${dots(train, "learnt")}
      ${dots(test, "held-out")}
    </svg>
  </div>`;
}
