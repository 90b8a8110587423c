/** The perceptron with its inputs: line width is |w|, colour the sign of w. */

import { html } from "../../lib/html.js";
import { fixed, subscript } from "../../lib/numbers.js";

const WIDTH = 340;

/** @param {{weights: number[]}} props */
export function WeightsFigure({ weights }) {
  const height = 60 * weights.length + 20;
  const place = (/** @type {number} */ i) => 40 + 60 * i;
  return html`<svg class="plot perceptron-figure" viewBox=${`0 0 ${WIDTH} ${height}`} role="img"
    aria-label=${`Weights ${weights.map((w) => fixed(w, 4)).join(", ")}`}
  >
    ${weights.map(
      (w, i) => html`<g data-symbol=${`w${i}`}>
        <line x1="46" y1=${place(i)} x2="250" y2=${height / 2} style=${`stroke: var(--lit, var(--diverging-${w < 0 ? 1 : 5}))`}
          stroke-width=${Math.max(1, Math.min(16, Math.abs(w) * 1.1))} stroke-linecap="round" />
        <circle cx="34" cy=${place(i)} r="16" />
        <text x="34" y=${place(i)} text-anchor="middle" dominant-baseline="central">x${subscript(i + 1)}</text>
        <text class="value" x="100" y=${place(i) + (height / 2 - place(i)) * 0.26 - 12} text-anchor="middle">${fixed(w, 4)}</text>
      </g>`,
    )}
    <circle cx="262" cy=${height / 2} r="22" />
    <text x="262" y=${height / 2} text-anchor="middle" dominant-baseline="central">σ</text>
    <line x1="284" x2="318" y1=${height / 2} y2=${height / 2} style="stroke: var(--hairline-strong)" />
    <text x="328" y=${height / 2} text-anchor="middle" dominant-baseline="central">ŷ</text>
  </svg>`;
}
