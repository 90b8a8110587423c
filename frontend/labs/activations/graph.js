/** The opened function, large: f solid, f′ dashed, and the tangent at a point that can be dragged. */

import { useRef, useState } from "preact/hooks";

import { spread } from "../../charts/labels.js";
import { useAnswer } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { ticks } from "../../lib/ticks.js";
import { pointAt } from "./calls.js";
import { heights, pathOf, scales } from "./scale.js";

/** @typedef {import("./calls.js").Curve} Curve */
/** @typedef {import("./calls.js").Point} Point */

const WIDTH = 640;
const HEIGHT = 400;
const BOX = { left: 44, right: 512, top: 12, bottom: 364 };
export const REACH = 5;
/** Letters that have room beside the plot. */
const MAX_TITLE = 18;

/** f(x) and f′(x) at the handle, as the API gives them. @param {Curve|null} curve @param {number} x */
export function usePoint(curve, x) {
  const chosen = curve?.chosen ?? {};
  const subject = curve ? JSON.stringify([curve.id, chosen]) : "";
  return useAnswer(subject && `${subject} ${x}`, () => pointAt(/** @type {Curve} */ (curve).id, chosen, x), subject).data;
}

/** @param {{scale: ReturnType<typeof scales>, ys: [number, number]}} props */
const Axes = ({ scale, ys }) => html`<g>
  ${ticks(...ys).map(
    (value) =>
      html`<g key=${value}>
        <line class=${value === 0 ? "zero" : "grid"} x1=${BOX.left} x2=${BOX.right} y1=${scale.y(value)} y2=${scale.y(value)} />
        <text x=${BOX.left - 8} y=${scale.y(value)} text-anchor="end" dominant-baseline="central">${significant(value)}</text>
      </g>`,
  )}
  ${ticks(-REACH, REACH).map(
    (value) => html`<text key=${value} x=${scale.x(value)} y=${BOX.bottom + 18} text-anchor="middle">${significant(value)}</text>`,
  )}
  <line class="zero" x1=${scale.x(0)} x2=${scale.x(0)} y1=${BOX.top} y2=${BOX.bottom} />
  <text x=${(BOX.left + BOX.right) / 2} y=${HEIGHT - 2} text-anchor="middle">x</text>
</g>`;

/** @param {{scale: ReturnType<typeof scales>, point: Point}} props */
function Tangent({ scale, point }) {
  const [x0, x1] = [point.x - 1.5, point.x + 1.5];
  const at = (/** @type {number} */ x) => scale.y(point.value + point.derivative * (x - point.x));
  return html`<line class="tangent" data-symbol="derivative" x1=${scale.x(x0)} y1=${at(x0)} x2=${scale.x(x1)} y2=${at(x1)} />`;
}

/** Inside the plot. @param {number} top */
const inPlot = (top) => Math.min(BOX.bottom, Math.max(BOX.top, top));

/**
 * What moves the point: dragging, and the arrow keys.
 * @param {import("preact").RefObject<SVGSVGElement|null>} svg
 * @param {(left: number) => number} invert
 * @param {{x: number, move: (x: number) => void, drop: (x: number) => void}} point
 */
function useHandle(svg, invert, { x, move, drop }) {
  const [held, setHeld] = useState(false);
  /** @param {PointerEvent} event */
  const xOf = (event) => {
    const box = /** @type {SVGSVGElement} */ (svg.current).getBoundingClientRect();
    return Number(invert(((event.clientX - box.left) / box.width) * WIDTH).toFixed(2));
  };
  /** @param {PointerEvent} event */
  const onPointerDown = (event) => {
    setHeld(true);
    svg.current?.setPointerCapture(event.pointerId);
    move(xOf(event));
  };
  /** @param {PointerEvent} event */
  const onPointerMove = (event) => held && move(xOf(event));
  /** @param {PointerEvent} event */
  const up = (event) => {
    if (held) drop(xOf(event));
    setHeld(false);
  };
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    drop(Math.min(REACH, Math.max(-REACH, Number((x + direction * (event.shiftKey ? 1 : 0.1)).toFixed(2)))));
  };
  return { dragging: { onPointerDown, onPointerMove, onPointerUp: up, onPointerCancel: up }, onKeyDown };
}

