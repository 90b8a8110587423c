/** The user's own data, typed or from a file. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { counted, integer } from "../../lib/numbers.js";
import { go, route } from "../../state.js";
import { decoded, parseCsv, scaled } from "./csv.js";
import { MAX_OWN_POINTS, written } from "./points.js";

/** @typedef {import("./csv.js").Csv} Csv */

const NONE = { own: null, fit: null, names: null, added: null };

/** Classes that are not simply 0, 1, … @param {string[]} names */
const isRenamed = (names) => names.some((name, i) => name !== String(i));

/** @param {Csv} csv */
const trainOn = ({ points, fit, names }) =>
  go(route.value.path, {
    ...route.value.query,
    ...NONE,
    own: written(points),
    fit: fit?.map((value) => Number(value.toPrecision(6))).join(","),
    names: isRenamed(names) ? names.map((name) => name.replaceAll("|", "/")).join("|") : null,
  });

/** What was read of the text, and what was made of it. @param {{csv: Csv}} props */
function Reading({ csv: { read, points, names, fit, skipped } }) {
  const [cx, sx, cy, sy] = fit ?? [];
  return html`<ul class="small soft own-reading" role="status">
    <li>${counted(read, "point")} in ${names.length} ${names.length === 1 ? "class" : "classes"}.</li>
    ${
      points.length < read &&
      html`<li>At most ${integer(MAX_OWN_POINTS)} points are allowed: a random sample of ${integer(points.length)} is taken.</li>`
    }
    ${
      fit &&
      html`<li>
        Centred and scaled to the plane: ${scaled("x1", cx, sx)}, ${scaled("x2", cy, sy)}.
      </li>`
    }
    ${isRenamed(names) && html`<li>Classes: ${names.map((name, i) => `${name} → ${i}`).join(", ")}.</li>`}
    ${
      skipped.length > 0 &&
      html`<li>
        ${counted(skipped.length, "line")} skipped. Line ${skipped[0].line}, “${skipped[0].text}”: ${skipped[0].why}.
      </li>`
    }
  </ul>`;
}

/** @param {{own: import("./points.js").Point[]}} props */
export function OwnPoints({ own }) {
  const key = written(own);
  /** What the user wrote, by the points that were read of it: they come back with it. */
  const texts = useRef(/** @type {Map<string, string>} */ (new Map()));
  const [text, setText] = useState(() => key.replaceAll(";", "\n"));
  useEffect(() => setText(texts.current.get(key) ?? key.replaceAll(";", "\n")), [key]);
  const csv = useMemo(() => parseCsv(text), [text]);
  /** @param {Event} event */
  const choose = async (event) => {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const file = input.files?.[0];
    if (!file) return;
    const bytes = await file.arrayBuffer();
    input.value = ""; // so that the same file, edited, can be chosen again
    setText(decoded(bytes));
  };
  const train = () => {
    texts.current.set(written(csv.points), text);
    trainOn(csv);
  };
  const toSample = () => go(route.value.path, { ...route.value.query, ...NONE });
  return html`<details class="own">
    <summary>Your own data</summary>
    <p class="small soft">
      One point per line: x1, x2, class (a number or a word, at most 6 classes), separated by commas, semicolons, tabs or spaces. At most
      ${` ${integer(MAX_OWN_POINTS)}`} points.
    </p>
    <textarea rows="6" aria-label="Points as x1,x2,label" placeholder="0.5,-0.2,1" value=${text} onInput=${onText(setText)}></textarea>
    ${text.trim() && (csv.wrong ? html`<p class="wrong small" role="alert">${csv.wrong}</p>` : html`<${Reading} csv=${csv} />`)}
    <p class="actions">
      <button class="button" disabled=${Boolean(csv.wrong)} onClick=${train}>Train on these</button>
      <label class="quiet">
        CSV file …<input class="visually-hidden" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" onChange=${choose} />
      </label>
      ${own.length > 0 && html`<button class="quiet" onClick=${toSample}>Back to the sample data</button>`}
    </p>
  </details>`;
}
