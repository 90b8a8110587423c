/** The network with its values: the activation of each neuron in the forward pass, and its local gradient δ in the backward pass. */

import { html } from "../../lib/html.js";
import { brief, significant } from "../../lib/numbers.js";

/** @typedef {{layer: number, unit: number, input: number|null}} Parameter a weight, or the bias where `input` is null */

const COLUMN = 200;
const ROW = 92;
const RADIUS = 28;
/** Where a weight is written on its connection, from 0 to 1: near its input, where connections are well apart. */
const WEIGHT_AT = 0.2;

/**
 * @typedef {{weights: number[][], bias: number[], activation: string}} Layer
 * @typedef {{a: number[][]}} Forward activations of a layer, one row per example
 * @typedef {{delta: number[][], dj_dw: number[][], dj_db: number[], dj_dw_difference: number[][], dj_db_difference: number[]}} Backward
 * @typedef {(column: number, i: number) => [number, number]} Place of neuron i of a column; the inputs are column 0
 */

/** Selects by a click, Enter or space. @param {() => void} select */
const selects = (select) => ({
  onClick: select,
  /** @param {KeyboardEvent} event */
  onKeyDown: (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    select();
  },
});

/**
 * @param {{l: number, u: number, i: number, w: number, place: Place, isSelected: boolean, select: (parameter: Parameter) => void}}
 *   props
 */
function Connection({ l, u, i, w, place, isSelected, select }) {
  const [[x1, y1], [x2, y2]] = [place(l, i), place(l + 1, u)];
  const ends = { x1: x1 + RADIUS, y1, x2: x2 - RADIUS, y2 };
  return html`<g>
    <g class=${`connection ${isSelected ? "selected" : ""}`} tabindex="0" role="button" aria-pressed=${isSelected}
      aria-label=${`Weight from ${i + 1} to ${u + 1} of layer ${l + 1}: ${significant(w, 3)}`}
      ...${selects(() => select({ layer: l, unit: u, input: i }))}
    >
      <line class="grip" ...${ends} />
      <line ...${ends} data-symbol=${isSelected ? "dz_dw" : undefined}
        style=${`stroke: ${isSelected ? "var(--accent)" : `var(--diverging-${w < 0 ? 1 : 5})`}`}
        stroke-width=${Math.max(1, Math.min(8, 3 * Math.abs(w)))} />
    </g>
    <text class="weight" x=${ends.x1 + WEIGHT_AT * (ends.x2 - ends.x1)} y=${y1 + WEIGHT_AT * (y2 - y1) - 4} text-anchor="middle">
      ${brief(w, 2)}
    </text>
  </g>`;
}

/**
 * @param {{column: number, i: number, at: [number, number], activation: number|null, delta: number|null,
 *   selected: Parameter, select: (parameter: Parameter) => void}} props `activation`, `delta`: null before the pass has reached it
 */
function Neuron({ column, i, at: [x, y], activation, delta, selected, select }) {
  const l = column - 1;
  const own = column > 0 && selected.layer === l && selected.unit === i;
  const isSelected = own && selected.input === null;
  const isButton = { tabindex: 0, role: "button", "aria-pressed": isSelected, "aria-label": `Bias of neuron ${i + 1} of layer ${column}` };
  return html`<g>
    <g class=${`neuron ${own ? "own" : ""} ${isSelected ? "selected" : ""}`}
      data-symbol=${own ? "da_dz" : column === selected.layer && i === selected.input ? "dz_dw" : undefined}
      ...${column > 0 && { ...isButton, ...selects(() => select({ layer: l, unit: i, input: null })) }}
    >
      <circle cx=${x} cy=${y} r=${RADIUS} />
    </g>
    <text class="value" x=${x} y=${y} text-anchor="middle" dominant-baseline="central">
      ${activation === null ? "?" : brief(activation)}
    </text>
    ${delta !== null && html`<text class="delta" x=${x} y=${y + RADIUS + 15} text-anchor="middle">δ ${brief(delta, 2)}</text>`}
  </g>`;
}

/**
 * @param {{x: number[], layers: Layer[], forward: Forward[], backward: Backward[]|null, forwardLayers: number,
 *   backwardLayers: number, selected: Parameter, select: (parameter: Parameter) => void}} props
 *   `forwardLayers`: layers that the forward pass has reached; `backwardLayers`: those of the backward pass, counted from the last
 */
export function NetworkFigure({ x, layers, forward, backward, forwardLayers, backwardLayers, selected, select }) {
  const sizes = [x.length, ...layers.map(({ bias }) => bias.length)];
  const height = Math.max(...sizes) * ROW + 44;
  const width = (sizes.length - 1) * COLUMN + 2 * RADIUS + 60;
  /** @type {Place} */
  const place = (column, i) => [RADIUS + 30 + column * COLUMN, height / 2 + (i - (sizes[column] - 1) / 2) * ROW];
  const activation = (/** @type {number} */ column, /** @type {number} */ i) => {
    if (column === 0) return x[i];
    return column <= forwardLayers ? forward[column - 1].a[0][i] : null;
  };
  const delta = (/** @type {number} */ column, /** @type {number} */ i) =>
    column > 0 && backward && sizes.length - column <= backwardLayers ? backward[column - 1].delta[0][i] : null;
  const isSelected = (/** @type {number} */ l, /** @type {number} */ u, /** @type {number|null} */ i) =>
    selected.layer === l && selected.unit === u && selected.input === i;
  return html`<div class="bp-scroll">
    <svg class="plot bp-figure" viewBox=${`0 0 ${width} ${height}`} style=${`min-width: ${Math.min(width, 560)}px; max-width: ${width}px`}
      role="group" aria-label="The network"
    >
      ${layers.map(({ weights }, l) =>
        weights.map((row, u) =>
          row.map(
            (w, i) =>
              html`<${Connection} key=${`${l}-${u}-${i}`} l=${l} u=${u} i=${i} w=${w} place=${place} isSelected=${isSelected(l, u, i)}
                select=${select} />`,
          ),
        ),
      )}
      ${sizes.map((n, column) =>
        Array.from(
          { length: n },
          (_, i) =>
            html`<${Neuron} key=${`${column}:${i}`} column=${column} i=${i} at=${place(column, i)} activation=${activation(column, i)}
              delta=${delta(column, i)} selected=${selected} select=${select} />`,
        ),
      )}
      ${sizes.map(
        (_, column) =>
          html`<text class="name" x=${place(column, 0)[0]} y="14" text-anchor="middle">
            ${column === 0 ? "input x" : column === sizes.length - 1 ? "output ŷ" : `hidden layer ${column}`}
          </text>`,
      )}
    </svg>
  </div>`;
}
