/** Pooling of a matrix: the sliding window on the input, and the output. */

import { ask, imageForm } from "../../api.js";
import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { MatrixField } from "../../components/matrix-field.js";
import { Player } from "../../components/player.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberField } from "../../lib/schema.js";
import { patchQuery } from "../../state.js";
import { covers, windowPositions } from "./window-positions.js";

const STEP_MS = 700;
/** As many cells as fit beside the output. */
const MAX_SIDE = 12;

/** The matrix as a grey image, as the API takes it. @param {number[][]} rows @returns {Promise<Blob>} */
function imageOf(rows) {
  const canvas = document.createElement("canvas");
  [canvas.height, canvas.width] = [rows.length, rows[0].length];
  const pixels = new Uint8ClampedArray(rows.flat().flatMap((value) => [value, value, value, 255]));
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, canvas.width), 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The matrix could not be converted to an image."))));
  });
}

const GENERAL = {
  max: { tex: "y_{ij} = \\max_{0 \\le a, b < \\omega} x_{si+a,\\, sj+b}", plain: "y_ij = maximum of x in the window" },
  average: {
    tex: "y_{ij} = \\frac{1}{\\omega^2} \\sum_{a=0}^{\\omega-1}\\sum_{b=0}^{\\omega-1} x_{si+a,\\, sj+b}",
    plain: "y_ij = average of x in the window",
  },
};

/** @typedef {import("./window-positions.js").Position} Position */
/** @typedef {{value: number, i: number, j: number}} Covered an input value under the window, and its cell */

/** @param {number[][]} rows @param {Position} position @param {number} window @returns {Covered[]} */
const coveredBy = (rows, position, window) =>
  rows.flatMap((row, i) => row.flatMap((value, j) => (covers(position, window, i, j) ? [{ value, i, j }] : [])));

/** @param {Position} position @param {Covered[]} cells @param {number} result @param {"max"|"average"} method */
function withNumbers(position, cells, result, method) {
  const symbols = cells.map(({ value, i, j }) => texSymbol(`x${i}-${j}`, String(value)));
  const values = cells.map(({ value }) => value);
  const y = `y_{${position.row}${position.column}}`;
  return method === "max"
    ? {
        tex: `${y} = \\max(${symbols.join(", ")}) = \\mathbf{${significant(result)}}`,
        plain: `max(${values.join(", ")}) = ${significant(result)}`,
      }
    : {
        tex: `${y} = \\frac{${symbols.join(" + ")}}{${cells.length}} = \\mathbf{${significant(result)}}`,
        plain: `(${values.join(" + ")})/${cells.length} = ${significant(result)}`,
      };
}

/** @param {number} i @param {number} j */
const pixelField = (i, j) => numberField(`input-${i}-${j}`, `Input, row ${i + 1}, column ${j + 1}`, 0, 255, { type: "integer" });

/** @param {{rows: number[][], position: Position|undefined, window: number, change: (rows: number[][]) => void}} props */
function Input({ rows, position, window, change }) {
  const attributesOf = (/** @type {number} */ _, /** @type {number} */ i, /** @type {number} */ j) => ({
    class: position && covers(position, window, i, j) ? "under" : "",
    "data-symbol": `x${i}-${j}`,
  });
  return html`<${MatrixField} name="Input" class="pool-matrix" rows=${rows} change=${change} fieldOf=${pixelField}
    sizes=${{ least: window, rows: MAX_SIDE, columns: MAX_SIDE }} attributesOf=${attributesOf} />`;
}

/**
 * @param {{values: number[][][], position: Position, last: number, choose: (index: number) => void}} props `last`: index of the last
 *   position
 */
function Output({ values, position, last, choose }) {
  const columns = values[0].length;
  const index = position.row * columns + position.column;
  const result = significant(values[position.row][position.column][0]);
  /** @param {KeyboardEvent} event */
  const move = (event) => {
    const offset = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (!offset) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(last, index + offset)));
  };
  return html`<div class="pool-matrix output" style=${`--columns: ${columns}`} tabindex="0" role="application" onKeyDown=${move}
    aria-label=${`Output; arrow keys move the window. Row ${position.row + 1}, column ${position.column + 1}: ${result}`}
  >
    ${values.flat().map(
      ([value], at) =>
        html`<button tabindex="-1" key=${at} class=${at === index ? "under" : ""} onMouseEnter=${() => choose(at)}
          onClick=${() => choose(at)}
        >
          ${significant(value, 4)}
        </button>`,
    )}
  </div>`;
}

/**
 * @param {{rows: number[][], window: number, stride: number, method: "max"|"average", at: number,
 *   change: (rows: number[][]) => void}} props `at`: number of the stop
 */
export function MatrixFigure({ rows, window, stride, method, at, change }) {
  /** @returns {Promise<{values: number[][][]}>} */
  const pooled = async () => ask("/pool", imageForm(await imageOf(rows), { window, stride, method, channels: "grey" }));
  const answer = useAnswer(JSON.stringify([rows, window, stride, method]), pooled, JSON.stringify([window, stride, method]));
  const values = answer.error ? null : (answer.data?.values ?? null);
  const positions = values ? windowPositions(values.length, values[0].length, stride) : [];
  const index = Math.min(at, Math.max(0, positions.length - 1));
  /** @type {Position|undefined} */
  const position = positions[index];
  const choose = (/** @type {number} */ next) => patchQuery({ cell: next || null });
  const result = position && values ? values[position.row][position.column][0] : null;
  const numbers = position && result !== null ? withNumbers(position, coveredBy(rows, position, window), result, method) : null;
  return html`<div>
    <div class="pool-stage">
      <${Input} rows=${rows} position=${position} window=${window} change=${change} />
      <span class="pool-arrow" aria-hidden="true">→</span>
      ${
        values ? html`<${Output} values=${values} position=${position} last=${positions.length - 1} choose=${choose} />` : html`<div></div>`
      }
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${Player} state=${index} last=${positions.length - 1} choose=${choose} label="Window position" milliseconds=${STEP_MS} endless=${true}>
      <button class="button" disabled=${!positions.length} onClick=${() => choose((index + 1) % positions.length)}>Step</button>
    <//>
    <${FormulaPair} general=${GENERAL[method]} numbers=${numbers} />
  </div>`;
}
