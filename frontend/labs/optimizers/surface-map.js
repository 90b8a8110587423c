/** A surface from above: the darker the deeper, in steps like the lines of a map; the paths lie on it. */

import { useEffect, useMemo, useRef } from "preact/hooks";
import { paint } from "../../lib/colour.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { upright } from "../../lib/plane.js";
import { signedColours } from "../../state.js";

/**
 * @typedef {{x: number[], y: number[], heights: number[][], x_range: [number, number], y_range: [number, number], minima: [number,
 *   number][], title: string}} Surface
 */
/** @typedef {{optimizer: string, title: string, points: [number, number][], colour: string, dash: string}} Path */

export const SIZE = 560;
const LEVELS = 16;

/** Depth in 0..1 in even steps of the logarithm, row of the largest y first. @param {number[][]} heights */
export function levels(heights) {
  const all = heights.flat();
  const low = Math.min(...all);
  const measure = (/** @type {number} */ height) => Math.log1p(height - low);
  const high = measure(Math.max(...all)) || 1;
  return upright(heights).map((height) => 0.85 * (1 - Math.floor((LEVELS * measure(height)) / high) / LEVELS));
}

/** @param {{surface: Surface, paths: Path[], step: number, start: [number, number], choose: (start: [number, number]) => void}} props */
export function SurfaceMap({ surface, paths, step, start, choose }) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const dragging = useRef(false);
  const depth = useMemo(() => levels(surface.heights), [surface]);
  const table = signedColours.value;
  const side = surface.x.length;
  useEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(new ImageData(paint(depth, 1, table), side, side), 0, 0);
  }, [depth, table]);
  const [[x0, x1], [y0, y1]] = [surface.x_range, surface.y_range];
  const left = (/** @type {number} */ x) => ((x - x0) / (x1 - x0)) * SIZE;
  const top = (/** @type {number} */ y) => ((y1 - y) / (y1 - y0)) * SIZE;
  const inside = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) =>
    Number(Math.max(low, Math.min(high, value)).toPrecision(4));
  /** @param {PointerEvent} event */
  const place = (event) => {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    choose([
      inside(x0 + ((event.clientX - box.left) / box.width) * (x1 - x0), x0, x1),
      inside(y1 - ((event.clientY - box.top) / box.height) * (y1 - y0), y0, y1),
    ]);
  };
  /** @param {KeyboardEvent} event */
  const walk = (event) => {
    const [across, up] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
    if (!across && !up) return;
    event.preventDefault();
    const stride = (event.shiftKey ? 10 : 1) / 100;
    choose([inside(start[0] + across * stride * (x1 - x0), x0, x1), inside(start[1] + up * stride * (y1 - y0), y0, y1)]);
  };
  const clip = (/** @type {number} */ value) => Math.max(-SIZE, Math.min(2 * SIZE, value)).toFixed(1);
  return html`<div class="surface" tabindex="0" role="application"
    aria-label=${`${surface.title}; arrow keys move the start, now at ${start.map((v) => significant(v)).join(", ")}`}
    onPointerDown=${(/** @type {any} */ e) => {
      dragging.current = true;
      e.currentTarget.setPointerCapture(e.pointerId);
      place(e);
    }} onPointerMove=${(/** @type {any} */ e) => dragging.current && place(e)} onPointerUp=${() => {
      dragging.current = false;
    }} onPointerCancel=${() => {
      dragging.current = false;
    }} onKeyDown=${walk}
  >
    <canvas ref=${canvas} width=${side} height=${side}></canvas>
    <svg viewBox=${`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      ${surface.minima.map(
        ([x, y]) => html`<g class="minimum" transform=${`translate(${left(x)} ${top(y)})`}><path d="M-5 -5L5 5M-5 5L5 -5" /></g>`,
      )}
      ${paths.map(({ optimizer, title, points, colour, dash }) => {
        const walked = points.slice(0, step + 1);
        const [x, y] = walked[walked.length - 1];
        return html`<g key=${optimizer} data-symbol=${optimizer}>
          <path class="path halo" d=${`M${walked.map(([a, b]) => `${clip(left(a))} ${clip(top(b))}`).join("L")}`} />
          <path class="path" d=${`M${walked.map(([a, b]) => `${clip(left(a))} ${clip(top(b))}`).join("L")}`}
            style=${`stroke: var(${colour})`} stroke-dasharray=${dash || undefined} />
          <circle cx=${clip(left(x))} cy=${clip(top(y))} r="5" style=${`fill: var(${colour})`}><title>${title}</title></circle>
        </g>`;
      })}
      <circle class="start" cx=${left(start[0])} cy=${top(start[1])} r="7" />
    </svg>
  </div>`;
}
