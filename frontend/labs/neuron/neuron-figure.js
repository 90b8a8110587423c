/**
 * The neuron: inputs, weights on their connections, weighted sum, output. A number is typed, changed by the arrow keys, or, on a
 * connection, dragged.
 */

import { useRef } from "preact/hooks";
import { NumberCell } from "../../components/number-field.js";
import { html } from "../../lib/html.js";
import { significant, subscript } from "../../lib/numbers.js";
import { WITHIN } from "../../lib/query.js";
import { numberField } from "../../lib/schema.js";

export const WIDTH = 700;
const ROW = 74;
const HEADINGS = 24;
const CELL = 58;
const PIXELS_PER_STEP = 6;
/** @param {number} value */
const inBounds = (value) => Number(Math.max(WITHIN.minimum, Math.min(WITHIN.maximum, value)).toFixed(2));

/** @param {{x: number, y: number, value: number, name: string, symbol: string, change: (value: number) => void}} props */
function Cell({ x, y, value, name, symbol, change }) {
  return html`<foreignObject x=${x - CELL / 2} y=${y - 15} width=${CELL} height="30">
    <${NumberCell} field=${numberField(symbol, name)} value=${value} change=${change}
      attributes=${{ class: "neuron-cell", "data-symbol": symbol }} />
  </foreignObject>`;
}

/** Dragging a connection up or down changes its weight. @param {number} value @param {(value: number) => void} change */
function useDrag(value, change) {
  const from = useRef(/** @type {{y: number, value: number}|null} */ (null));
  return {
    /** @param {PointerEvent} event */
    onPointerDown: (event) => {
      from.current = { y: event.clientY, value };
      /** @type {Element} */
      (event.currentTarget).setPointerCapture(event.pointerId);
    },
    /** @param {PointerEvent} event */
    onPointerMove: (event) => {
      if (from.current) change(inBounds(from.current.value + Math.round((from.current.y - event.clientY) / PIXELS_PER_STEP) / 10));
    },
    onPointerUp: () => {
      from.current = null;
    },
    onPointerCancel: () => {
      from.current = null;
    },
  };
}

/** @param {{i: number, y: number, middle: number, weight: number, change: (value: number) => void}} props */
function Connection({ i, y, middle, weight, change }) {
  const drag = useDrag(weight, change);
  return html`<g data-symbol=${`w${i}`} class="weight" ...${drag}>
    <line class="grip" x1="113" y1=${y} x2="420" y2=${middle} />
    <line x1="113" y1=${y} x2="420" y2=${middle} style=${`stroke: var(--lit, var(--diverging-${weight < 0 ? 1 : 5}))`}
      stroke-width=${Math.max(1, Math.min(16, 4 * Math.abs(weight)))} stroke-linecap="round"><title>Drag up or down</title></line>
  </g>`;
}

/** @typedef {{terms: number[], z: number, y_hat: number}} Answer */
/** @typedef {{inputs?: number[], weights?: number[], bias?: number}} Changes */

/**
 * An input with its weight on the connection, and their product.
 * @param {{i: number, y: number, middle: number, input: number, weight: number, term: number|undefined,
 *   setInput: (value: number) => void, setWeight: (value: number) => void}} props
 */
function Input({ i, y, middle, input, weight, term, setInput, setWeight }) {
  const on = (/** @type {number} */ along) => ({ x: 113 + along * 307, y: y + along * (middle - y) });
  const product = on(0.6);
  return html`<g>
    <text x="14" y=${y} dominant-baseline="central" data-symbol=${`x${i}`}>x${subscript(i + 1)}</text>
    <circle cx="78" cy=${y} r="34" data-symbol=${`x${i}`} />
    <${Cell} x=${78} y=${y} value=${input} name=${`Input ${i + 1}`} symbol=${`x${i}`} change=${setInput} />
    <g class="on-connection">
      <${Cell} ...${on(0.42)} value=${weight} name=${`Weight ${i + 1}`} symbol=${`w${i}`} change=${setWeight} />
    </g>
    ${
      term !== undefined &&
      html`<text class="term" data-symbol=${`t${i}`} x=${product.x} y=${product.y + (y > middle ? 20 : -11)} text-anchor="middle">
        ${significant(term, 3)}
      </text>`
    }
  </g>`;
}

/** Weighted sum, activation function and output. @param {{middle: number, answer: Answer|null}} props */
const Output = ({ middle, answer }) => html`<g>
  <circle cx="460" cy=${middle} r="42" data-symbol="z" />
  <text x="460" y=${middle - 12} text-anchor="middle">Σ + b</text>
  <text class="strong" data-symbol="z" x="460" y=${middle + 12} text-anchor="middle">${answer ? significant(answer.z, 4) : "–"}</text>
  <line x1="502" x2="572" y1=${middle} y2=${middle} style="stroke: var(--ink-soft)" stroke-width="1.5" />
  <text x="537" y=${middle - 10} text-anchor="middle">f</text>
  <circle class="out" cx="616" cy=${middle} r="42" data-symbol="y" />
  <text x="616" y=${middle - 12} text-anchor="middle">ŷ</text>
  <text class="strong" data-symbol="y" x="616" y=${middle + 12} text-anchor="middle">${answer ? significant(answer.y_hat, 4) : "–"}</text>
</g>`;

const Headings = () => html`<g>
  <text x="78" y="18" text-anchor="middle">inputs x</text>
  <text x="242" y="18" text-anchor="middle">weights w</text>
  <text x="460" y="18" text-anchor="middle">weighted sum z</text>
  <text x="616" y="18" text-anchor="middle">output ŷ</text>
</g>`;

/**
 * @param {{inputs: number[], weights: number[], bias: number, answer: Answer|null, change: (changes: Changes) => void}} props
 */
export function NeuronFigure({ inputs, weights, bias, answer, change }) {
  const height = HEADINGS + Math.max(3, inputs.length) * ROW + 30;
  const middle = (HEADINGS + height) / 2;
  const top = middle - ((inputs.length - 1) * ROW) / 2;
  const rowOf = (/** @type {number} */ i) => top + i * ROW;
  const setWeight = (/** @type {number} */ i) => (/** @type {number} */ value) => change({ weights: weights.with(i, value) });
  const setInput = (/** @type {number} */ i) => (/** @type {number} */ value) => change({ inputs: inputs.with(i, value) });
  return html`<div class="neuron-scroll" tabindex="0" role="group" aria-label="Neuron with its numbers">
    <svg class="plot neuron-figure" viewBox=${`0 0 ${WIDTH} ${height}`} role="group" aria-label="Neuron">
      <${Headings} />
      ${weights.map(
        (weight, i) => html`<${Connection} key=${i} i=${i} y=${rowOf(i)} middle=${middle} weight=${weight} change=${setWeight(i)} />`,
      )}
      ${inputs.map(
        (input, i) =>
          html`<${Input} key=${i} i=${i} y=${rowOf(i)} middle=${middle} input=${input} weight=${weights[i]} term=${answer?.terms[i]}
            setInput=${setInput(i)} setWeight=${setWeight(i)} />`,
      )}
      <line x1="460" x2="460" y1=${middle + 92} y2=${middle + 44} style="stroke: var(--hairline-strong)" />
      <text x="500" y=${middle + 106} dominant-baseline="central">bias b</text>
      <${Cell} x=${460} y=${middle + 106} value=${bias} name="Bias" symbol="b"
        change=${(/** @type {number} */ next) => change({ bias: next })} />
      <${Output} middle=${middle} answer=${answer} />
    </svg>
  </div>`;
}
