/** The way of two weights over the plane. */

import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { ticks } from "../../lib/ticks.js";

const SIZE = 340;
const MARGIN = 44;

/** @param {{title: string, path: [number, number][], colour: string}} props */
export function PathPlot({ title, path, colour }) {
  const range = (/** @type {number} */ axis) => { const values = path.map((point) => point[axis]); const margin = 0.06 * (Math.max(...values) - Math.min(...values) || 1); return [Math.min(...values) - margin, Math.max(...values) + margin]; };
  const [[x0, x1], [y0, y1]] = [range(0), range(1)];
  const left = (/** @type {number} */ x) => MARGIN + ((x - x0) / (x1 - x0)) * (SIZE - MARGIN - 8);
  const top = (/** @type {number} */ y) => SIZE - MARGIN - ((y - y0) / (y1 - y0)) * (SIZE - MARGIN - 8);
  const [start, end] = [path[0], path[path.length - 1]];
  return html`<figure><svg class="plot" viewBox=${`0 0 ${SIZE} ${SIZE}`} role="img" aria-label=${`${title}: from ${start.map((v) => significant(v, 3)).join(", ")} to ${end.map((v) => significant(v, 3)).join(", ")}`}>
    ${ticks(x0, x1, 4).map((v) => html`<g><line class="grid" x1=${left(v)} x2=${left(v)} y1="8" y2=${SIZE - MARGIN} /><text x=${left(v)} y=${SIZE - MARGIN + 18} text-anchor="middle">${significant(v, 2)}</text></g>`)}
    ${ticks(y0, y1, 4).map((v) => html`<g><line class="grid" x1=${MARGIN} x2=${SIZE - 8} y1=${top(v)} y2=${top(v)} /><text x=${MARGIN - 6} y=${top(v)} text-anchor="end" dominant-baseline="central">${significant(v, 2)}</text></g>`)}
    <path class="line" style=${`stroke: var(${colour}); stroke-width: 1.5`} d=${`M${path.map(([x, y]) => `${left(x).toFixed(1)} ${top(y).toFixed(1)}`).join("L")}`} />
    <circle cx=${left(start[0])} cy=${top(start[1])} r="5" style="fill: none; stroke: var(--ink)" /><circle cx=${left(end[0])} cy=${top(end[1])} r="5" style=${`fill: var(${colour})`} />
    <text x=${SIZE / 2} y=${SIZE - 6} text-anchor="middle">w₁</text><text x="4" y="14">w₂</text></svg>
    <figcaption class="caption">${title}: from the ring to the dot</figcaption></figure>`;
}
