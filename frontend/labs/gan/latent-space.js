/** The latent space: interpolation between latent vectors of the grid, and images generated from new ones. */

import { useState } from "preact/hooks";

import { ask } from "../../api.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { fixed, percent } from "../../lib/numbers.js";
import { numberIn, numbersIn, wordIn, written } from "../../lib/query.js";
import { patchQuery, route } from "../../state.js";
import { CELLS, Cell, cellName, Images, SampleGrid } from "./sample-grid.js";

/** @typedef {{shape: number[], columns: number, images: number[][], probabilities: number[], diversity: number}} Samples */
/** @typedef {"interpolation"|"four"} Interpolated */

const VIEWS = /** @type {const} */ (["interpolation", "four", "samples"]);
const TITLES = { interpolation: "Interpolation between two", four: "Interpolation between four", samples: "New samples" };
/** What addresses called the views before. @type {Record<string, "interpolation"|"four"|"samples">} */
const FORMER_VIEWS = { way: "interpolation", surface: "four", new: "samples" };
/** @type {Record<Interpolated, number[]>} */
const CORNERS = { interpolation: [0, 24], four: [0, 4, 20, 24] };
const CORNER_NAMES = { interpolation: ["from", "to"], four: ["upper left", "upper right", "lower left", "lower right"] };

/** The view in the address. @param {Record<string, string>} query */
const viewIn = (query) => FORMER_VIEWS[query.view] ?? wordIn(query, "view", VIEWS);

/** The corners in the address, if they are cells of the grid. @param {Interpolated} view */
function cornersIn(view) {
  const count = CORNERS[view].length;
  const cells = { integer: true, minimum: 0, maximum: CELLS - 1, shortest: count, longest: count };
  return numbersIn(route.value.query, "corners", CORNERS[view], cells);
}

/** @param {{model: string, url: string, view: Interpolated}} props */
function Interpolation({ model, url, view }) {
  const corners = cornersIn(view);
  const [slot, setSlot] = useState(0);
  const body = { cells: corners, steps: view === "interpolation" ? 10 : 7 };
  const answer = useAnswer(JSON.stringify([model, body]), () => ask(`/models/${model}/latent`, body));
  /** @param {number} cell */
  const choose = (cell) => {
    patchQuery({ corners: written(corners.map((old, i) => (i === slot ? cell : old))) });
    setSlot((slot + 1) % corners.length);
  };
  const images = view === "interpolation" ? "two images" : "four images";
  return html`<div class="gan-interpolation">
    <div>
      <div class="gan-corners" role="group" aria-label="Corners">
        ${corners.map(
          (cell, i) =>
            html`<button key=${i} aria-pressed=${i === slot} aria-label=${`${CORNER_NAMES[view][i]}: ${cellName(cell)}. Choose another`}
              onClick=${() => setSlot(i)}><${Cell} url=${url} cell=${cell} /><small>${CORNER_NAMES[view][i]}</small></button>`,
        )}
      </div>
      <${SampleGrid} url=${url} chosen=${[corners[slot]]} choose=${choose} label="Images to interpolate between" />
    </div>
    <div>
      <p class="soft">Spherical interpolation between the latent vectors z of ${images}, each point passed through the generator.</p>
      <${Generated} answer=${answer} label=${`Interpolation between ${images}`} />
    </div>
  </div>`;
}

/** @param {{answer: import("../../components/use-answer.js").Answer<Samples>, label: string}} props */
function Generated({ answer: { data, error }, label }) {
  if (!data) return error ? html`<${Problem} error=${error} />` : html`<p class="waiting" role="status">Generating images.</p>`;
  const mean = data.probabilities.reduce((sum, p) => sum + p, 0) / data.probabilities.length;
  return html`<figure>
    <${Images} ...${data} label=${label} />
    <figcaption class="caption">
      Mean D(G(z)), the discriminator’s probability that they are real: ${percent(mean, 0)}; mean pairwise distance
      ${" "}${fixed(data.diversity, 3)}.
    </figcaption>
    ${error && html`<${Problem} error=${error} />`}
  </figure>`;
}

/** @param {{model: string}} props */
function NewSamples({ model }) {
  const seed = numberIn(route.value.query, "noise", 0, { integer: true, minimum: 0, maximum: 2 ** 31 - 1 });
  const body = { count: 40, seed, columns: 10 };
  const answer = useAnswer(JSON.stringify([model, body]), () => ask(`/models/${model}/samples`, body));
  return html`<div>
    <p class="transport">
      <button class="button" onClick=${() => patchQuery({ noise: seed + 1 })}>New noise</button>
      <span class="soft">z ~ N(0, 1), seed ${seed}</span>
    </p>
    <${Generated} answer=${answer} label=${`40 generated images, seed ${seed}`} />
  </div>`;
}

/** @param {{model: string, url: string}} props `url`: the last grid */
export function LatentSpace({ model, url }) {
  const view = viewIn(route.value.query);
  return html`<div>
    <div class="choices" role="group" aria-label="View">
      ${VIEWS.map(
        (one) =>
          html`<button key=${one} class="choice" aria-pressed=${one === view}
            onClick=${() => patchQuery({ view: one === VIEWS[0] ? null : one, corners: null })}>${TITLES[one]}</button>`,
      )}
    </div>
    <div style="margin-top: var(--s4)">
      ${
        view === "samples"
          ? html`<${NewSamples} model=${model} />`
          : html`<${Interpolation} key=${view} model=${model} url=${url} view=${view} />`
      }
    </div>
  </div>`;
}
