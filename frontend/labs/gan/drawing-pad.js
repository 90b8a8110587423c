/** A small image to draw on with the mouse, a finger, or the arrow keys (the space bar puts the pen down and lifts it). */

import { useEffect, useRef, useState } from "preact/hooks";

import { html } from "../../lib/html.js";

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A soft dot. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} size of the whole image */
function dot(context, x, y, size) {
  const radius = Math.max(0.8, size / 20);
  const ink = context.createRadialGradient(x, y, radius * 0.4, x, y, radius * 1.3);
  ink.addColorStop(0, "rgb(255 255 255 / 85%)");
  ink.addColorStop(1, "rgb(255 255 255 / 0%)");
  context.fillStyle = ink;
  context.fillRect(x - 2 * radius, y - 2 * radius, 4 * radius, 4 * radius);
}

/** @param {CanvasRenderingContext2D} context @param {[number, number]} from @param {[number, number]} to @param {number} size */
function stroke(context, from, to, size) {
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])));
  for (let i = 0; i <= steps; i += 1)
    dot(context, from[0] + ((to[0] - from[0]) * i) / steps, from[1] + ((to[1] - from[1]) * i) / steps, size);
}

/** @param {HTMLCanvasElement} canvas */
export function clear(canvas) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = "black";
  context.fillRect(0, 0, canvas.width, canvas.height);
}

/** @typedef {[number, number]} Place */
/** @typedef {{width: number, height: number, draw: (from: Place, to: Place) => void}} Drawing */

/** Drawing with the mouse or a finger. @param {Drawing} drawing */
function usePointer({ width, height, draw }) {
  const last = useRef(/** @type {Place|null} */ (null));
  /** @param {PointerEvent} event @returns {Place} */
  const place = (event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  /** @param {PointerEvent} event */
  const onPointerDown = (event) => {
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    last.current = place(event);
    draw(last.current, last.current);
  };
  /** @param {PointerEvent} event */
  const onPointerMove = (event) => {
    if (!last.current) return;
    const next = place(event);
    draw(last.current, next);
    last.current = next;
  };
  const up = () => {
    last.current = null;
  };
  return { onPointerDown, onPointerMove, onPointerUp: up, onPointerCancel: up };
}

/** Drawing with the keys: where the pen is, and whether it is down. @param {Drawing} drawing */
function usePen({ width, height, draw }) {
  const [pen, setPen] = useState({ x: width / 2, y: height / 2, down: false, shown: false });
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    if (event.key === " ") {
      event.preventDefault();
      if (!pen.down) draw([pen.x, pen.y], [pen.x, pen.y]);
      setPen({ ...pen, down: !pen.down, shown: true });
    }
    const step = MOVES[event.key];
    if (!step) return;
    event.preventDefault();
    const [x, y] = [Math.min(width, Math.max(0, pen.x + step[0])), Math.min(height, Math.max(0, pen.y + step[1]))];
    if (pen.down) draw([pen.x, pen.y], [x, y]);
    setPen({ ...pen, x, y, shown: true });
  };
  return { pen, onKeyDown };
}

/**
 * @param {{width: number, height: number, canvas: import("preact").RefObject<HTMLCanvasElement>, drawn: () => void}} props
 *   `drawn`: called after every stroke
 */
export function DrawingPad({ width, height, canvas, drawn }) {
  useEffect(() => {
    if (canvas.current) clear(canvas.current);
  }, [width, height]);
  /** @param {Place} from @param {Place} to */
  const draw = (from, to) => {
    stroke(/** @type {CanvasRenderingContext2D} */ (canvas.current?.getContext("2d")), from, to, width);
    drawn();
  };
  const handlers = usePointer({ width, height, draw });
  const { pen, onKeyDown } = usePen({ width, height, draw });
  return html`<div class="gan-pad">
    <canvas class="pixels" ref=${canvas} width=${width} height=${height} tabindex="0" role="img" ...${handlers} onKeyDown=${onKeyDown}
      aria-label="Draw a digit: arrow keys move the pen, the space bar puts it down and lifts it"></canvas>
    ${
      pen.shown && html`<i class=${pen.down ? "down" : ""} style=${`left: ${(100 * pen.x) / width}%; top: ${(100 * pen.y) / height}%`}></i>`
    }
  </div>`;
}
