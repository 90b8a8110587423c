/** Classifies an image with a trained network: the predicted classes, and the feature maps of each layer. */

import { listExamples } from "../api.js";
import { html } from "../lib/html.js";
import { predictSnippets } from "../lib/snippets.js";
import { CopyAs } from "./copy-as.js";
import { FeatureMaps } from "./feature-maps.js";
import { useLoaded } from "./hooks.js";
import { ImageDrop, Thumbnails } from "./image-drop.js";
import { Predictions } from "./predictions.js";
import { useImage } from "./use-image.js";
import { later, Problem } from "./words.js";

const EXAMPLES = 20;

/** @typedef {import("../lib/types.js").LayerRow} LayerRow */
/** @typedef {import("../lib/types.js").Example} Example */

/** @param {{model: string, examples: Example[], layers: LayerRow[]}} props */
function Looking({ model, examples, layers }) {
  const { own, image, chosen, predicted, chooseExample } = useImage(model, examples);
  const truth = chosen !== null && examples[chosen]?.label;
  return html`<div>
    <div class="look">
      <${ImageDrop} image=${image} own=${own} />
      <div>
        ${
          predicted.error
            ? html`<${Problem} error=${predicted.error} />`
            : predicted.data &&
              html`<div class=${predicted.loading ? "dimmed" : ""}><${Predictions} predictions=${predicted.data.predictions} /></div>`
        }
        <p class="soft small" style="margin-top: var(--s3)">
          ${truth && html`True class: <strong>${truth}</strong>. `}
          ${predicted.data && !predicted.error && html`Predicted in ${predicted.data.duration_ms.toFixed(1)} ms. `}
          <${CopyAs} snippets=${predictSnippets(location.origin, model)} />
        </p>
        ${examples.length > 0 && html`<${Thumbnails} examples=${examples} chosen=${chosen} choose=${chooseExample} />`}
      </div>
    </div>
    ${
      image &&
      !predicted.error &&
      html`<div class=${predicted.loading ? "dimmed" : ""} style="margin-top: var(--s8)" id="feature-maps">
        <${FeatureMaps} model=${model} image=${image} layers=${layers} />
      </div>`
    }
  </div>`;
}

/** @param {{model: string, layers: LayerRow[]}} props */
export function Look({ model, layers }) {
  const loaded = useLoaded(() => listExamples(model, EXAMPLES), [model]);
  return later(
    loaded,
    "Example images are being fetched.",
    (examples) => html`<${Looking} model=${model} examples=${examples} layers=${layers} />`,
  );
}
