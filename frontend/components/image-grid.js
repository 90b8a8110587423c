/** The first images of a data set with their labels, as the tutorial shows them: five by five. */

import { listSamples } from "../api.js";
import { html } from "../lib/html.js";
import { useLoaded } from "./hooks.js";
import { later } from "./words.js";

const COUNT = 25;

/** @param {{dataset: string}} props */
export function ImageGrid({ dataset }) {
  const loaded = useLoaded(() => listSamples(dataset, COUNT), [dataset]);
  return later(
    loaded,
    "The first images are being read, a second or two.",
    (samples) => html`<ul class="image-grid" aria-label=${`The first ${samples.length} training images`}>
      ${samples.map(
        ({ index, label, image_url }) => html`<li key=${`${dataset}/${index}`}>
          <img class="pixels" src=${image_url} alt="" loading="lazy" />
          <span title=${label}>${label}</span>
        </li>`,
      )}
    </ul>`,
  );
}
