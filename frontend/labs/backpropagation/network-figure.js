/** The network with its values: what each neuron says on the way forward, and its δ on the way back. */

import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";

/** @typedef {{layer: number, unit: number, input: number|null}} Picked */

const COLUMN = 200;
const ROW = 92;
const RADIUS = 28;

/**
 * @typedef {{weights: number[][], bias: number[], activation: string}} Layer
 * @typedef {{a: number[][]}} Forward what a layer says, one row an example
 * @typedef {{delta: number[][], dj_dw: number[][], dj_db: number[], dj_dw_difference: number[][], dj_db_difference: number[]}} Backward
 * @typedef {(column: number, i: number) => [number, number]} Place of neuron i of a column; the inputs are column 0
 */

/** What a click, or the key Enter or space, picks. @param {() => void} pick */
const picks = (pick) => ({
  onClick: pick,
  /** @param {KeyboardEvent} event */
  onKeyDown: (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick();
  },
});

/** @param {{l: number, u: number, i: number, w: number, place: Place, chosen: boolean, pick: (picked: Picked) => void}} props */
function Link({ l, u, i, w, place, chosen, pick }) {
  const [[x1, y1], [x2, y2]] = [place(l, i), place(l + 1, u)];
  const ends = { x1: x1 + RADIUS, y1, x2: x2 - RADIUS, y2 };
  const along = 0.3 + 0.12 * (u % 3);
  return html`<g>
    <g class=${`link ${chosen ? "picked" : ""}`} tabindex="0" role="button" aria-pressed=${chosen}
      aria-label=${`Weight from ${i + 1} to ${u + 1} of layer ${l + 1}: ${significant(w, 3)}`}
      ...${picks(() => pick({ layer: l, unit: u, input: i }))}
    >
      <line class="grip" ...${ends} />
      <line ...${ends} data-symbol=${chosen ? "dz_dw" : undefined}
        style=${`stroke: ${chosen ? "var(--accent)" : `var(--diverging-${w < 0 ? 1 : 5})`}`}
        stroke-width=${Math.max(1, Math.min(8, 3 * Math.abs(w)))} />
    </g>
    <text class="said" x=${ends.x1 + along * (ends.x2 - ends.x1)} y=${y1 + along * (y2 - y1) - 7} text-anchor="middle">
      ${significant(w, 2)}
    </text>
  </g>`;
}

/**
 * @param {{column: number, i: number, at: [number, number], said: number|null, delta: number|null, picked: Picked,
 *   pick: (picked: Picked) => void}} props `said`: null before the pass has reached it
 */
function Neuron({ column, i, at: [x, y], said, delta, picked, pick }) {
  const l = column - 1;
  const own = column > 0 && picked.layer === l && picked.unit === i;
  const chosen = own && picked.input === null;
  const isButton = { tabindex: 0, role: "button", "aria-pressed": chosen, "aria-label": `Bias of neuron ${i + 1} of layer ${column}` };
  return html`<g>
    <g class=${`neuron ${own ? "own" : ""} ${chosen ? "picked" : ""}`}
      data-symbol=${own ? "da_dz" : column === picked.layer && i === picked.input ? "dz_dw" : undefined}
      ...${column > 0 && { ...isButton, ...picks(() => pick({ layer: l, unit: i, input: null })) }}
    >
      <circle cx=${x} cy=${y} r=${RADIUS} />
    </g>
    <text class="value" x=${x} y=${y} text-anchor="middle" dominant-baseline="central">${said === null ? "?" : significant(said, 3)}</text>
    ${delta !== null && html`<text class="delta" x=${x} y=${y + RADIUS + 15} text-anchor="middle">δ ${significant(delta, 2)}</text>`}
  </g>`;
}

/**
 * @param {{x: number[], layers: Layer[], forward: Forward[], backward: Backward[]|null, seen: number, told: number, picked: Picked,
 *   pick: (picked: Picked) => void}} props
 *   `seen`: layers that the forward pass has reached; `told`: layers that the backward pass has reached, counted from the last
 */
export function NetworkFigure({ x, layers, forward, backward, seen, told, picked, pick }) {
  const sizes = [x.length, ...layers.map(({ bias }) => bias.length)];
  const height = Math.max(...sizes) * ROW + 44;
  const width = (sizes.length - 1) * COLUMN + 2 * RADIUS + 60;
  /** @type {Place} */
  const place = (column, i) => [RADIUS + 30 + column * COLUMN, height / 2 + (i - (sizes[column] - 1) / 2) * ROW];
  const said = (/** @type {number} */ column, /** @type {number} */ i) => {
    if (column === 0) return x[i];
    return column <= seen ? forward[column - 1].a[0][i] : null;
  };
  const delta = (/** @type {number} */ column, /** @type {number} */ i) =>
    column > 0 && backward && sizes.length - column <= told ? backward[column - 1].delta[0][i] : null;
  const isPicked = (/** @type {number} */ l, /** @type {number} */ u, /** @type {number|null} */ i) =>
    picked.layer === l && picked.unit === u && picked.input === i;
  return html`<div class="bp-scroll">
    <svg class="plot bp-figure" viewBox=${`0 0 ${width} ${height}`} style=${`min-width: ${Math.min(width, 560)}px; max-width: ${width}px`}
      role="group" aria-label="The network"
    >
      ${layers.map(({ weights }, l) =>
        weights.map((row, u) =>
          row.map(
            (w, i) =>
              html`<${Link} key=${`${l}-${u}-${i}`} l=${l} u=${u} i=${i} w=${w} place=${place} chosen=${isPicked(l, u, i)} pick=${pick} />`,
          ),
        ),
      )}
      ${sizes.map((n, column) =>
        Array.from(
          { length: n },
          (_, i) =>
            html`<${Neuron} key=${`${column}:${i}`} column=${column} i=${i} at=${place(column, i)} said=${said(column, i)}
              delta=${delta(column, i)} picked=${picked} pick=${pick} />`,
        ),
      )}
      ${sizes.map(
        (_, column) =>
          html`<text class="name" x=${place(column, 0)[0]} y="14" text-anchor="middle">
            ${column === 0 ? "x" : column === sizes.length - 1 ? "ŷ" : `layer ${column}`}
          </text>`,
      )}
    </svg>
  </div>`;
}
