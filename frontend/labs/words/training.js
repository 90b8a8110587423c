/** A training of word embeddings as it goes on. */

import { JobActions } from "../../components/job-actions.js";
import { RunView } from "../../components/run-view.js";
import { useRun } from "../../components/use-run.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { patchQuery } from "../../state.js";
import { openModel } from "./open-model.js";
import { TrackedWords } from "./tracked-words.js";

/** One run, live. @param {{id: string}} props */
export function WordRun({ id }) {
  const { job, events, error, reload } = useRun(id);
  if (!job) return error ? html`<${Problem} error=${error} />` : html`<${Waiting}>The training is being looked up.<//>`;
  const actions = html`<div class="actions">
    ${job.status === "succeeded" && html`<button class="button primary" onClick=${() => openModel(id, false)}>Open its map</button>`}
    <${JobActions} job=${job} changed=${reload} deleted=${() => patchQuery({ job: null })} withModel=${false} />
  </div>`;
  return html`<div>
    <${RunView} job=${job} events=${events} actions=${actions} />
    <${TrackedWords} events=${events} epochs=${job.progress.total_epochs || job.params.epochs || 1} />
  </div>`;
}
