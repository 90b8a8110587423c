/** The figure of the first page: an image on its way through a trained network, to its predicted classes. */

import { getActivations, getLayers, getModel, listExamples, listModels } from "../api.js";
import { html } from "../lib/html.js";
import { integer, percent } from "../lib/numbers.js";
import { openedFirst } from "../lib/own-ids.js";
import { mostVaried, shownLayers } from "../lib/shown-layers.js";
import { useCatalogue } from "./catalogue.js";
import { useLoaded, useObjectUrl } from "./hooks.js";
import { Thumbnails } from "./image-drop.js";
import { ImageGrid } from "./image-grid.js";
import { MapCanvas } from "./map-canvas.js";
import { ownJobs } from "./own-jobs.js";
import { Predictions } from "./predictions.js";
import { TrainingCurves } from "./training-curves.js";
import { useImage } from "./use-image.js";
import { later, Problem } from "./words.js";

/** @typedef {import("../lib/types.js").Activation} Activation */
/** @typedef {import("../lib/types.js").Example} Example */
/** @typedef {import("../lib/types.js").LayerRow} LayerRow */
/** @typedef {import("../lib/types.js").Model} Model */

const SHIPPED = "pretrained-cifar10-cnn";
const EXAMPLES = 8;
const COLUMNS = 5;
const MAPS = 5;
/** So many maps of a layer are asked for; those that vary most are shown. */
const CANDIDATES = 8;

/** The shipped network, or the newest classifier that this browser has trained. */
const load = async () => {
  const models = await listModels();
  const classifiers = models.filter(({ architecture, labels }) => architecture && labels.length > 0);
  const model = models.find(({ id }) => id === SHIPPED) ?? openedFirst(classifiers, ownJobs.value);
  if (!model) return { model: null };
  const [opened, table, examples] = await Promise.all([getModel(model.id), getLayers(model.id), listExamples(model.id, EXAMPLES)]);
  return { model: opened, layers: shownLayers(table.layers, COLUMNS), examples, total: table.total_parameters };
};

/** The chosen layers, out of one pass through the network. @param {string} model @param {Blob} image @param {LayerRow[]} layers */
async function activationsOf(model, image, layers) {
  const all = await getActivations(model, image, { maps: CANDIDATES });
  return all.filter(({ layer }) => layers.some(({ name }) => name === layer));
}

/** @param {{model: string, activation: Activation, example: number|null}} props */
function LayerColumn({ model, activation, example }) {
  const [height, width, channels] = activation.shape;
  const size = Math.round(30 + 46 * Math.sqrt(height / 32));
  const maps = mostVaried(activation.maps, MAPS);
  return html`<a class="hero-layer" href=${`#/models/${model}?layer=${activation.layer}${example === null ? "" : `&example=${example}`}`}
    aria-label=${`${height}×${width}×${channels}: feature maps of ${activation.layer}`}
  >
    ${maps.map(
      (map) => html`<${MapCanvas} key=${map.channel} values=${map.values} width=${width} height=${height} size=${size}
      limit=${Math.max(Math.abs(map.minimum), Math.abs(map.maximum))} />`,
    )}
    <span>${height}×${width}×${channels}</span>
  </a>`;
}

/** @param {{loaded: {model: Model, layers: LayerRow[], examples: Example[], total: number}}} props */
function Trained({ loaded: { model, layers, examples, total } }) {
  const { image, chosen, predicted, chooseExample } = useImage(model.id, examples);
  const { titleOf } = useCatalogue();
  const url = useObjectUrl(image);
  const activations = useLoaded(() => (image && predicted.data ? activationsOf(model.id, image, layers) : null), [predicted.data]);
  return html`<figure style="margin: 0 0 var(--s12)">
    <div class="hero">
      <div class="hero-image">
        ${url && html`<img class="pixels hero-input" src=${url} alt="The input image" />`}
        <${Thumbnails} examples=${examples} chosen=${chosen} choose=${chooseExample} />
      </div>
      <div class="hero-strip">
        ${
          !predicted.error &&
          activations.data?.map(
            (activation) => html`<${LayerColumn} model=${model.id} key=${activation.layer} activation=${activation} example=${chosen} />`,
          )
        }
      </div>
      <div class="hero-answer">
        ${
          predicted.error
            ? html`<${Problem} error=${predicted.error} />`
            : predicted.data && html`<${Predictions} predictions=${predicted.data.predictions} />`
        }
      </div>
    </div>
    <figcaption class="caption">
      A convolutional network of ${integer(total)} parameters, trained by this playground on ${titleOf(model.dataset)}: test
      accuracy ${percent(model.metrics.accuracy)}.${model.dataset_note && ` ${model.dataset_note}`} Columns are layers, squares are
      feature maps: the stronger the colour, the larger the activation. Choose another image, or open a column.
    </figcaption>
    <${TrainingCurves} model=${model} bare=${true} />
  </figure>`;
}

/** Before anything is trained: what there is to learn from. */
function Untrained() {
  return html`<figure style="margin: 0 0 var(--s12)">
    <${ImageGrid} dataset="photo-patches" />
    <figcaption class="caption">
      No network is trained yet. These are images that one can learn to classify: <a href="#/cnn">train it</a>.
    </figcaption>
  </figure>`;
}

export function Hero() {
  const loaded = useLoaded(load, []);
  return later(loaded, "The trained network is being opened, about a second.", (data) =>
    data.model ? html`<${Trained} loaded=${data} />` : html`<${Untrained} />`,
  );
}
