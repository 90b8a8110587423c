/** One function of the contact sheet: its curve, and its derivative dashed. */

import { html } from "../../lib/html.js";

const SIZE = 96;

/** @param {number[]} x @param {number[]} y */
function path(x, y) {
  const place = (/** @type {number} */ value) => SIZE / 2 - Math.max(-4, Math.min(4, value)) * (SIZE / 6);
  return `M${x.map((at, i) => `${(((at + 4) / 8) * SIZE).toFixed(1)} ${place(y[i]).toFixed(1)}`).join("L")}`;
}

/** @param {{sampled: {id: string, title: string, x: number[], y: number[], derivative: number[]}, chosen: boolean, compared: boolean, choose: () => void, compare: () => void}} props */
export function SmallMultiple({ sampled: { id, title, x, y, derivative }, chosen, compared, choose, compare }) {
  return html`<li class=${chosen ? "chosen" : ""}><button aria-pressed=${chosen} onClick=${choose}>
    <svg viewBox=${`0 0 ${SIZE} ${SIZE}`} aria-hidden="true"><path class="zero" d=${`M0 ${SIZE / 2}H${SIZE}M${SIZE / 2} 0V${SIZE}`} /><path class="slope" d=${path(x, derivative)} /><path class="curve" d=${path(x, y)} /></svg>
    <span>${title}</span></button>
    <label class="small soft"><input type="checkbox" checked=${compared} aria-label=${`Compare ${title}`} data-id=${id} onChange=${compare} /> compare</label></li>`;
}
