/** The decision boundary: the network's output over the input plane, with the training and the test points on it. */

import { useEffect, useRef } from "preact/hooks";

import { paint, parseRgb } from "../../lib/colour.js";
import { html } from "../../lib/html.js";
import { upright } from "../../lib/plane.js";
import { colours, isDark, signedColours } from "../../state.js";

/** @typedef {import("./points.js").Points} Points */

const CLASSES = ["--curve-1", "--curve-2", "--curve-3", "--curve-4", "--curve-5", "--curve-6"];
/** Of two classes: the ends of the diverging scale. */
const TWO_CLASSES = ["--diverging-1", "--diverging-5"];
const SIZE = 100;
/** End of the colour scale: beyond 1, so that the points stand out from the background. */
const SCALE_END = 2.8;

/** The colour of the most probable class, paler where it is less probable. @param {number[][][]} outputs by class @param {boolean} dark */
function classColours(outputs, dark) {
  const tints = colours(CLASSES).map(parseRgb);
  const paper = dark ? 20 : 251;
  const flat = outputs.map(upright);
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
 * @param {{outputs: number[][][], reach: number, train: Points, test: Points, classes: number, add: (x: number, y: number) => void}} props
 *   `outputs`: of the output layer, from -reach to reach on both axes
 */
export function BoundaryPlot({ outputs, reach, train, test, classes, add }) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const table = signedColours.value;
  const dark = isDark.value;
  const side = outputs[0].length;
  useEffect(() => {
    const pixels =
      outputs.length === 1
        ? paint(
            upright(outputs[0]).map((value) => 2 * value - 1),
            SCALE_END,
            table,
          )
        : classColours(outputs, dark);
    canvas.current?.getContext("2d")?.putImageData(new ImageData(pixels, side, side), 0, 0);
  }, [outputs, table, dark]);
  const left = (/** @type {number} */ x) => ((x + reach) / (2 * reach)) * SIZE;
  const top = (/** @type {number} */ y) => ((reach - y) / (2 * reach)) * SIZE;
  /** @param {MouseEvent} event */
  const click = (event) => {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    add(((2 * (event.clientX - box.left)) / box.width - 1) * reach, (1 - (2 * (event.clientY - box.top)) / box.height) * reach);
  };
  const colour = (/** @type {number} */ label) => `var(${classes === 2 ? TWO_CLASSES[label] : CLASSES[label]})`;
  const dots = (/** @type {Points} */ { x, labels }, /** @type {string} */ name) =>
    x.map(([a, b], i) => html`<circle class=${name} cx=${left(a)} cy=${top(b)} r="1.25" style=${`fill: ${colour(labels[i])}`} />`);
  return html`<div class="boundary-plot" onClick=${click}>
    <canvas ref=${canvas} width=${side} height=${side}></canvas>
    <svg viewBox=${`0 0 ${SIZE} ${SIZE}`} role="img"
      aria-label=${`Decision boundary, ${train.x.length} training points, ${test.x.length} test points; click to add a point`}
    >
      ${dots(train, "training-point")}
      ${dots(test, "test-point")}
    </svg>
  </div>`;
}
