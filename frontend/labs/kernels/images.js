/** The image before and after filtering; the selected output pixel and its window are marked. */

import { useRef, useState } from "preact/hooks";

import { useObjectUrl } from "../../components/hooks.js";
import { html } from "../../lib/html.js";

/** @typedef {{row: number, column: number}} Place */
/**
 * @typedef {{rows: number[], columns: number[], pixels: number[][][], weights: number[][], products: number[][][], sums: number[],
 *   activated: number[], output: number[]}} Window
 */
/** @typedef {{width: number, height: number}} Size */

/** A box of pixels, in percent of the image. @param {number[]} rows @param {number[]} columns @param {Size} size */
function box(rows, columns, { width, height }) {
  const [top, left] = [rows[0], columns[0]];
  const [down, across] = [rows[rows.length - 1] + 1 - top, columns[columns.length - 1] + 1 - left];
  const percent = (/** @type {number} */ pixels, /** @type {number} */ of) => `${(100 * pixels) / of}%`;
  const sides = { left: percent(left, width), top: percent(top, height), width: percent(across, width), height: percent(down, height) };
  return Object.entries(sides)
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ");
}

/** @param {number} value @param {number} size */
const within = (value, size) => Math.max(0, Math.min(size - 1, Math.floor(value)));

/** @param {(size: Size) => void} set */
const measure = (set) => (/** @type {Event} */ event) => {
  const { naturalWidth: width, naturalHeight: height } = /** @type {HTMLImageElement} */ (event.target);
  set({ width, height });
};

/** @param {{image: Blob, result: Blob|null, place: Place, window: Window|null, select: (place: Place) => void}} props */
export function Images({ image, result, place, window, select }) {
  const [size, setSize] = useState(/** @type {Size} */ ({ width: 1, height: 1 }));
  const [output, setOutput] = useState(/** @type {Size} */ ({ width: 1, height: 1 }));
  const frame = useRef(/** @type {HTMLElement|null} */ (null));
  /** @param {PointerEvent} event */
  const hover = (event) => {
    const { left, top, width, height } = /** @type {HTMLElement} */ (frame.current).getBoundingClientRect();
    select({
      row: within(((event.clientY - top) / height) * output.height, output.height),
      column: within(((event.clientX - left) / width) * output.width, output.width),
    });
  };
  /** @param {KeyboardEvent} event */
  const move = (event) => {
    const [down, across] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0];
    if (!down && !across) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    select({ row: within(place.row + far * down, output.height), column: within(place.column + far * across, output.width) });
  };
  return html`<div class="kernel-images">
    <figure>
      <div class="kernel-image">
        <img src=${useObjectUrl(image)} alt="Input image" onLoad=${measure(setSize)} />
        ${window && html`<i class="window" style=${box(window.rows, window.columns, size)}></i>`}
      </div>
      <figcaption>input f, ${size.width}×${size.height}</figcaption>
    </figure>
    <figure>
      <div class="kernel-image" ref=${frame} tabindex="0" role="application"
        aria-label=${`Filtered image; arrow keys select a pixel. Row ${place.row}, column ${place.column}`} onPointerMove=${hover}
        onPointerDown=${hover} onKeyDown=${move}
      >
        ${result && html`<img src=${useObjectUrl(result)} alt="Filtered image" onLoad=${measure(setOutput)} />`}
        ${window && html`<i class="window" style=${box([place.row], [place.column], output)}></i>`}
      </div>
      <figcaption>output C${result && `, ${output.width}×${output.height}`}</figcaption>
    </figure>
  </div>`;
}
