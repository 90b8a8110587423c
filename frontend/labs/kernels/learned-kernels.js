/** The learned kernels of a network's first convolution; one of them can be applied to the image. */

import { ask, listDatasets, listModels } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useLoaded } from "../../components/hooks.js";
import { MapCanvas } from "../../components/map-canvas.js";
import { ownJobs } from "../../components/own-jobs.js";
import { later } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { modelNames } from "../../lib/model-names.js";
import { openedFirst } from "../../lib/own-ids.js";
import { namedIn } from "../../lib/query.js";
import { patchQuery, route } from "../../state.js";

/** @typedef {{layer: string, kernels: {index: number, mean: number[][], channels: number[][][]}[]}} Learned */

const SIZE = 44;

/** @param {string} model @returns {Promise<Learned>} */
const kernelsOf = (model) => ask(`/models/${model}/kernels`);

async function load() {
  const [models, datasets] = await Promise.all([listModels(), listDatasets()]);
  return { models: models.filter(({ kind }) => kind === "cnn"), datasets };
}

/** @param {{apply: (matrix: number[][]) => void}} props */
export function LearnedKernels({ apply }) {
  const loaded = useLoaded(load, []);
  const models = loaded.data?.models ?? [];
  const names = modelNames(models, loaded.data?.datasets ?? []);
  const first = openedFirst(models, ownJobs.value)?.id;
  const model = models.length ? namedIn(route.value.query, "model", models, first) : null;
  const learned = useLoaded(() => (model ? kernelsOf(model.id) : null), [model?.id]);
  const tools =
    models.length > 1 &&
    html`<label class="small">Model <select value=${model?.id} onChange=${onText((text) => patchQuery({ model: text }))}>
    ${models.map(({ id }, i) => html`<option value=${id} selected=${id === model?.id}>${names[i]}</option>`)}</select></label>`;
  return html`<${Figure} title="Learned kernels" tools=${tools}>
    <p>
      A convolutional network learns its kernels from data. These are the kernels of the first convolutional layer of an image classifier,
      averaged over the input channels. Select one to apply it to the image above.
    </p>
    ${later(
      learned,
      "Loading the model, about a second.",
      ({ kernels }) => html`<ul class="learned-kernels">
        ${kernels.map(
          ({ index, mean }) => html`<li key=${index}>
            <button title=${`Kernel ${index + 1}`} aria-label=${`Apply learned kernel ${index + 1}`}
              onClick=${() => apply(mean)}
            >
              <${MapCanvas} values=${mean.flat()} width=${mean[0].length} height=${mean.length} size=${SIZE}
                limit=${Math.max(...mean.flat().map(Math.abs))} />
            </button>
          </li>`,
        )}
      </ul>`,
    )}
  <//>`;
}
