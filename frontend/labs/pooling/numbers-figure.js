/** A window that walks over a matrix of numbers, and the smaller matrix that it leaves. */

import { ask, pictureForm } from "../../api.js";
import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { Player } from "../../components/player.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
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

/**
 * @param {{rows: number[][], window: number, stride: number, method: "max"|"average", at: number, change: (rows: number[][]) => void}}
 *   props
 */
export function NumbersFigure({ rows, window, stride, method, at, change }) {
  const answer = useAnswer(JSON.stringify([rows, window, stride, method]), async () =>
    ask("/pool", pictureForm(await picture(rows), { window, stride, method, channels: "grey" })),
  );
  const values = answer.error ? null : answer.data?.values;
  const walk = values ? stops(values.length, values[0].length, stride) : [];
  const place = Math.min(at, Math.max(0, walk.length - 1));
  const stop = walk[place];
  const choose = (/** @type {number} */ next) => patchQuery({ cell: next || null });
  /** @param {KeyboardEvent} event */
  const move = (event) => {
    const columns = values?.[0].length ?? 1;
    const far = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (!far) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(walk.length - 1, place + far)));
  };
  const cells = stop ? rows.flatMap((row, i) => row.flatMap((value, j) => (covers(stop, window, i, j) ? [{ value, i, j }] : []))) : [];
  const result = stop && values[stop.row][stop.column][0];
  const listed = cells.map(({ value, i, j }) => texSymbol(`x${i}-${j}`, String(value)));
  const numbers =
    stop &&
    (method === "max"
      ? {
          tex: `y_{${stop.row}${stop.column}} = \\max(${listed.join(", ")}) = \\mathbf{${significant(result)}}`,
          plain: `max(${cells.map(({ value }) => value).join(", ")}) = ${significant(result)}`,
        }
      : {
          tex: `y_{${stop.row}${stop.column}} = \\frac{${listed.join(" + ")}}{${cells.length}} = \\mathbf{${significant(result)}}`,
          plain: `(${cells.map(({ value }) => value).join(" + ")})/${cells.length} = ${significant(result)}`,
        });
  return html`<div>
    <div class="pool-stage">
      <div class="pool-matrix" style=${`--columns: ${rows[0].length}`} role="group" aria-label="Input">${rows.map((row, i) =>
        row.map(
          (value, j) => html`<input key=${`${i}-${j}`} type="number" min="0" max="255" value=${value}
            class=${stop && covers(stop, window, i, j) ? "under" : ""} data-symbol=${`x${i}-${j}`}
            aria-label=${`Input, row ${i + 1}, column ${j + 1}`} onInput=${(/** @type {any} */ e) =>
              e.target.valueAsNumber >= 0 &&
              e.target.valueAsNumber <= 255 &&
              change(rows.map((old, y) => old.map((cell, x) => (y === i && x === j ? Math.round(e.target.valueAsNumber) : cell))))} />`,
        ),
      )}</div>
      <span class="pool-arrow" aria-hidden="true">→</span>
      ${
        values
          ? html`<div class="pool-matrix output" style=${`--columns: ${values[0].length}`} tabindex="0" role="application"
            aria-label=${`Output; arrow keys move the window. Row ${stop.row + 1}, column ${stop.column + 1}: ${significant(result)}`}
            onKeyDown=${move}
          >
            ${values.map((/** @type {number[][]} */ row, /** @type {number} */ i) =>
              row.map(
                ([value], j) =>
                  html`<button tabindex="-1" key=${`${i}-${j}`} onMouseEnter=${() => choose(i * row.length + j)}
                    class=${i === stop.row && j === stop.column ? "under" : ""} onClick=${() => choose(i * row.length + j)}
                  >
                    ${significant(value, 4)}
                  </button>`,
              ),
            )}
          </div>`
          : html`<div></div>`
      }
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${Player} state=${place} last=${walk.length - 1} choose=${choose} label="Place of the window" milliseconds=${STEP_MS} endless=${true}>
      <button class="button" disabled=${!walk.length} onClick=${() => choose((place + 1) % walk.length)}>Step</button>
    <//>
    <${FormulaPair} general=${GENERAL[method]} numbers=${numbers ?? null} />
  </div>`;
}
