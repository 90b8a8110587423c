/** In how many windows a corner and any other pixel of the input lie (§4.1.1: convolution is weak around the edges). */

import { html } from "../../lib/html.js";
import { counted } from "../../lib/numbers.js";

/** @typedef {{input: number, kernel: number, pad: number, step: number}} Sizes */

/** Windows of one axis that the pixel lies in. @param {Sizes} sizes @param {number} pixel */
export function windowsOver({ input, kernel, pad, step }, pixel) {
  const last = Math.floor((input + 2 * pad - kernel) / step);
  const first = Math.max(0, Math.ceil((pixel + pad - kernel + 1) / step));
  return Math.max(0, Math.min(last, Math.floor((pixel + pad) / step)) - first + 1);
}

/** @param {{sizes: Sizes}} props */
export function Edges({ sizes }) {
  const corner = windowsOver(sizes, 0) ** 2;
  const most = Math.max(...Array.from({ length: Math.min(sizes.input, sizes.kernel + sizes.step) }, (_, i) => windowsOver(sizes, i))) ** 2;
  return html`<p class="soft">
    The corner pixel lies in ${counted(corner, "window")}, others in up to ${most}.
    ${corner < most && " So the corners count for less in the output; padding makes up for some of it."}
  </p>`;
}
