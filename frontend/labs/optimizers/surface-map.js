/** A loss surface from above, in steps like contour lines, the lower the bluer; with the paths of the optimizers. */

import { useEffect, useMemo, useRef } from "preact/hooks";

import { paint } from "../../lib/colour.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { upright } from "../../lib/plane.js";
import { signedColours } from "../../state.js";

/** @typedef {[number, number]} Pair */
/**
 * @typedef {{id: string, title: string, x: number[], y: number[], losses: number[][], x_range: Pair, y_range: Pair, minima: Pair[]}}
 *   Surface
 */
/** @typedef {{optimizer: string, title: string, points: Pair[], colour: string, dash: string}} Path */

export const SIZE = 560;
const LEVELS = 16;

/** Levels from 0 (high loss) to 0.85 (low), in even steps of the logarithm, row of the largest y first. @param {number[][]} losses */
export function levels(losses) {
  const all = losses.flat();
  const low = Math.min(...all);
  const scale = (/** @type {number} */ loss) => Math.log1p(loss - low);
  const high = scale(Math.max(...all)) || 1;
  return upright(losses).map((loss) => 0.85 * (1 - Math.floor((LEVELS * scale(loss)) / high) / LEVELS));
}

/** A coordinate within the range of the surface. @param {number} value @param {Pair} range */
const inside = (value, [low, high]) => Number(Math.max(low, Math.min(high, value)).toPrecision(4));

/**
 * Handlers that move the start: dragging and the arrow keys.
 * @param {Surface} surface
 * @param {Pair} start
 * @param {(start: Pair) => void} choose
 */
function useStart({ x_range, y_range }, start, choose) {
  const dragging = useRef(false);
  const [[x0, x1], [y0, y1]] = [x_range, y_range];
  /** @param {PointerEvent} event */
  const place = (event) => {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    choose([
      inside(x0 + ((event.clientX - box.left) / box.width) * (x1 - x0), x_range),
      inside(y1 - ((event.clientY - box.top) / box.height) * (y1 - y0), y_range),
    ]);
  };
  /** @param {PointerEvent} event */
  const onPointerDown = (event) => {
    dragging.current = true;
    /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
    place(event);
  };
  /** @param {PointerEvent} event */
  const onPointerMove = (event) => dragging.current && place(event);
  const up = () => {
    dragging.current = false;
  };
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const [across, up] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
    if (!across && !up) return;
    event.preventDefault();
    const stride = (event.shiftKey ? 10 : 1) / 100;
    choose([inside(start[0] + across * stride * (x1 - x0), x_range), inside(start[1] + up * stride * (y1 - y0), y_range)]);
  };
  return { onPointerDown, onPointerMove, onPointerUp: up, onPointerCancel: up, onKeyDown };
}

/** The surface as a coloured image. @param {{surface: Surface}} props */
function Levels({ surface }) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const values = useMemo(() => levels(surface.losses), [surface]);
  const table = signedColours.value;
  const side = surface.x.length;
  useEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(new ImageData(paint(values, 1, table), side, side), 0, 0);
  }, [values, table]);
  return html`<canvas ref=${canvas} width=${side} height=${side}></canvas>`;
}

/** @param {{path: Path, step: number, place: (point: Pair) => Pair}} props */
function PathLine({ path: { optimizer, title, points, colour, dash }, step, place }) {
  const clip = (/** @type {number} */ value) => Math.max(-SIZE, Math.min(2 * SIZE, value)).toFixed(1);
  const visited = points.slice(0, step + 1).map((point) => place(point).map(clip));
  const [x, y] = visited[visited.length - 1];
  const d = `M${visited.map((point) => point.join(" ")).join("L")}`;
  return html`<g data-symbol=${optimizer}>
    <path class="path halo" d=${d} />
    <path class="path" d=${d} style=${`stroke: var(${colour})`} stroke-dasharray=${dash || undefined} />
    <circle cx=${x} cy=${y} r="5" style=${`fill: var(${colour})`}><title>${title}</title></circle>
  </g>`;
}

/** @param {{surface: Surface, paths: Path[], step: number, start: Pair, choose: (start: Pair) => void}} props */
export function SurfaceMap({ surface, paths, step, start, choose }) {
  const handlers = useStart(surface, start, choose);
  const [[x0, x1], [y0, y1]] = [surface.x_range, surface.y_range];
  /** @param {Pair} point @returns {Pair} */
  const place = ([x, y]) => [((x - x0) / (x1 - x0)) * SIZE, ((y1 - y) / (y1 - y0)) * SIZE];
  const [left, top] = place(start);
  return html`<div class="surface" tabindex="0" role="application"
    aria-label=${`${surface.title}; arrow keys move the start, now at ${start.map((v) => significant(v)).join(", ")}`} ...${handlers}
  >
    <${Levels} surface=${surface} />
    <svg viewBox=${`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      ${surface.minima.map(
        (point) => html`<g class="minimum" transform=${`translate(${place(point).join(" ")})`}><path d="M-5 -5L5 5M-5 5L5 -5" /></g>`,
      )}
      ${paths.map((path) => html`<${PathLine} key=${path.optimizer} path=${path} step=${step} place=${place} />`)}
      <circle class="start" cx=${left} cy=${top} r="7" />
    </svg>
  </div>`;
}
