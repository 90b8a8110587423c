/** The decision boundary with its data, and the points that a click adds. */

import { useState } from "preact/hooks";

import { html } from "../../lib/html.js";
import { counted } from "../../lib/numbers.js";
import { go, patchQuery, route } from "../../state.js";
import { BoundaryPlot } from "./boundary-plot.js";
import { scaled } from "./csv.js";
import { written } from "./points.js";
import { REACH } from "./requests.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./state.js").State} State */

/** The way back undoes it. @param {Record<string, string|null>} changes */
const pushQuery = (changes) => go(route.value.path, { ...route.value.query, ...changes });

/** What a class is called: by its name in own data, where it is none of them yet a new one. @param {Setup} setup @param {number} k */
export function classTitle({ own, names, classes }, k) {
  if (own.length === 0) return String(k);
  return k >= classes ? "new class" : (names[k] ?? String(k));
}

/** How own data were moved to the plane. @param {{fit: number[]}} props */
const Fit = ({ fit: [cx, sx, cy, sy] }) => html`<p class="caption">
  The plane shows ${scaled("x1", cx, sx)} and ${scaled("x2", cy, sy)}.
</p>`;

/** The last of the added points goes. @param {Setup["added"]} added */
export const removeLast = (added) => patchQuery({ added: written(added.slice(0, -1)) || null });

/** @param {{added: Setup["added"]}} props */
const Added = ({ added }) => html`<p class="point-class small">
  <span>${counted(added.length, "added point")} in the training data; the trained weights are kept.</span>
  <button class="quiet" onClick=${() => removeLast(added)}>Undo</button>
  ${added.length > 1 && html`<button class="quiet" onClick=${() => patchQuery({ added: null })}>Remove all</button>`}
</p>`;

/** @param {{setup: Setup, state: State}} props */
export function DecisionBoundary({ setup, state }) {
  const [label, setLabel] = useState(0);
  const { classes, outputs, train, test } = state;
  const { added, own, fit } = setup;
  /** @param {number} x @param {number} y */
  const add = (x, y) => pushQuery({ added: written([...added, [Number(x.toFixed(3)), Number(y.toFixed(3)), label]]) });
  return html`<div>
    <h3>Decision boundary</h3>
    <${BoundaryPlot} outputs=${outputs.layers.at(-1)} reach=${REACH} train=${train} test=${test} classes=${classes} add=${add} />
    <p class="caption">Points with a ring: test data. All others: training data.</p>
    ${fit.length === 4 && own.length > 0 && html`<${Fit} fit=${fit} />`}
    <div class="point-class">
      <span class="small soft">A click adds a training point of class</span>
      ${Array.from(
        { length: Math.min(6, classes + (own.length ? 1 : 0)) },
        (_, k) => html`<button class="choice" aria-pressed=${k === label} onClick=${() => setLabel(k)}>
          ${classTitle({ ...setup, classes }, k)}
        </button>`,
      )}
    </div>
    ${added.length > 0 && html`<${Added} added=${added} />`}
  </div>`;
}
