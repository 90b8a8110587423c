/** A feature map, one pixel a value, on the diverging scale. */

import { useEffect, useRef } from "preact/hooks";

import { paint } from "../lib/colour.js";
import { html } from "../lib/html.js";
import { signedColours } from "../state.js";

/** @typedef {{x: number, y: number, value: number}} Pixel */

/**
 * @param {{values: number[], width: number, height: number, limit: number, size?: number, hover?: (pixel: Pixel|null) => void}} props
 *   `limit`: the value at the end of the scale; `size`: CSS pixels of a side, the element's own when left out
 */
export function MapCanvas({ values, width, height, limit, size, hover }) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const table = signedColours.value;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    context?.putImageData(new ImageData(paint(values, limit, table), width, height), 0, 0);
  }, [values, width, height, limit, table]);
  /** @param {MouseEvent} event */
  const move = (event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const x = Math.min(width - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * width)));
    const y = Math.min(height - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * height)));
    hover?.({ x, y, value: values[y * width + x] });
  };
  return html`<canvas class="pixels" ref=${canvas} width=${width} height=${height}
    style=${size ? `width: ${size}px; height: ${size}px` : ""} onMouseMove=${hover && move}
    onMouseLeave=${hover && (() => hover(null))}></canvas>`;
}
