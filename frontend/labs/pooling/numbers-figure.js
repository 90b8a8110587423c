/** A window that walks over a matrix of numbers, and the smaller matrix that it leaves. */

import { ask, pictureForm } from "../../api.js";
import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { Player } from "../../components/player.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { onNumber } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { covers, stops } from "./walk.js";

const STEP_MS = 700;

/** The matrix as a grey picture, which the API pools as any other. @param {number[][]} rows @returns {Promise<Blob>} */
function picture(rows) {
  const canvas = document.createElement("canvas");
  [canvas.height, canvas.width] = [rows.length, rows[0].length];
  const pixels = new Uint8ClampedArray(rows.flat().flatMap((value) => [value, value, value, 255]));
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, canvas.width), 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The matrix could not be drawn."))));
  });
}

const GENERAL = {
  max: { tex: "y_{ij} = \\max_{0 \\le a, b < \\omega} x_{si+a,\\, sj+b}", plain: "y_ij = max of x in the window" },
  average: {
    tex: "y_{ij} = \\frac{1}{\\omega^2} \\sum_{a=0}^{\\omega-1}\\sum_{b=0}^{\\omega-1} x_{si+a,\\, sj+b}",
    plain: "y_ij = the mean of x in the window",
  },
};

/** @typedef {import("./walk.js").Stop} Stop */
/** @typedef {{value: number, i: number, j: number}} Covered a number under the window, and its place */

/** @param {number[][]} rows @param {Stop} stop @param {number} window @returns {Covered[]} */
const coveredBy = (rows, stop, window) =>
  rows.flatMap((row, i) => row.flatMap((value, j) => (covers(stop, window, i, j) ? [{ value, i, j }] : [])));

/** @param {Stop} stop @param {Covered[]} cells @param {number} result @param {"max"|"average"} method */
function withNumbers(stop, cells, result, method) {
  const symbols = cells.map(({ value, i, j }) => texSymbol(`x${i}-${j}`, String(value)));
  const values = cells.map(({ value }) => value);
  const y = `y_{${stop.row}${stop.column}}`;
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

/** @param {{rows: number[][], stop: Stop|undefined, window: number, change: (rows: number[][]) => void}} props */
function Input({ rows, stop, window, change }) {
  return html`<div class="pool-matrix" style=${`--columns: ${rows[0].length}`} role="group" aria-label="Input">
    ${rows.map((row, i) =>
      row.map(
        (value, j) => html`<input key=${`${i}-${j}`} type="number" min="0" max="255" value=${value}
          class=${stop && covers(stop, window, i, j) ? "under" : ""} data-symbol=${`x${i}-${j}`}
          aria-label=${`Input, row ${i + 1}, column ${j + 1}`}
          onInput=${onNumber((number) => change(rows.with(i, row.with(j, Math.round(number)))), 0, 255)} />`,
      ),
    )}
  </div>`;
}

/** @param {{values: number[][][], stop: Stop, last: number, choose: (place: number) => void}} props `last`: number of the last stop */
function Output({ values, stop, last, choose }) {
  const columns = values[0].length;
  const place = stop.row * columns + stop.column;
  const result = significant(values[stop.row][stop.column][0]);
  /** @param {KeyboardEvent} event */
  const move = (event) => {
    const far = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (!far) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(last, place + far)));
  };
  return html`<div class="pool-matrix output" style=${`--columns: ${columns}`} tabindex="0" role="application" onKeyDown=${move}
    aria-label=${`Output; arrow keys move the window. Row ${stop.row + 1}, column ${stop.column + 1}: ${result}`}
  >
    ${values.flat().map(
      ([value], at) =>
        html`<button tabindex="-1" key=${at} class=${at === place ? "under" : ""} onMouseEnter=${() => choose(at)}
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
export function NumbersFigure({ rows, window, stride, method, at, change }) {
  /** @returns {Promise<{values: number[][][]}>} */
  const pooled = async () => ask("/pool", pictureForm(await picture(rows), { window, stride, method, channels: "grey" }));
  const answer = useAnswer(JSON.stringify([rows, window, stride, method]), pooled);
  const values = answer.error ? null : (answer.data?.values ?? null);
  const walk = values ? stops(values.length, values[0].length, stride) : [];
  const place = Math.min(at, Math.max(0, walk.length - 1));
  /** @type {Stop|undefined} */
  const stop = walk[place];
  const choose = (/** @type {number} */ next) => patchQuery({ cell: next || null });
  const result = stop && values ? values[stop.row][stop.column][0] : null;
  const numbers = stop && result !== null ? withNumbers(stop, coveredBy(rows, stop, window), result, method) : null;
  return html`<div>
    <div class="pool-stage">
      <${Input} rows=${rows} stop=${stop} window=${window} change=${change} />
      <span class="pool-arrow" aria-hidden="true">→</span>
      ${values ? html`<${Output} values=${values} stop=${stop} last=${walk.length - 1} choose=${choose} />` : html`<div></div>`}
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${Player} state=${place} last=${walk.length - 1} choose=${choose} label="Place of the window" milliseconds=${STEP_MS} endless=${true}>
      <button class="button" disabled=${!walk.length} onClick=${() => choose((place + 1) % walk.length)}>Step</button>
    <//>
    <${FormulaPair} general=${GENERAL[method]} numbers=${numbers} />
  </div>`;
}
