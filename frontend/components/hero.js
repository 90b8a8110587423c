/** The figure of the first page: a picture on its way through a trained network, to the names it is given. */

import { getActivations, getLayers, getModel, listExamples } from "../api.js";
import { html } from "../lib/html.js";
import { integer, percent } from "../lib/numbers.js";
import { shownLayers } from "../lib/shown-layers.js";
import { useLoaded, useObjectUrl } from "./hooks.js";
import { MapCanvas } from "./map-canvas.js";
import { Thumbnails } from "./picture-drop.js";
import { Predictions } from "./predictions.js";
import { usePicture } from "./use-picture.js";
import { Later } from "./words.js";

/** @typedef {import("../lib/types.js").Activation} Activation */
/** @typedef {import("../lib/types.js").LayerRow} LayerRow */

const MODEL = "pretrained-cifar10-cnn";
const EXAMPLES = 10;
const COLUMNS = 5;
const MAPS = 5;

const load = async () => {
  const [model, table, examples] = await Promise.all([getModel(MODEL), getLayers(MODEL), listExamples(MODEL, EXAMPLES)]);
  return { model, layers: shownLayers(table.layers, COLUMNS), examples, total: table.total_parameters };
};

/** @param {Blob|null} picture @param {LayerRow[]} layers @returns {Promise<Activation[]>|null} */
function activationsOf(picture, layers) {
  if (!picture) return null;
  return Promise.all(layers.map(async ({ name }) => (await getActivations(MODEL, picture, { layer: name, maps: MAPS }))[0]));
}

/** @param {{activation: Activation, example: number|null}} props */
function LayerColumn({ activation, example }) {
  const [height, width, channels] = activation.shape;
  const size = Math.round(26 + 34 * Math.sqrt(height / 32));
  return html`<a class="hero-layer" href=${`#/models/${MODEL}?layer=${activation.layer}${example === null ? "" : `&example=${example}`}`} aria-label=${`Feature maps of ${activation.layer}`}>
    ${activation.maps.slice(0, MAPS).map((map) => html`<${MapCanvas} key=${map.channel} values=${map.values} width=${width} height=${height} size=${size}
      limit=${Math.max(Math.abs(map.minimum), Math.abs(map.maximum))} />`)}
    <span>${height}×${width}×${channels}</span>
  </a>`;
}

/** @param {{loaded: {model: any, layers: LayerRow[], examples: any[], total: number}}} props */
function Alive({ loaded: { model, layers, examples, total } }) {
  const { picture, chosen, predicted, chooseExample } = usePicture(MODEL, examples);
  const url = useObjectUrl(picture);
  const activations = useLoaded(() => activationsOf(picture, layers), [picture]);
  return html`<figure style="margin: 0 0 var(--s12)">
    <div class="hero">
      <div class="hero-picture">${url && html`<img class="pixels hero-input" src=${url} alt="The picture that the network looks at" />`}
        <${Thumbnails} examples=${examples} chosen=${chosen} choose=${chooseExample} /></div>
      <div class="hero-strip">${activations.data?.map((activation) => html`<${LayerColumn} key=${activation.layer} activation=${activation} example=${chosen} />`)}</div>
      <div class="hero-answer">${predicted.data && html`<${Predictions} predictions=${predicted.data.predictions} />`}</div>
    </div>
    <figcaption class="caption">A network of ${integer(total)} parameters, trained by this playground on ${model.dataset === "cifar10" ? "CIFAR-10" : model.dataset}; it names ${percent(model.metrics.accuracy)} of the test images rightly.
      Columns are layers, squares are feature maps: blue is above zero, orange below. Choose another picture, or open a column.</figcaption>
  </figure>`;
}

export function Hero() {
  const loaded = useLoaded(load, []);
  return html`<${Later} loaded=${loaded} wait="The trained network is being opened, about a second.">
    ${(/** @type {any} */ data) => html`<${Alive} loaded=${data} />`}
  <//>`;
}
