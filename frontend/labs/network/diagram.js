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

/**
 * @param {{layers: Layer[], maps: number[][][][], axes: number[], picked: Picked|null, pick: (picked: Picked) => void}} props `maps`: by
 *   layer and neuron; `axes`: the coordinates of their pixels
 */
export function Diagram({ layers, maps, axes, picked, pick }) {
  const sizes = [2, ...layers.map(({ bias }) => bias.length)];
  const height = Math.max(...sizes.map((n) => Math.min(n, MOST))) * (NEURON + GAP) + 40;
  const width = sizes.length * COLUMN - COLUMN + NEURON + 8;
  const left = (/** @type {number} */ column) => 4 + column * COLUMN;
  const inputs = [axes.map(() => axes), [...axes].map((y) => axes.map(() => y))];
  const pictures = [inputs, ...maps];
  const isPicked = (/** @type {number} */ l, /** @type {number} */ u, /** @type {number|null} */ i) =>
    picked?.layer === l && picked.unit === u && picked.input === i;
  return html`<div class="diagram" tabindex="0" role="group" aria-label="The network">
    <div style=${`width: ${width}px; height: ${height}px`}>
      <svg viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height}>
        ${layers.map(({ weights }, l) =>
          weights.slice(0, MOST).map((row, u) =>
            row.slice(0, MOST).map((w, i) => {
              const d = `M${left(l) + NEURON} ${place(row.length, i, height)}C${left(l) + NEURON + 36} ${place(row.length, i, height)} ${left(l + 1) - 36} ${place(weights.length, u, height)} ${left(l + 1)} ${place(weights.length, u, height)}`;
              return html`<g class=${`link ${isPicked(l, u, i) ? "picked" : ""}`} tabindex="0" role="button"
                aria-label=${`Weight from ${i + 1} to neuron ${u + 1} of layer ${l + 1}`}
                onClick=${() => pick({ layer: l, unit: u, input: i })} onKeyDown=${(/** @type {any} */ e) => {
                  if (e.key === "Enter") pick({ layer: l, unit: u, input: i });
                }}
              >
                <path class="grip" d=${d} />
                <path d=${d} style=${`stroke: var(--diverging-${w < 0 ? 1 : 5})`}
                  stroke-width=${Math.max(0.4, Math.min(9, 2.2 * Math.abs(w)))}><title>weight ${significant(w, 3)}</title></path>
              </g>`;
            }),
          ),
        )}
        ${sizes.map(
          (n, column) =>
            n > MOST && html`<text x=${left(column) + NEURON / 2} y=${height - 4} text-anchor="middle">+ ${n - MOST} more</text>`,
        )}
      </svg>
      ${pictures.map((neurons, column) =>
        neurons.slice(0, MOST).map((map, i) => {
          const limit = Math.max(1e-6, ...map.flat().map(Math.abs));
          const isOutput = column === pictures.length - 1 && pictures.length > 1;
          const values = isOutput ? upright(map).map((value) => 2 * value - 1) : upright(map);
          const name = column === 0 ? `input x${i + 1}` : `layer ${column}, neuron ${i + 1}`;
          return html`<button key=${`${column}-${i}`} class=${`unit ${column > 0 && isPicked(column - 1, i, null) ? "picked" : ""}`}
            disabled=${column === 0} style=${`left: ${left(column)}px; top: ${place(sizes[column], i, height) - NEURON / 2}px`}
            aria-label=${column === 0 ? name : `Bias of ${name}`} onClick=${() => pick({ layer: column - 1, unit: i, input: null })}
          >
            <${MapCanvas} values=${values} width=${map[0].length} height=${map.length} size=${NEURON} limit=${isOutput ? 1 : limit} />
          </button>`;
        }),
      )}
    </div>
  </div>`;
}
