/** Points of one's own, as lines of x1,x2,label. */

import { useState } from "preact/hooks";

import { onFile, onText } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { patchQuery } from "../../state.js";
import { parseCsv } from "./setup.js";

/** Into the plane that is drawn. @param {[number, number, number][]} points */
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
    <summary>Your own points</summary>
    <p class="small soft">One line a point: x1, x2, class (0 to 5). Numbers beyond ±1 are shrunk to fit. Or click on the plane.</p>
    <textarea rows="6" aria-label="Points as x1,x2,label" placeholder="0.5,-0.2,1" value=${text} onInput=${onText(setText)}></textarea>
    ${text.trim() && wrong && html`<p class="wrong small" role="alert">${wrong}</p>`}
    <p class="actions">
      <button class="button" disabled=${Boolean(wrong)} onClick=${() =>
        patchQuery({
          own: fitted(points)
            .map((point) => point.join(","))
            .join(";"),
        })}>Learn these</button>
      <label class="quiet">
        CSV file …<input class="visually-hidden" type="file" accept=".csv,text/csv,text/plain" onChange=${read} />
      </label>
      ${
        own.length > 0 &&
        html`<button class="quiet" onClick=${() => {
          setText("");
          patchQuery({ own: null });
        }}>Back to the sample</button>`
      }
    </p>
  </details>`;
}