/** `ReLU` of `Rectified linear unit (ReLU)`, where the whole is too long. @param {string} id @param {string} title */
function shortTitle(id, title) {
  const [name, abbreviation] = title.split(/[()]/).map((part) => part.trim());
  return name.length <= MAX_TITLE ? name : (abbreviation ?? id);
}

/** @param {{curves: Curve[], show: string, scale: ReturnType<typeof scales>}} props */
function Names({ curves, show, scale }) {
  const names = curves.map(({ id, title, y, derivative }, i) => ({
    id,
    title: shortTitle(id, title),
    colour: `--curve-${i + 1}`,
    top: inPlot(scale.y((show === "derivative" ? derivative : y).at(-1) ?? 0)),
  }));
  return html`<g>
    ${spread(names).map(
      ({ id, title, colour, top }) =>
        html`<text key=${id} class="line-name" x=${BOX.right + 8} y=${top} dominant-baseline="central" style=${`fill: var(${colour})`}>
          ${title}
        </text>`,
    )}
  </g>`;
}

/** @param {{point: Point, x: number, show: string, scale: ReturnType<typeof scales>, onKeyDown: (event: KeyboardEvent) => void}} props */
function Handle({ point, x, show, scale, onKeyDown }) {
  return html`<circle class="handle" data-symbol="value" cx=${scale.x(point.x)}
    cy=${inPlot(scale.y(show === "derivative" ? point.derivative : point.value))} r="8" tabindex="0" role="slider" aria-label="x"
    aria-valuemin=${-REACH} aria-valuemax=${REACH} aria-valuenow=${x}
    aria-valuetext=${`x ${significant(x)}, f(x) ${significant(point.value)}, f′(x) ${significant(point.derivative)}`}
    onKeyDown=${onKeyDown} />`;
}

/**
 * @param {{curves: Curve[], show: string, point: Point|null, x: number, move: (x: number) => void, drop: (x: number) => void}} props
 *   the first curve is the opened one
 */
export function Graph({ curves, show, point, x, move, drop }) {
  const svg = useRef(/** @type {SVGSVGElement|null} */ (null));
  const ys = heights(curves.flatMap(({ y, derivative }) => [...(show === "derivative" ? [] : [y]), ...(show === "f" ? [] : [derivative])]));
  const scale = scales(BOX, [-REACH, REACH], ys);
  const { dragging, onKeyDown } = useHandle(svg, scale.invert, { x, move, drop });
  return html`<svg class="plot activation-graph" ref=${svg} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="group"
    aria-label=${`${curves.map(({ title }) => title).join(", ")} over x`} ...${dragging}
  >
    <clipPath id="activation-plot">
      <rect x=${BOX.left} y=${BOX.top} width=${BOX.right - BOX.left} height=${BOX.bottom - BOX.top} />
    </clipPath>
    <${Axes} scale=${scale} ys=${ys} />
    <g clip-path="url(#activation-plot)">
      ${curves.map(
        (curve, i) => html`<g key=${curve.id} style=${`stroke: var(--curve-${i + 1})`}>
          ${show !== "derivative" && html`<path class="line" d=${pathOf(curve.x, curve.y, scale)} />`}
          ${
            show !== "f" &&
            html`<path class="line derivative" stroke-dasharray="7 5"
            d=${pathOf(curve.x, curve.derivative, scale, 0.5)} />`
          }
        </g>`,
      )}
      ${point && show !== "derivative" && html`<${Tangent} scale=${scale} point=${point} />`}
    </g>
    <${Names} curves=${curves} show=${show} scale=${scale} />
    ${point && html`<${Handle} point=${point} x=${x} show=${show} scale=${scale} onKeyDown=${onKeyDown} />`}
  </svg>`;
}
