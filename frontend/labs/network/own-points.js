/** The user's own data, as lines of x1,x2,label. */

import { useState } from "preact/hooks";
import { html } from "../../lib/html.js";
import { onFile, onText } from "../../lib/input-handlers.js";
import { patchQuery } from "../../state.js";
import { parseCsv } from "./points.js";

/** Scaled to fit within ±1. @param {[number, number, number][]} points */
function fitted(points) {
  const largest = Math.max(1, ...points.map(([x, y]) => Math.max(Math.abs(x), Math.abs(y))));
  return points.map(([x, y, label]) => [Number((x / largest).toFixed(3)), Number((y / largest).toFixed(3)), label]);
}

/** @param {{own: number[][]}} props */
export function OwnPoints({ own }) {
  const [text, setText] = useState(own.map((point) => point.join(",")).join("\n"));
  const { points, wrong } = parseCsv(text);
  const read = onFile(async (file) => setText(await file.text()));
  return html`<details class="own">
    <summary>Your own data</summary>
    <p class="small soft">One point per line: x1, x2, class (0 to 5). Larger values are scaled to ±1. Or click in the plot.</p>
    <textarea rows="6" aria-label="Points as x1,x2,label" placeholder="0.5,-0.2,1" value=${text} onInput=${onText(setText)}></textarea>
    ${text.trim() && wrong && html`<p class="wrong small" role="alert">${wrong}</p>`}
    <p class="actions">
      <button class="button" disabled=${Boolean(wrong)} onClick=${() =>
        patchQuery({
          own: fitted(points)
            .map((point) => point.join(","))
            .join(";"),
        })}>Train on these</button>
      <label class="quiet">
        CSV file …<input class="visually-hidden" type="file" accept=".csv,text/csv,text/plain" onChange=${read} />
      </label>
      ${
        own.length > 0 &&
        html`<button class="quiet" onClick=${() => {
          setText("");
          patchQuery({ own: null });
        }}>Back to the sample data</button>`
      }
    </p>
  </details>`;
}
