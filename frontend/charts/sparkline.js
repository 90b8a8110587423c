/** A line without axes: the course of a number, at a glance. */

import { html } from "../lib/html.js";

const WIDTH = 150;
const HEIGHT = 40;
const PADDING = 3;

/** @typedef {import("../lib/series.js").Line} Line */

/** @param {Line} line @param {number[]} xs @param {number[]} ys the range of each axis is theirs */
function path({ x, y }, xs, ys) {
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  const [y0, y1] = [Math.min(...ys), Math.max(...ys)];
  const points = x.flatMap((value, i) => {
    const height = y[i];
    if (height === null) return [];
    const left = PADDING + ((value - x0) / (x1 - x0 || 1)) * (WIDTH - 2 * PADDING);
    const top = PADDING + ((y1 - height) / (y1 - y0 || 1)) * (HEIGHT - 2 * PADDING);
    return [`${left.toFixed(1)} ${top.toFixed(1)}`];
  });
  return points.length > 1 ? `M${points.join("L")}` : points.map((point) => `M${point}h0`).join("");
}

/** @param {{train: Line, validation: Line, label: string}} props */
export function Sparkline({ train, validation, label }) {
  const xs = [...train.x, ...validation.x];
  const ys = [...train.y, ...validation.y].filter((value) => value !== null);
  if (ys.length === 0) return html`<span class="sparkline"></span>`;
  return html`<svg class="sparkline" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${label}>
    <path d=${path(train, xs, ys)} /><path class="dashed" d=${path(validation, xs, ys)} />
  </svg>`;
}
