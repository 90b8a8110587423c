/** Repeated pooling of an image, or of the feature map that a convolution and an activation make of it (§4.2). */

import { ask, askImage, imageForm } from "../../api.js";
import { Choice } from "../../components/controls.js";
import { Figure } from "../../components/figure.js";
import { useObjectUrl } from "../../components/hooks.js";
import { PhotoRow } from "../../components/photo-row.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { identity } from "../../lib/identity.js";
import { onText } from "../../lib/input-handlers.js";
import { patchQuery } from "../../state.js";

const MAX_REPEAT = 7;

/** @typedef {import("../kernels/settings.js").Kernel} Kernel */
/** @typedef {Record<string, string|number>} Fields */
/** @typedef {{blob: Blob, repeats: {columns: {output_size: number}, rows: {output_size: number}}[]}} Pooled */

/** The filter of a feature map, as `POST /convolve` and `POST /pool` take it. @param {string} kernel */
const featureMap = (kernel) => ({ kernel, activation: "relu", padding: "valid" });

/** @param {{image: Blob, kernel: string}} props */
function FeatureMap({ image, kernel }) {
  const answer = useAnswer(`${identity(image)} ${kernel}`, () => askImage("/convolve", imageForm(image, featureMap(kernel))));
  const url = useObjectUrl(answer.data);
  return html`<figure>
    ${url && html`<img class="pixels" src=${url} alt="Feature map before pooling" />`}
    <figcaption>feature map, ReLU(C(x, y))</figcaption>
  </figure>`;
}

/** @param {{image: Blob, fields: Fields, repeat: number, kernel: string}} props `kernel`: "" pools the image itself */
function Pooled({ image, fields, repeat, kernel }) {
  const url = useObjectUrl(image);
  const form = () => imageForm(image, { ...fields, repeat, ...(kernel && { chain: JSON.stringify([featureMap(kernel)]) }) });
  /** @returns {Promise<Pooled>} */
  const pool = async () => {
    const [blob, { repeats }] = await Promise.all([askImage("/pool", form()), ask("/pool", form())]);
    return { blob, repeats };
  };
  const answer = useAnswer(`${identity(image)} ${JSON.stringify(fields)} ${repeat} ${kernel}`, pool);
  const pooled = useObjectUrl(answer.data?.blob ?? null);
  return html`<div>
    <div class=${`pool-images ${kernel ? "three" : ""}`}>
      <figure><img class="pixels" src=${url} alt="Image before pooling" /><figcaption>image</figcaption></figure>
      ${kernel && html`<${FeatureMap} image=${image} kernel=${kernel} />`}
      <figure>
        ${pooled && html`<img class="pixels" src=${pooled} alt="Image after pooling" />`}
        <figcaption>${kernel ? "pooled feature map" : "pooled image"}</figcaption>
      </figure>
    </div>
    ${
      answer.error
        ? html`<${Problem} error=${answer.error} />`
        : answer.data &&
          html`<p class="caption">
            Output size ${answer.data.repeats.map(({ columns, rows }) => `${columns.output_size}×${rows.output_size}`).join(" → ")},
            displayed at the size of the input.
          </p>`
    }
  </div>`;
}

/**
 * @param {{chosen: import("../../components/photo-row.js").Chosen, image: Blob|null, kernels: Kernel[], kernel: string, fields: Fields,
 *   repeat: number}} props
 */
export function ImageFigure({ chosen, image, kernels, kernel, fields, repeat }) {
  const titles = Object.fromEntries(kernels.map(({ id, title }) => [id, `feature map: ${title}, ReLU`]));
  return html`<${Figure} title="Repeated pooling of an image or a feature map">
    <${PhotoRow} ...${chosen} />
    <div class="pool-controls">
      <${Choice} name="map" title="Input" value=${kernel} words=${["", ...kernels.map(({ id }) => id)]}
        titles=${{ "": "the image itself", ...titles }} />
      <label class="repeat">
        <span class="nowrap">Repeat: ${repeat}</span>
        <input class="scrubber" type="range" min="1" max=${MAX_REPEAT} value=${repeat} aria-label="Repeat"
          onInput=${onText((text) => patchQuery({ repeat: text }))} />
      </label>
    </div>
    ${image && html`<${Pooled} image=${image} fields=${fields} repeat=${repeat} kernel=${kernel} />`}
  <//>`;
}
