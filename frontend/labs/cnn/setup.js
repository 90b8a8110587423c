/** The set-up of a training: the images, the network, how it learns. Its state is the address. */

import { useMemo } from "preact/hooks";

import { imageUrl, submitJob } from "../../api.js";
import { CopyAs } from "../../components/copy-as.js";
import { DatasetChooser } from "../../components/dataset-chooser.js";
import { Figure } from "../../components/figure.js";
import { Form } from "../../components/form.js";
import { useAction } from "../../components/hooks.js";
import { ImageGrid } from "../../components/image-grid.js";
import { fieldProblems, usePreview } from "../../components/use-preview.js";
import { Problem } from "../../components/words.js";
import { useWrongFields, WrongFields } from "../../components/wrong-fields.js";
import { html } from "../../lib/html.js";
import { counted, integer } from "../../lib/numbers.js";
import { fieldsOf } from "../../lib/schema.js";
import { presetValues, queryOf, requestParams, valuesFromQuery } from "../../lib/setup.js";
import { trainSnippets } from "../../lib/snippets.js";
import { go, health, setQuery } from "../../state.js";
import { CnnNetwork } from "./network.js";

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Dataset} Dataset */
/** @typedef {import("../../lib/types.js").Params} Params */

/** Parameters that have a place of their own on the page. */
const PLACED = new Set(["dataset", "preset", "layers"]);

/** What a training of this size means. @param {{values: Params, dataset: Dataset|undefined}} props */
function Amount({ values, dataset }) {
  if (!dataset) return null;
  const images = Math.round(dataset.sizes.train * (1 - (values.validation_fraction ?? 0)));
  const updates = Math.ceil(images / values.batch_size);
  return html`<span class="soft">
    ${counted(values.epochs, "epoch")} of ${integer(images)} images: ${counted(updates * values.epochs, "update")} of the weights
  </span>`;
}

/** @param {{kind: Kind, values: Params, dataset: Dataset|undefined, blocked: string}} props `blocked`: why it cannot be trained yet */
function Train({ kind, values, dataset, blocked }) {
  const params = requestParams(kind, values);
  const submit = useAction(async () => {
    const job = await submitJob(kind.id, params);
    go([kind.id], { job: job.id });
  });
  const noWorker = health.value.answer?.workers.length === 0;
  return html`<div>
    <div class="train-row">
      <button class="button primary" disabled=${submit.busy || blocked !== ""} onClick=${submit.act}>
        ${submit.busy ? "Being handed in …" : "Train this network"}
      </button>
      <${Amount} values=${values} dataset=${dataset} />
      <${CopyAs} snippets=${trainSnippets(location.origin, kind.id, params)} />
    </div>
    ${blocked && html`<p class="wrong small" style="margin-top: var(--s2)">This cannot be trained yet. ${blocked}</p>`}
    ${
      noWorker &&
      html`<p class="soft small" style="margin-top: var(--s2)">
        No worker is there at the moment: the training will wait in the queue until one starts.
      </p>`
    }
    ${submit.error && html`<${Problem} error=${submit.error} retry=${submit.act} />`}
  </div>`;
}

/** @param {{dataset: Dataset|undefined}} props */
function Images({ dataset }) {
  if (!dataset) return html`<p class="notice bad">There is no data set of this name here. Choose one of those beside.</p>`;
  if (dataset.availability === "download")
    return html`<p class="notice">
      ${dataset.title} is not on this machine yet. The first training on it fetches it; from then on its images are shown here.
    </p>`;
  return html`<div>
    <${ImageGrid} key=${dataset.id} dataset=${dataset.id} />
    <p class="caption">
      The first ${integer(Math.min(25, dataset.sizes.train))} training images, with the labels that the network has to find.
    </p>
  </div>`;
}

/** One of the images in the grid. @param {Dataset|undefined} dataset */
const oneImage = (dataset) =>
  dataset && dataset.availability !== "download" ? imageUrl(dataset.id, "train", Math.min(9, dataset.sizes.train - 1)) : undefined;

/** @param {{kind: Kind, datasets: Dataset[], query: Record<string, string>, reload: () => void}} props */
export function CnnSetup({ kind, datasets, query, reload }) {
  const fields = useMemo(() => fieldsOf(kind.params_schema), [kind]);
  const values = valuesFromQuery(kind, fields, query, datasets);
  const wrong = useWrongFields();
  const preview = usePreview(kind.id, requestParams(kind, values));
  const dataset = datasets.find(({ id }) => id === values.dataset);
  /** @param {Params} changes */
  const change = (changes) => setQuery(queryOf(kind, { ...values, ...changes }));
  /** @param {string} preset */
  const usePreset = (preset) => setQuery(queryOf(kind, { ...presetValues(kind, preset), dataset: values.dataset }));

  const blocked = wrong.problems.length
    ? `${wrong.problems.join("; ")}.`
    : preview.error
      ? "See what is said above, beside the value in question."
      : "";

  return html`<${WrongFields.Provider} value=${wrong.report}>
    <${Figure} number="1" title="The images">
      <div class="beside">
        <${Images} dataset=${dataset} />
        <${DatasetChooser} datasets=${datasets} value=${values.dataset} change=${(/** @type {string} */ id) => change({ dataset: id })}
          reload=${reload} />
      </div>
    <//>
    <${CnnNetwork} kind=${kind} values=${values} preview=${preview} shape=${dataset?.shape} change=${change} usePreset=${usePreset}
      image=${oneImage(dataset)} />
    <${Figure} number="3" title="How it learns">
      <${Form} fields=${fields.filter(({ name }) => !PLACED.has(name))} values=${values} problems=${fieldProblems(preview.error)}
        change=${(/** @type {string} */ name, /** @type {unknown} */ value) => change({ [name]: value })} />
      <${Train} kind=${kind} values=${values} dataset=${dataset} blocked=${blocked} />
    <//>
  <//>`;
}
