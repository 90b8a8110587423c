/** The network: a small picture of the plane in every neuron, lines as thick as their weights. */

import { MapCanvas } from "../../components/map-canvas.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { upright } from "../../lib/plane.js";

/** @typedef {{weights: number[][], bias: number[], activation: string}} Layer */
/** @typedef {{layer: number, unit: number, input: number|null}} Picked `input` null: the bias */

const NEURON = 36;
const GAP = 12;
const MOST = 8;
const COLUMN = 118;

/** Where neuron i of n stands; of a large layer only the first are drawn. @param {number} n @param {number} i @param {number} height */
const place = (n, i, height) => height / 2 + (i - (Math.min(n, MOST) - 1) / 2) * (NEURON + GAP);

/** Left edge of a column; the inputs are column 0. @param {number} column */
const left = (column) => 4 + column * COLUMN;

/**
 * @param {{weight: number, ends: {from: number, to: number, layer: number}, label: string, picked: boolean, pick: () => void}} props
 *   `ends`: the heights of both neurons
 */
function Link({ weight, ends: { from, to, layer }, label, picked, pick }) {
  const [start, end] = [left(layer) + NEURON, left(layer + 1)];
  const d = `M${start} ${from}C${start + 36} ${from} ${end - 36} ${to} ${end} ${to}`;
  /** @param {KeyboardEvent} event */
  const enter = (event) => event.key === "Enter" && pick();
  return html`<g class=${`link ${picked ? "picked" : ""}`} tabindex="0" role="button" aria-label=${label} onClick=${pick}
    onKeyDown=${enter}
  >
    <path class="grip" d=${d} />
    <path d=${d} style=${`stroke: var(--diverging-${weight < 0 ? 1 : 5})`}
      stroke-width=${Math.max(0.4, Math.min(9, 2.2 * Math.abs(weight)))}><title>weight ${significant(weight, 3)}</title></path>
  </g>`;
}

/**
 * One neuron, as the plane that it sees.
 * @param {{map: number[][], column: number, i: number, top: number, isOutput: boolean, picked: boolean, pick: () => void}} props
 */
function Unit({ map, column, i, top, isOutput, picked, pick }) {
  const limit = isOutput ? 1 : Math.max(1e-6, ...map.flat().map(Math.abs));
  const values = isOutput ? upright(map).map((value) => 2 * value - 1) : upright(map);
  return html`<button class=${`unit ${picked ? "picked" : ""}`} disabled=${column === 0}
    style=${`left: ${left(column)}px; top: ${top}px`}
    aria-label=${column === 0 ? `input x${i + 1}` : `Bias of layer ${column}, neuron ${i + 1}`} onClick=${pick}
  >
    <${MapCanvas} values=${values} width=${map[0].length} height=${map.length} size=${NEURON} limit=${limit} />
  </button>`;
}

/**
 * @param {{layers: Layer[], maps: number[][][][], axes: number[], picked: Picked|null, pick: (picked: Picked) => void}} props
 *   `maps`: by layer and neuron; `axes`: the coordinates of their pixels
 */
export function Diagram({ layers, maps, axes, picked, pick }) {
  const sizes = [2, ...layers.map(({ bias }) => bias.length)];
  const height = Math.max(...sizes.map((n) => Math.min(n, MOST))) * (NEURON + GAP) + 40;
  const width = sizes.length * COLUMN - COLUMN + NEURON + 8;
  const inputs = [axes.map(() => axes), [...axes].map((y) => axes.map(() => y))];
  const pictures = [inputs, ...maps];
  const isPicked = (/** @type {number} */ l, /** @type {number} */ u, /** @type {number|null} */ i) =>
    picked?.layer === l && picked.unit === u && picked.input === i;
  return html`<div class="diagram" tabindex="0" role="group" aria-label="The network">
    <div style=${`width: ${width}px; height: ${height}px`}>
      <svg viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height}>
        ${layers.map(({ weights }, layer) =>
          weights.slice(0, MOST).map((row, unit) =>
            row.slice(0, MOST).map((weight, input) => {
              const ends = { from: place(row.length, input, height), to: place(weights.length, unit, height), layer };
              return html`<${Link} weight=${weight} ends=${ends} picked=${isPicked(layer, unit, input)}
                label=${`Weight from ${input + 1} to neuron ${unit + 1} of layer ${layer + 1}`}
                pick=${() => pick({ layer, unit, input })} />`;
            }),
          ),
        )}
        ${sizes.map(
          (n, column) =>
            n > MOST && html`<text x=${left(column) + NEURON / 2} y=${height - 4} text-anchor="middle">+ ${n - MOST} more</text>`,
        )}
      </svg>
      ${pictures.map((neurons, column) =>
        neurons.slice(0, MOST).map(
          (map, i) =>
            html`<${Unit} key=${`${column}-${i}`} map=${map} column=${column} i=${i} top=${place(sizes[column], i, height) - NEURON / 2}
              isOutput=${column === pictures.length - 1 && pictures.length > 1} picked=${column > 0 && isPicked(column - 1, i, null)}
              pick=${() => pick({ layer: column - 1, unit: i, input: null })} />`,
        ),
      )}
    </div>
  </div>`;
}
