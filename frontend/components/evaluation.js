/** The evaluation on the test images: accuracy, loss, confusion matrix, and the images behind each of its cells. */

import { getConfused, getConfusion } from "../api.js";
import { html } from "../lib/html.js";
import { counted, fixed, integer, percent } from "../lib/numbers.js";
import { numberIn } from "../lib/query.js";
import { openQuery, patchQuery, route } from "../state.js";
import { ConfusionMatrix } from "./confusion-matrix.js";
import { useLoaded } from "./hooks.js";
import { later } from "./words.js";

/** @typedef {import("../lib/types.js").ConfusedImage} ConfusedImage */

/** So many images of a cell are shown. */
const SHOWN = 48;

/** @param {{metrics: Record<string, number>, confusion: import("../lib/types.js").Confusion}} props */
function Facts({ metrics, confusion }) {
  const images = confusion.matrix.flat().reduce((sum, count) => sum + count, 0);
  return html`<dl class="facts">
    <div><dt>Test accuracy</dt><dd>${percent(metrics.accuracy)}</dd></div>
    <div><dt>Test loss (cross-entropy)</dt><dd>${fixed(metrics.loss, 3)}</dd></div>
    <div><dt>Test images</dt><dd>${integer(images)}</dd></div>
    <div><dt>Chance level</dt><dd class="soft">${percent(1 / confusion.labels.length, 0)}</dd></div>
  </dl>`;
}

/** @param {{images: ConfusedImage[], open?: (image: ConfusedImage) => void}} props */
function Tiles({ images, open }) {
  return html`<ul class="tiles">
    ${images.slice(0, SHOWN).map(
      (image) => html`<li key=${image.index}><button onClick=${() => open?.(image)} aria-label=${`Test image ${image.index}: classify it`}>
      <img class="pixels" src=${image.image_url} alt="" loading="lazy" /><small>${percent(image.probability, 0)}</small></button></li>`,
    )}
  </ul>`;
}

/**
 * A cell whose images cannot be shown: how many there are, and the predicted probability of each.
 * @param {{images: ConfusedImage[], count: number, reason: string}} props
 */
function AsNumbers({ images, count, reason }) {
  return html`<div>
    <p class="soft">The images of this cell cannot be shown. ${reason}</p>
    <p style="margin-top: var(--s3)">
      ${counted(count, "test image")}; probability of the predicted class${count > SHOWN ? `, the ${SHOWN} highest` : ""}:
    </p>
    <ul class="tiles">
      ${images
        .slice(0, SHOWN)
        .map(({ index, probability }) => html`<li key=${index} title=${`Test image ${index}`}>${percent(probability, 0)}</li>`)}
    </ul>
  </div>`;
}

/**
 * @param {{model: string, truth: number, predicted: number, confusion: import("../lib/types.js").Confusion,
 *   open?: (image: ConfusedImage) => void}} props
 */
function Cell({ model, truth, predicted, confusion: { labels, matrix, no_images: noImages }, open }) {
  const loaded = useLoaded(() => getConfused(model, truth, predicted), [model, truth, predicted]);
  return html`<div>
    <h3>${labels[truth]} predicted ${truth === predicted ? "correctly" : `as ${labels[predicted]}`}</h3>
    ${later(loaded, "The images are being looked up.", (images) => {
      if (images.length === 0) return html`<p class="soft">No test image is in this cell.</p>`;
      return images[0].image_url === null
        ? html`<${AsNumbers} images=${images} count=${matrix[truth][predicted]} reason=${noImages ?? ""} />`
        : html`<${Tiles} images=${images} open=${open} />`;
    })}
  </div>`;
}

/**
 * @param {{model: string, metrics: Record<string, number>, open?: (image: ConfusedImage) => void}} props
 *   `open`: classifies an image, further down the page
 */
export function Evaluation({ model, metrics, open }) {
  const loaded = useLoaded(() => getConfusion(model), [model]);
  return later(loaded, "The evaluation is being fetched.", (confusion) => {
    const of = { integer: true, minimum: 0, maximum: confusion.labels.length - 1 };
    const [truth, predicted] = ["truth", "predicted"].map((name) => numberIn(route.value.query, name, -1, of));
    const isOpen = Math.min(truth, predicted) >= 0;
    /** From cell to cell is no step of the way back: it closes the cell that is open. @param {number} t @param {number} p */
    const choose = (t, p) => (isOpen ? patchQuery : openQuery)({ truth: t, predicted: p });
    return html`<div>
      <${Facts} metrics=${metrics} confusion=${confusion} />
      <div class="evaluation">
        <figure style="margin: 0; min-width: 0">
          <${ConfusionMatrix} confusion=${confusion} truth=${truth} predicted=${predicted} choose=${choose} />
          <figcaption class="caption">
            Each row is a true class, each column a predicted class. Choose a cell to see its images.
          </figcaption>
        </figure>
        ${
          isOpen &&
          html`<${Cell} model=${model} truth=${truth} predicted=${predicted}
            confusion=${confusion} open=${open} />`
        }
      </div>
    </div>`;
  });
}
