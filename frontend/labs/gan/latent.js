/** The space of noise: what lies between the pictures of the grid, and new pictures out of it. */

import { useState } from "preact/hooks";

import { ask } from "../../api.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { fixed, percent } from "../../lib/numbers.js";
import { numberIn, numbersIn, wordIn, written } from "../../lib/query.js";
import { patchQuery, route } from "../../state.js";
import { CELLS, Cell, cellName, Grid, Pictures } from "./sheet.js";

/** @typedef {{shape: number[], columns: number, pictures: number[][], probabilities: number[], diversity: number}} Samples */

const VIEWS = /** @type {const} */ (["way", "surface", "new"]);
const TITLES = { way: "From one to another", surface: "Between four", new: "New pictures" };
/** @type {Record<string, number[]>} */
const CORNERS = { way: [0, 24], surface: [0, 4, 20, 24] };
const CORNER_NAMES = { way: ["from", "to"], surface: ["upper left", "upper right", "lower left", "lower right"] };

/** The corners in the address, if they are cells of the grid. @param {"way"|"surface"} view */
function cornersIn(view) {
  const corners = numbersIn(route.value.query, "corners", CORNERS[view]);
  const fits = corners.length === CORNERS[view].length && corners.every((cell) => Number.isInteger(cell) && cell >= 0 && cell < CELLS);
  return fits ? corners : CORNERS[view];
}

/** @param {{model: string, url: string, view: "way"|"surface"}} props */
function Between({ model, url, view }) {
  const corners = cornersIn(view);
  const [slot, setSlot] = useState(0);
  const body = { cells: corners, steps: view === "way" ? 10 : 7 };
  const answer = useAnswer(JSON.stringify([model, body]), () => ask(`/models/${model}/latent`, body));
  /** @param {number} cell */
  const choose = (cell) => {
    patchQuery({ corners: written(corners.map((old, i) => (i === slot ? cell : old))) });
    setSlot((slot + 1) % corners.length);
  };
  return html`<div class="gan-between">
    <div>
      <div class="gan-corners" role="group" aria-label="Corners">
        ${corners.map(
          (cell, i) =>
            html`<button key=${i} aria-pressed=${i === slot} aria-label=${`${CORNER_NAMES[view][i]}: ${cellName(cell)}. Choose another`}
              onClick=${() => setSlot(i)}><${Cell} url=${url} cell=${cell} /><small>${CORNER_NAMES[view][i]}</small></button>`,
        )}
      </div>
      <${Grid} url=${url} chosen=${[corners[slot]]} choose=${choose} label="Pictures to go between" />
    </div>
    <${Answer} answer=${answer} label=${view === "way" ? "The way from one picture to the other" : "The surface between four pictures"} />
  </div>`;
}

/** @param {{answer: import("../../components/use-answer.js").Answer<Samples>, label: string}} props */
function Answer({ answer: { data, error }, label }) {
  if (!data) return error ? html`<${Problem} error=${error} />` : html`<p class="waiting" role="status">The generator is at work.</p>`;
  const likely = data.probabilities.reduce((sum, p) => sum + p, 0) / data.probabilities.length;
  return html`<figure>
    <${Pictures} ...${data} label=${label} />
    <figcaption class="caption">
      The judge finds them real with ${percent(likely, 0)} on average; two of them differ by ${fixed(data.diversity, 3)}.
    </figcaption>
    ${error && html`<${Problem} error=${error} />`}
  </figure>`;
}

/** @param {{model: string}} props */
function Fresh({ model }) {
  const seed = Math.max(0, Math.round(numberIn(route.value.query, "noise", 0)));
  const body = { count: 40, seed, columns: 10 };
  const answer = useAnswer(JSON.stringify([model, body]), () => ask(`/models/${model}/samples`, body));
  return html`<div>
    <p class="transport">
      <button class="button" onClick=${() => patchQuery({ noise: seed + 1 })}>Other noise</button>
      <span class="soft">seed ${seed}</span>
    </p>
    <${Answer} answer=${answer} label=${`40 new pictures, seed ${seed}`} />
  </div>`;
}

/** @param {{model: string, url: string}} props `url`: the last grid */
export function Latent({ model, url }) {
  const view = wordIn(route.value.query, "view", VIEWS);
  return html`<div>
    <div class="choices" role="group" aria-label="View">
      ${VIEWS.map(
        (one) =>
          html`<button key=${one} class="choice" aria-pressed=${one === view}
            onClick=${() => patchQuery({ view: one === "way" ? null : one, corners: null })}>${TITLES[one]}</button>`,
      )}
    </div>
    <div style="margin-top: var(--s4)">
      ${view === "new" ? html`<${Fresh} model=${model} />` : html`<${Between} key=${view} model=${model} url=${url} view=${view} />`}
    </div>
  </div>`;
}
