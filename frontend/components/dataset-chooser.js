/** The data sets that a kind can be trained on: what they hold, whether they are here, under which licence. */

import { useState } from "preact/hooks";

import { deleteDataset, uploadDataset } from "../api.js";
import { html } from "../lib/html.js";
import { counted, integer, shape } from "../lib/numbers.js";
import { useAction } from "./hooks.js";
import { PatienceBeside } from "./patience.js";
import { Problem } from "./words.js";

/** @typedef {import("../lib/types.js").Dataset} Dataset */

const AVAILABILITY = { bundled: "bundled", cached: "on this machine", download: "downloaded at first use", uploaded: "yours" };
/** What can be added of each type of data. @type {Record<string, {ask: string, wait: string, accept: string, ending: RegExp}>} */
const UPLOADS = {
  image: {
    ask: "Add your own: a zip of class folders",
    wait: "The zip is being read …",
    accept: ".zip,application/zip",
    ending: /\.zip$/i,
  },
  text: {
    ask: "Add your own: a text (.txt), one sentence per line",
    wait: "The text is being read …",
    accept: ".txt,text/plain",
    ending: /\.txt$/i,
  },
};

/** What a data set holds. @param {Dataset} dataset */
function contents(dataset) {
  const { type, classes, sizes } = dataset;
  if (type === "text") return `${integer(sizes.train)} words, vocabulary of ${integer(dataset.shape[1])}`;
  const split = `${integer(sizes.train)} training + ${integer(sizes.test)} test images`;
  return `${split}, ${shape(dataset.shape)}, ${classes.length === 1 ? "one class" : `${classes.length} classes`}`;
}

/** What was skipped and assumed when an upload was read. @param {{dataset: Dataset}} props */
function Report({ dataset: { skipped, notes } }) {
  if (skipped.length + notes.length === 0) return null;
  return html`<ul class="small" style="margin: var(--s2) 0 0; padding-left: var(--s4)">
    ${notes.map((note) => html`<li key=${note}>${note}</li>`)}
    ${skipped.map(
      ({ reason, count, names }) =>
        html`<li key=${reason}>${counted(count, "file")} skipped, ${reason}: ${names.join(", ")}${count > names.length ? ", …" : ""}</li>`,
    )}
  </ul>`;
}

/** Deletes an upload, once it is confirmed what that does. @param {{dataset: Dataset, deleted: () => void}} props */
function Delete({ dataset: { id, title }, deleted }) {
  const [asked, setAsked] = useState(false);
  const { act, busy, error } = useAction(async () => {
    await deleteDataset(id);
    deleted();
  });
  return html`<div class="small">
    ${
      asked
        ? html`<p>Delete ${title} from this playground, for everyone who uses it? Models that were trained on it go on working.</p>
            <button class="quiet" disabled=${busy} onClick=${act}>Delete the data set</button>
            <button class="quiet" disabled=${busy} onClick=${() => setAsked(false)}>Keep it</button>`
        : html`<button class="quiet" onClick=${() => setAsked(true)}>Delete this upload …</button>`
    }
    ${error && html`<${Problem} error=${error} />`}
  </div>`;
}

/** @param {{dataset: Dataset, chosen: boolean, choose: () => void}} props */
function Option({ dataset, chosen, choose }) {
  const { id, title, availability, licence } = dataset;
  return html`<label class="option">
    <input type="radio" name="dataset" value=${id} checked=${chosen} onChange=${choose} />
    <span><span class="option-title">${title}<span class="tag">${AVAILABILITY[availability]}</span></span>
      <span class="option-body" style="display: block">
        ${contents(dataset)}
        ${chosen && html`<br />Licence: ${licence}`}
      </span>
    </span>
  </label>`;
}

/** @param {{type: string, begins: () => void, uploaded: (dataset: Dataset) => void}} props */
function Upload({ type, begins, uploaded }) {
  const { ask, wait, accept, ending } = UPLOADS[type];
  const { act, busy, error } = useAction(async (/** @type {File} */ file) => {
    begins();
    uploaded(await uploadDataset(file, file.name.replace(ending, "")));
  });
  /** Forgets the choice, so that a file that was rejected can be corrected and chosen again. @param {Event} event */
  const take = ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    if (input.files?.[0]) act(input.files[0]);
    input.value = "";
  };
  return html`<div style="padding-top: var(--s3)">
    <label class="quiet" style="cursor: pointer; margin-left: calc(-1 * var(--s2)); white-space: normal">${busy ? wait : ask}
      <input class="visually-hidden" type="file" accept=${accept} disabled=${busy} onChange=${take} />
    </label>
    <${PatienceBeside} busy=${busy} />
    ${error && html`<${Problem} error=${error} />`}
  </div>`;
}

/** @param {{datasets: Dataset[], value: string, change: (id: string) => void, reload: () => void}} props `datasets`: those that fit */
export function DatasetChooser({ datasets, value, change, reload }) {
  const [last, setLast] = useState(/** @type {Dataset|null} */ (null));
  const types = [...new Set(datasets.map(({ type }) => type))].filter((type) => type in UPLOADS);
  /** @param {Dataset} dataset */
  const uploaded = (dataset) => {
    reload();
    change(dataset.id);
    setLast(dataset);
  };
  const deleted = () => {
    if (last?.id === value) setLast(null);
    reload();
    change(datasets.find(({ id }) => id !== value)?.id ?? "");
  };
  const chosen = datasets.find(({ id }) => id === value);
  return html`<div>
    <fieldset class="options">
      <legend class="visually-hidden">Data set</legend>
      ${datasets.map(
        (dataset) =>
          html`<${Option} key=${dataset.id} dataset=${dataset} chosen=${dataset.id === value} choose=${() => change(dataset.id)} />`,
      )}
    </fieldset>
    ${chosen?.availability === "uploaded" && html`<${Delete} key=${chosen.id} dataset=${chosen} deleted=${deleted} />`}
    ${
      last &&
      html`<div role="status" style="margin-top: var(--s3)">
        <p class="small">Read: ${last.title}, ${contents(last)}.</p>
        <${Report} dataset=${last} />
      </div>`
    }
    ${types.map((type) => html`<${Upload} key=${type} type=${type} begins=${() => setLast(null)} uploaded=${uploaded} />`)}
  </div>`;
}
