/** In how many windows a corner and any other pixel of the input lie (§4.1.1: convolution is weak around the edges). */

import { html } from "../../lib/html.js";
import { counted, integer } from "../../lib/numbers.js";

/** @typedef {{input: number, kernel: number, pad: number, step: number}} Sizes */

/** Windows of one axis that the pixel lies in. @param {Sizes} sizes @param {number} pixel */
export function windowsOver({ input, kernel, pad, step }, pixel) {
  const last = Math.floor((input + 2 * pad - kernel) / step);
  const first = Math.max(0, Math.ceil((pixel + pad - kernel + 1) / step));
  return Math.max(0, Math.min(last, Math.floor((pixel + pad) / step)) - first + 1);
}

/** Windows of one axis that the pixel in most of them lies in: the first one, or one where a window starts. @param {Sizes} sizes */
export function mostWindows(sizes) {
  const { input, kernel, pad, step } = sizes;
  const last = Math.floor(Math.min(input + 2 * pad - kernel, input - 1 + pad) / step);
  const full = Math.max(Math.ceil(kernel / step) - 1, Math.ceil(pad / step));
  return Math.max(windowsOver(sizes, 0), windowsOver(sizes, Math.max(0, Math.min(last, full) * step - pad)));
}

/** @param {{sizes: Sizes}} props */
export function Edges({ sizes }) {
  const corner = windowsOver(sizes, 0) ** 2;
  const most = mostWindows(sizes) ** 2;
  return html`<p class="soft">
    The corner pixel lies in ${counted(corner, "window")}, others in up to ${integer(most)}.
    ${corner < most && " So the corners count for less in the output; padding makes up for some of it."}
  </p>`;
}
