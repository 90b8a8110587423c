/** Grids of generated images: one as it was kept during training, single cells cut out of it, and images given as numbers. */

import { useEffect, useRef } from "preact/hooks";

import { html } from "../../lib/html.js";

export const COLUMNS = 5;
export const CELLS = COLUMNS * COLUMNS;

/** The position of a cell in its grid, for a background that is five times as large as the element. @param {number} cell */
function backgroundPosition(cell) {
  const at = (/** @type {number} */ index) => `${(100 * index) / (COLUMNS - 1)}%`;
  return `${at(cell % COLUMNS)} ${at(Math.floor(cell / COLUMNS))}`;
}

/** One image of a grid. @param {{url: string, cell: number}} props */
export function Cell({ url, cell }) {
  return html`<i class="gan-cell" style=${`background-image: url("${url}"); background-position: ${backgroundPosition(cell)}`}></i>`;
}

/** "row 2, column 3" @param {number} cell */
export const cellName = (cell) => `row ${Math.floor(cell / COLUMNS) + 1}, column ${(cell % COLUMNS) + 1}`;

/** @type {Record<string, number>} */
const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };

/**
 * The 25 images as buttons; the arrow keys move from one to the next.
 * @param {{url: string, chosen: number[], choose: (cell: number) => void, label: string}} props
 */
export function SampleGrid({ url, chosen, choose, label }) {
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  /** @param {KeyboardEvent} event @param {number} cell */
  const move = (event, cell) => {
    const next = cell + (MOVES[event.key] ?? NaN);
    if (!(next >= 0 && next < CELLS)) return;
    event.preventDefault();
    const target = /** @type {HTMLElement|undefined} */ (box.current?.children[next]);
    target?.focus();
  };
  const first = chosen[0] ?? 0;
  return html`<div class="gan-grid" ref=${box} role="group" aria-label=${label}>
    ${Array.from(
      { length: CELLS },
      (_, cell) => html`<button key=${cell} aria-label=${`Image in ${cellName(cell)}`} aria-pressed=${chosen.includes(cell)}
        tabindex=${cell === first ? 0 : -1} onClick=${() => choose(cell)}
        onKeyDown=${(/** @type {KeyboardEvent} */ event) => move(event, cell)}
      >
        <${Cell} url=${url} cell=${cell} />
      </button>`,
    )}
  </div>`;
}

/** Fetches images before they are shown, so that a slider does not flicker. @param {string[]} urls */
export function usePreloaded(urls) {
  const kept = useRef(/** @type {Map<string, HTMLImageElement>} */ (new Map()));
  useEffect(() => {
    for (const url of urls) {
      if (kept.current.has(url)) continue;
      const image = new Image();
      image.src = url;
      kept.current.set(url, image);
    }
  }, [urls.length]);
}

/**
 * Images given as numbers in 0..1, side by side on a canvas.
 * @param {{shape: number[], columns: number, images: number[][], label: string}} props
 */
export function Images({ shape: [height, width, channels], columns, images, label }) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const rows = Math.ceil(images.length / columns);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    images.forEach((values, number) => {
      const pixels = new ImageData(width, height);
      for (let pixel = 0; pixel < width * height; pixel += 1) {
        for (let channel = 0; channel < 3; channel += 1)
          pixels.data[4 * pixel + channel] = 255 * values[pixel * channels + (channels === 3 ? channel : 0)];
        pixels.data[4 * pixel + 3] = 255;
      }
      context?.putImageData(pixels, (number % columns) * width, Math.floor(number / columns) * height);
    });
  }, [images, columns]);
  return html`<canvas class="pixels gan-images" ref=${canvas} width=${columns * width} height=${rows * height} role="img"
    aria-label=${label}></canvas>`;
}
