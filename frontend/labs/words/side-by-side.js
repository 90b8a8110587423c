/** Skip-gram, CBOW and GloVe of one text side by side: the neighbours of a word in each. */

import { submitJob } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useAction } from "../../components/hooks.js";
import { useRun } from "../../components/use-run.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { percent } from "../../lib/numbers.js";
import { isOver } from "../../lib/sentences.js";
import { patchQuery } from "../../state.js";
import { Ranked, useNeighbours } from "./neighbours.js";
import { oneOfEach, WAYS } from "./ways.js";

/** @typedef {import("../../lib/types.js").Model} Model */

/** @param {{id: string, word: string}} props */
function Neighbours({ id, word }) {
  const { data, error } = useNeighbours(id, word);
  if (error) return html`<p class="wrong small">${error.message}</p>`;
  return data && html`<${Ranked} list=${data.neighbours} choose=${(/** @type {string} */ chosen) => patchQuery({ word: chosen })} />`;
}

/** A training that has just been handed in, then its neighbours. @param {{id: string, word: string}} props */
function Run({ id, word }) {
  const { job, error } = useRun(id);
  if (job?.status === "succeeded") return html`<${Neighbours} id=${id} word=${word} />`;
  if (!job) return error ? html`<p class="wrong small">${error.message}</p>` : html`<p class="soft">…</p>`;
  return html`<p class="soft">
    ${isOver(job) ? `This training is ${job.status}.` : `${job.status}, ${percent(job.progress.fraction, 0)}`}
  </p>`;
}

/**
 * @param {{models: Model[], dataset: string, trainable: boolean, ids: string[], word: string}} props
 *   `ids`: of three trainings that were handed in here; `trainable`: whether the text is at hand
 */
export function SideBySide({ models, dataset, trainable, ids, word }) {
  const start = useAction(async () => {
    const made = [];
    for (const { kind, params } of WAYS) made.push((await submitJob(kind, { dataset, ...params })).id);
    patchQuery({ three: made.join(",") });
  });
  const learnt = oneOfEach(models, dataset);
  const columns =
    ids.length === WAYS.length
      ? ids.map((id) => html`<${Run} key=${id} id=${id} word=${word} />`)
      : learnt.every(Boolean)
        ? learnt.map((model) => html`<${Neighbours} key=${model?.id} id=${model?.id} word=${word} />`)
        : null;
  return html`<${Figure} number="5" title="Three ways to learn from one text">
    ${
      columns
        ? html`
          <p>What stands nearest to “${word}”, learnt three times from the same text.</p>
          <div class="three">
            ${WAYS.map(
              ({ title, words }, i) => html`<div key=${title}><h3>${title}</h3><p class="soft small">${words}</p>${columns[i]}</div>`,
            )}
          </div>
        `
        : !trainable
          ? html`<p class="soft">The text that these vectors have learnt from is not at hand.</p>`
          : html`<p>
            Skip-gram, CBOW and GloVe learn from the same text, one after the other; then the neighbours of “${word}” stand beside each
            other. A short text takes half a minute.
          </p>`
    }
    ${
      trainable &&
      html`<p>
        <button class="button" disabled=${start.busy} onClick=${start.act}>${columns ? "Train all three again" : "Train all three"}</button>
      </p>`
    }
    ${start.error && html`<${Problem} error=${start.error} />`}
  <//>`;
}
