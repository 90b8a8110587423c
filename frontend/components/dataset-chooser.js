/** The data sets that a kind can be trained on: what they hold, whether they are here, under which licence. */

import { uploadDataset } from "../api.js";
import { html } from "../lib/html.js";
import { integer, shape } from "../lib/numbers.js";
import { useAction } from "./hooks.js";
import { Problem } from "./words.js";

/** @typedef {import("../lib/types.js").Dataset} Dataset */

const AVAILABILITY = { bundled: "here, built in", cached: "here", download: "downloaded at first use", uploaded: "yours" };

/** @param {{dataset: Dataset, chosen: boolean, choose: () => void}} props */
function Option({ dataset, chosen, choose }) {
  const { id, title, classes, sizes, availability, licence } = dataset;
  return html`<label class="option">
    <input type="radio" name="dataset" value=${id} checked=${chosen} onChange=${choose} />
    <span><span class="option-title">${title}<span class="tag">${AVAILABILITY[availability]}</span></span>
      <span class="option-body" style="display: block">
        ${integer(sizes.train)} + ${integer(sizes.test)} images of ${shape(dataset.shape)}, ${classes.length} classes
        ${chosen && html`<br />Licence: ${licence}`}
      </span>
    </span>
  </label>`;
}

/** @param {{uploaded: (dataset: Dataset) => void}} props */
function Upload({ uploaded }) {
  const { act, busy, error } = useAction(async (/** @type {File} */ file) => uploaded(await uploadDataset(file, file.name.replace(/\.zip$/i, ""))));
  return html`<div style="padding-top: var(--s3)">
    <label class="quiet" style="cursor: pointer; margin-left: calc(-1 * var(--s2))">${busy ? "The zip is being read …" : "Add your own: a zip of class folders"}
      <input class="visually-hidden" type="file" accept=".zip,application/zip" disabled=${busy}
        onChange=${(/** @type {any} */ e) => e.target.files[0] && act(e.target.files[0])} />
    </label>
    ${error && html`<${Problem} error=${error} />`}
  </div>`;
}

/** @param {{datasets: Dataset[], value: string, change: (id: string) => void, reload: () => void}} props */
export function DatasetChooser({ datasets, value, change, reload }) {
  /** @param {Dataset} dataset */
  const uploaded = (dataset) => { reload(); change(dataset.id); };
  return html`<div>
    <fieldset class="options"><legend class="visually-hidden">Data set</legend>
      ${datasets.map((dataset) => html`<${Option} key=${dataset.id} dataset=${dataset} chosen=${dataset.id === value} choose=${() => change(dataset.id)} />`)}
    </fieldset>
    <${Upload} uploaded=${uploaded} />
  </div>`;
}
