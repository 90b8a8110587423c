/** Skip-gram, CBOW and GloVe trained on one text: the nearest neighbours of a word in each embedding. */

import { Figure } from "../../components/figure.js";
import { useAction } from "../../components/hooks.js";
import { startJob } from "../../components/own-jobs.js";
import { PatienceBeside } from "../../components/patience.js";
import { useRun } from "../../components/use-run.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { percent } from "../../lib/numbers.js";
import { isOver } from "../../lib/sentences.js";
import { patchQuery } from "../../state.js";
import { METHODS, newestOfEach } from "./methods.js";
import { Ranked, useNeighbours } from "./neighbours.js";
import { neededEpochs } from "./settings.js";

/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {import("../../lib/types.js").Dataset} Dataset */
/** @typedef {import("../../lib/html.js").Children} Children */

/** @param {{id: string, word: string}} props */
function Neighbours({ id, word }) {
  const { data, error } = useNeighbours(id, word);
  if (error) return html`<p class="wrong small">${error.message}</p>`;
  return (
    data?.word === word &&
    html`<${Ranked} list=${data.neighbours} choose=${(/** @type {string} */ chosen) => patchQuery({ word: chosen })} />`
  );
}

/** A training that was started here, then its neighbours. @param {{id: string, word: string}} props */
function Run({ id, word }) {
  const { job, error } = useRun(id);
  if (job?.status === "succeeded") return html`<${Neighbours} id=${id} word=${word} />`;
  if (!job) return error ? html`<p class="wrong small">${error.message}</p>` : html`<p class="soft">…</p>`;
  return html`<p class="soft">
    ${isOver(job) ? `This training is ${job.status}.` : `${job.status}, ${percent(job.progress.fraction, 0)}`}
  </p>`;
}

/** @param {{columns: Children[], word: string}} props */
const Columns = ({ columns, word }) => html`
  <p>The nearest neighbours of “${word}” by cosine similarity, in three embeddings trained on the same text.</p>
  <div class="methods">
    ${METHODS.map(
      ({ title, description }, i) => html`<div key=${title}><h3>${title}</h3><p class="soft small">${description}</p>${columns[i]}</div>`,
    )}
  </div>
`;

/** Why there is nothing to compare yet. @param {{word: string, trainable: boolean}} props */
const Missing = ({ word, trainable }) =>
  trainable
    ? html`<p>
      Skip-gram, CBOW and GloVe are trained on the same text, one after the other, and the nearest neighbours of “${word}” are shown side by
      side. A short text takes half a minute.
    </p>`
    : html`<p class="soft">The text that this embedding was trained on is not available here.</p>`;

/**
 * @param {{models: Model[], dataset: string, text: Dataset|undefined, ids: string[], word: string}} props
 *   `ids`: of the three trainings that were started here; `text`: the data set, where it is available
 */
export function MethodComparison({ models, dataset, text, ids, word }) {
  const trainable = text !== undefined;
  const start = useAction(async () => {
    const made = [];
    const epochs = neededEpochs(text?.sizes.train ?? 0);
    for (const { kind, params } of METHODS) made.push((await startJob(kind, { dataset, ...params, epochs })).id);
    patchQuery({ three: made.join(",") });
  });
  const trained = newestOfEach(models, dataset);
  const columns =
    ids.length === METHODS.length
      ? ids.map((id) => html`<${Run} key=${id} id=${id} word=${word} />`)
      : trained.every(Boolean)
        ? trained.map((model) => html`<${Neighbours} key=${model?.id} id=${model?.id} word=${word} />`)
        : null;
  return html`<${Figure} number="6" title="Skip-gram, CBOW and GloVe compared" id="methods">
    ${columns ? html`<${Columns} columns=${columns} word=${word} />` : html`<${Missing} word=${word} trainable=${trainable} />`}
    ${
      trainable &&
      html`<p>
        <button class="button" disabled=${start.busy} onClick=${start.act}>${columns ? "Train all three again" : "Train all three"}</button>
        <${PatienceBeside} busy=${start.busy} />
      </p>`
    }
    ${start.error && html`<${Problem} error=${start.error} />`}
  <//>`;
}
