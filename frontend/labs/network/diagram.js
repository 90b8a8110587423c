/** The network: in every neuron its output over the input plane, connections as thick as their weights. */

import { MapCanvas } from "../../components/map-canvas.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { upright } from "../../lib/plane.js";

/** @typedef {import("./state.js").Layer} Layer */
/** @typedef {{layer: number, unit: number, input: number|null}} Picked `input` null: the bias */

const NEURON = 36;
const GAP = 12;
const MAX_DRAWN = 8;
const COLUMN = 118;
/** From the first column to the last, in a page of usual width. */
const SPAN = 476;

/** The height of neuron i of n; of a large layer only the first are drawn. @param {number} n @param {number} i @param {number} height */
const place = (n, i, height) => height / 2 + (i - (Math.min(n, MAX_DRAWN) - 1) / 2) * (NEURON + GAP);

/** Between the left edges of two columns. @param {number} columns */
const distance = (columns) => Math.min(COLUMN, SPAN / (columns - 1));

/** @param {number} column @param {number} columns */
const columnName = (column, columns) =>
  column === 0 ? "input" : column === columns - 1 ? "output" : `hidden ${distance(columns) < COLUMN ? "" : "layer "}${column}`;

/** Left edge of a column; the inputs are column 0. @param {number} column @param {number} columns */
const left = (column, columns) => 4 + column * distance(columns);

/**
 * @param {{weight: number, ends: {from: number, to: number, left: number, right: number}, label: string, picked: boolean,
 *   pick: () => void}} props `ends`: of the line
 */
function Connection({ weight, ends: { from, to, left, right }, label, picked, pick }) {
  const bend = Math.min(36, (right - left) / 2);
  const d = `M${left} ${from}C${left + bend} ${from} ${right - bend} ${to} ${right} ${to}`;
  /** @param {KeyboardEvent} event */
  const enter = (event) => event.key === "Enter" && pick();
  return html`<g class=${`connection ${picked ? "picked" : ""}`} tabindex="0" role="button" aria-label=${label} onClick=${pick}
    onKeyDown=${enter}
  >
    <path class="grip" d=${d} />
    <path d=${d} style=${`stroke: var(--diverging-${weight < 0 ? 1 : 5})`}
      stroke-width=${Math.max(0.4, Math.min(9, 2.2 * Math.abs(weight)))}><title>weight ${significant(weight, 3)}</title></path>
  </g>`;
}

/**
 * One neuron, as its output over the input plane.
 * @param {{output: number[][], column: number, i: number, at: {left: number, top: number}, isOutput: boolean, picked: boolean,
 *   pick: () => void}} props
 */
function Neuron({ output, column, i, at: { left, top }, isOutput, picked, pick }) {
  const limit = isOutput ? 1 : Math.max(1e-6, ...output.flat().map(Math.abs));
  const values = isOutput ? upright(output).map((value) => 2 * value - 1) : upright(output);
  return html`<button class=${`neuron ${picked ? "picked" : ""}`} disabled=${column === 0}
    style=${`left: ${left}px; top: ${top}px`}
    aria-label=${column === 0 ? `Input x${i + 1}` : `Bias of layer ${column}, neuron ${i + 1}`} onClick=${pick}
  >
    <${MapCanvas} values=${values} width=${output[0].length} height=${output.length} size=${NEURON} limit=${limit} />
  </button>`;
}

/**
 * @param {{layers: Layer[], outputs: number[][][][], axis: number[], picked: Picked|null, pick: (picked: Picked) => void}} props
 *   `outputs`: by layer and neuron; `axis`: the coordinates of their rows and columns
 */
export function Diagram({ layers, outputs, axis, picked, pick }) {
  const sizes = [2, ...layers.map(({ bias }) => bias.length)];
  const height = Math.max(...sizes.map((n) => Math.min(n, MAX_DRAWN))) * (NEURON + GAP) + 40;
  const leftOf = (/** @type {number} */ column) => left(column, sizes.length);
  const width = leftOf(sizes.length - 1) + NEURON + 4;
  const inputs = [axis.map(() => axis), axis.map((y) => axis.map(() => y))];
  const columns = [inputs, ...outputs];
  const isPicked = (/** @type {number} */ l, /** @type {number} */ u, /** @type {number|null} */ i) =>
    picked?.layer === l && picked.unit === u && picked.input === i;
  return html`<div class="diagram" tabindex="0" role="group" aria-label="Network diagram">
    <div style=${`width: ${width}px; height: ${height}px`}>
      <svg viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height}>
        ${layers.map(({ weights }, layer) =>
          weights.slice(0, MAX_DRAWN).map((row, unit) =>
            row.slice(0, MAX_DRAWN).map((weight, input) => {
              const [from, to] = [place(row.length, input, height), place(weights.length, unit, height)];
              const ends = { from, to, left: leftOf(layer) + NEURON, right: leftOf(layer + 1) };
              return html`<${Connection} weight=${weight} ends=${ends} picked=${isPicked(layer, unit, input)}
                label=${`Weight from ${input + 1} to neuron ${unit + 1} of layer ${layer + 1}`}
                pick=${() => pick({ layer, unit, input })} />`;
            }),
          ),
        )}
        ${sizes.map(
          (_, column) =>
            html`<text x=${leftOf(column) + NEURON / 2} y="14" text-anchor="middle">${columnName(column, sizes.length)}</text>`,
        )}
        ${sizes.map(
          (n, column) =>
            n > MAX_DRAWN &&
            html`<text x=${leftOf(column) + NEURON / 2} y=${height - 4} text-anchor="middle">+ ${n - MAX_DRAWN} more</text>`,
        )}
      </svg>
      ${columns.map((neurons, column) =>
        neurons.slice(0, MAX_DRAWN).map(
          (output, i) =>
            html`<${Neuron} key=${`${column}-${i}`} output=${output} column=${column} i=${i}
              at=${{ left: leftOf(column), top: place(sizes[column], i, height) - NEURON / 2 }}
              isOutput=${column === columns.length - 1 && columns.length > 1} picked=${column > 0 && isPicked(column - 1, i, null)}
              pick=${() => pick({ layer: column - 1, unit: i, input: null })} />`,
        ),
      )}
    </div>
  </div>`;
}
