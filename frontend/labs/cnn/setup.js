/** The set-up of a training: the images, the network, how it is trained. Its state is the address. */

import { imageUrl } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { ImageGrid } from "../../components/image-grid.js";
import { TrainingForm } from "../../components/training-form.js";
import { fieldProblems, usePreview } from "../../components/use-preview.js";
import { useTraining } from "../../components/use-training.js";
import { html } from "../../lib/html.js";
import { counted, integer } from "../../lib/numbers.js";
import { DenseAgainstConvolution } from "./dense-against-convolution.js";
import { CnnNetwork } from "./network.js";
import { PrintedLog } from "./printed-log.js";

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Dataset} Dataset */
/** @typedef {import("../../lib/types.js").Params} Params */

const PREFERRED = ["cifar10", "photo-patches"];

/** How much the training computes. @param {Params} values @param {Dataset|undefined} dataset */
function extent(values, dataset) {
  if (!dataset) return "";
  const images = Math.round(dataset.sizes.train * (1 - (values.validation_fraction ?? 0)));
  const updates = Math.ceil(images / values.batch_size);
  return ` of ${integer(images)} images: ${counted(updates * values.epochs, "weight update")}`;
}

/** @param {{dataset: Dataset|undefined}} props */
function Images({ dataset }) {
  if (!dataset) return html`<p class="notice bad">There is no data set of this name here. Choose one of those beside.</p>`;
  if (dataset.availability === "download")
    return html`<p class="notice">
      ${dataset.title} is not on this machine yet. The first training on it downloads it; from then on its images are shown here.
    </p>`;
  return html`<div>
    <${ImageGrid} key=${dataset.id} dataset=${dataset.id} />
    <p class="caption">
      The first ${integer(Math.min(25, dataset.sizes.train))} training images with their labels, which the network learns to predict.
    </p>
  </div>`;
}

/** One of the images in the grid. @param {Dataset|undefined} dataset */
const oneImage = (dataset) =>
  dataset && dataset.availability !== "download" ? imageUrl(dataset.id, "train", Math.min(9, dataset.sizes.train - 1)) : undefined;

/** @param {{kind: Kind, datasets: Dataset[], reload: () => void}} props */
export function CnnSetup({ kind, datasets, reload }) {
  const training = useTraining({ kind, datasets, preferred: PREFERRED });
  const { values, dataset } = training;
  const preview = usePreview(kind.id, training.params);
  /** @param {import("../../components/training-form.js").Parts} parts */
  const layout = ({ presets, datasets: chooser, parameters, start }) => html`<div>
    <${Figure} number="1" title="Data set">
      <div class="beside"><${Images} dataset=${dataset} />${chooser}</div>
    <//>
    <${CnnNetwork} training=${training} preview=${preview} presets=${presets} image=${oneImage(dataset)} />
    <${Figure} number="3" title="Training">${parameters()}${start}<//>
    <${DenseAgainstConvolution} />
    <${PrintedLog} />
  </div>`;
  return html`<${TrainingForm} training=${training} reload=${reload} layout=${layout} estimate=${extent(values, dataset)}
    problems=${fieldProblems(preview.error)} blocked=${preview.error ? "See the message above, beside the value in question." : ""} />`;
}
