/** Words in the plane: drag to pan, wheel to zoom, click to choose a word. */

import { useEffect, useRef, useState } from "preact/hooks";

import { html } from "../../lib/html.js";
import { colours, isDark } from "../../state.js";
import { fitted, onScreen, panned, place, pointAt, WHOLE, zoomed } from "./map-view.js";

/** @typedef {import("./map-view.js").Point} Point */
/** @typedef {import("./map-view.js").View} View */
/** @typedef {import("preact").RefObject<HTMLCanvasElement|null>} Canvas */

const STEP = 40;
const ZOOM = 1.4;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Point[]} points
 * @param {View} view
 * @param {string} chosen
 * @param {string[]} neighbours
 */
function draw(canvas, points, view, chosen, neighbours) {
  const [width, height, ratio] = [canvas.clientWidth, canvas.clientHeight, devicePixelRatio || 1];
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(ratio, ratio);
  const [ink, soft, accent] = colours(["--ink", "--ink-soft", "--accent"]);
  const near = new Set(neighbours);
  const centre = points.find(({ word }) => word === chosen);
  if (centre)
    drawLines(
      context,
      points.filter(({ word }) => near.has(word)),
      centre,
      width,
      height,
      view,
      accent,
    );
  /** @type {import("./map-view.js").Box[]} */
  const taken = [];
  const rank = (/** @type {Point} */ { word }) => (word === chosen ? 0 : near.has(word) ? 1 : 2);
  for (const point of [...points].sort((a, b) => rank(a) - rank(b) || b.count - a.count)) {
    const [x, y] = onScreen(point, width, height, view);
    if (x < -60 || y < -20 || x > width + 60 || y > height + 20) continue;
    const kind = rank(point);
    context.fillStyle = kind < 2 ? accent : soft;
    context.globalAlpha = kind < 2 ? 1 : 0.35;
    context.beginPath();
    context.arc(x, y, kind === 0 ? 5 : kind === 1 ? 4 : 2, 0, 7);
    context.fill();
    context.globalAlpha = 1;
    context.font = `${kind === 0 ? "600 17px" : kind === 1 ? "600 14px" : "13px"} "Source Sans 3 Variable", sans-serif`;
    const length = context.measureText(point.word).width;
    if (!place(taken, { left: x + 4, right: x + 10 + length, top: y - 9, bottom: y + 9 })) continue;
    context.fillStyle = kind < 2 ? accent : ink;
    context.fillText(point.word, x + 7, y + 5);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} others
 * @param {Point} centre
 * @param {number} width
 * @param {number} height
 * @param {View} view
 * @param {string} colour
 */
function drawLines(context, others, centre, width, height, view, colour) {
  context.strokeStyle = colour;
  context.globalAlpha = 0.6;
  context.lineWidth = 1.5;
  for (const other of others) {
    context.beginPath();
    context.moveTo(...onScreen(centre, width, height, view));
    context.lineTo(...onScreen(other, width, height, view));
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** @typedef {(change: (view: View, width: number, height: number) => View) => void} Move */

/** Zooming by the wheel. Added by hand, because the page must not scroll at the same time. @param {Canvas} canvas @param {Move} move */
function useWheel(canvas, move) {
  useEffect(() => {
    /** @param {WheelEvent} event */
    const wheel = (event) => {
      event.preventDefault();
      move((old, w, h) => zoomed(old, Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY, w, h));
    };
    canvas.current?.addEventListener("wheel", wheel, { passive: false });
    return () => canvas.current?.removeEventListener("wheel", wheel);
  }, []);
}

/**
 * Dragging the map; a press without a drag is a click.
 * @param {Canvas} canvas
 * @param {Move} move
 * @param {(x: number, y: number) => void} click
 */
function useDragging(canvas, move, click) {
  const held = useRef(/** @type {{x: number, y: number, moved: boolean}|null} */ (null));
  /** @param {PointerEvent} event */
  const onPointerDown = (event) => {
    held.current = { x: event.offsetX, y: event.offsetY, moved: false };
    canvas.current?.setPointerCapture(event.pointerId);
  };
  /** @param {PointerEvent} event */
  const onPointerMove = (event) => {
    const from = held.current;
    if (!from) return;
    const [dx, dy] = [event.offsetX - from.x, event.offsetY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < 4) return;
    held.current = { x: event.offsetX, y: event.offsetY, moved: true };
    move((old, w, h) => panned(old, dx, dy, w, h));
  };
  /** @param {PointerEvent} event */
  const onPointerUp = (event) => {
    const from = held.current;
    held.current = null;
    if (from && !from.moved) click(event.offsetX, event.offsetY);
  };
  const onPointerCancel = () => {
    held.current = null;
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel };
}

/** What each key does to the view. @type {Record<string, (view: View, width: number, height: number) => View>} */
const KEYS = {
  ArrowLeft: (old, w, h) => panned(old, STEP, 0, w, h),
  ArrowRight: (old, w, h) => panned(old, -STEP, 0, w, h),
  ArrowUp: (old, w, h) => panned(old, 0, STEP, w, h),
  ArrowDown: (old, w, h) => panned(old, 0, -STEP, w, h),
  "+": (old, w, h) => zoomed(old, ZOOM, w / 2, h / 2, w, h),
  "-": (old, w, h) => zoomed(old, 1 / ZOOM, w / 2, h / 2, w, h),
  0: () => WHOLE,
};

/** Counts the changes of the canvas's size. @param {Canvas} canvas */
function useResized(canvas) {
  const [size, setSize] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(() => setSize((n) => n + 1));
    if (canvas.current) observer.observe(canvas.current);
    return () => observer.disconnect();
  }, []);
  return size;
}

const HELP = "Arrow keys pan, plus and minus zoom, 0 shows all words.";

/** @param {{points: Point[], chosen: string, neighbours: string[], choose: (word: string) => void}} props */
export function WordMap({ points: given, chosen, neighbours, choose }) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const [view, setView] = useState(/** @type {View} */ (WHOLE));
  const points = fitted(given);
  const size = useResized(canvas);
  useEffect(() => setView(WHOLE), [given]);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, points, view, chosen, neighbours);
  }, [given, view, chosen, neighbours.join(), size, isDark.value]);

  /** @type {Move} */
  const move = (change) => setView((old) => change(old, canvas.current?.clientWidth ?? 1, canvas.current?.clientHeight ?? 1));
  useWheel(canvas, move);
  const dragging = useDragging(canvas, move, (x, y) => {
    if (!canvas.current) return;
    const found = pointAt(points, x, y, canvas.current.clientWidth, canvas.current.clientHeight, view);
    if (found) choose(found.word);
  });
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    if (!KEYS[event.key]) return;
    event.preventDefault();
    move(KEYS[event.key]);
  };
  return html`<figure>
    <canvas class="word-map" ref=${canvas} tabindex="0" role="img" data-zoom=${view.zoom.toFixed(2)} ...${dragging} onKeyDown=${onKeyDown}
      aria-label=${`Map of ${points.length} words. ${HELP} ${chosen ? `Chosen: ${chosen}.` : ""}`}></canvas>
    <figcaption class="transport">
      <button class="button" aria-label="Zoom in" onClick=${() => move(KEYS["+"])}>+</button>
      <button class="button" aria-label="Zoom out" onClick=${() => move(KEYS["-"])}>−</button>
      <button class="quiet" onClick=${() => setView(WHOLE)}>Show all</button>
      <span class="soft small">Drag to pan, turn the wheel to zoom, click a word.</span>
    </figcaption>
  </figure>`;
}
