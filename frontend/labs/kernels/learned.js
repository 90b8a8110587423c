/** The kernels that a network has learnt in its first layer; one of them is laid on the picture. */

import { ask, listModels } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useLoaded } from "../../components/hooks.js";
import { MapCanvas } from "../../components/map-canvas.js";
import { later } from "../../components/words.js";
import { onText } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { patchQuery, route } from "../../state.js";

/** @typedef {{layer: string, kernels: {index: number, mean: number[][], channels: number[][][]}[]}} Learned */

const SIZE = 44;

/** @param {string} model @returns {Promise<Learned>} */
const learnedBy = (model) => ask(`/models/${model}/kernels`);

/** @param {{choose: (matrix: number[][]) => void}} props */
export function LearnedKernels({ choose }) {
  const models = useLoaded(async () => (await listModels()).filter(({ kind }) => kind === "cnn"), []);
  const model = models.data?.find(({ id }) => id === route.value.query.model) ?? models.data?.[0];
  const learned = useLoaded(() => (model ? learnedBy(model.id) : null), [model?.id]);
  const tools =
    models.data &&
    models.data.length > 1 &&
    html`<label class="small">of <select value=${model?.id} onChange=${onText((text) => patchQuery({ model: text }))}>
    ${models.data.map(({ id, title }) => html`<option value=${id} selected=${id === model?.id}>${title}</option>`)}</select></label>`;
  return html`<${Figure} title="Kernels that nobody designed" tools=${tools}>
    <p>
      A convolutional network finds its own. These are the first layer’s of a network that names images, averaged over red, green and blue.
      Choose one, and it goes over the picture above.
    </p>
    ${later(
      learned,
      "The network is being opened, about a second.",
      ({ kernels }) => html`<ul class="learned-kernels">
        ${kernels.map(
          ({ index, mean }) => html`<li key=${index}>
            <button title=${`Kernel ${index + 1}`} aria-label=${`Lay learnt kernel ${index + 1} on the picture`}
              onClick=${() => choose(mean)}
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
