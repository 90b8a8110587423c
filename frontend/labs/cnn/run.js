/** One training run, and, once it is over, the trained network. */

import { useCatalogue } from "../../components/catalogue.js";
import { CopyAs } from "../../components/copy-as.js";
import { Figure } from "../../components/figure.js";
import { JobActions } from "../../components/job-actions.js";
import { RunView } from "../../components/run-view.js";
import { Trained } from "../../components/trained.js";
import { useRun } from "../../components/use-run.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { counted, integer } from "../../lib/numbers.js";
import { formatRoute } from "../../lib/route.js";
import { networkName, queryOf } from "../../lib/setup.js";
import { jobSnippets } from "../../lib/snippets.js";
import { go } from "../../state.js";
import { PrintedLog } from "./printed-log.js";

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Job} Job */

/** What may differ from the tutorial's defaults in its own run. */
const FREE = ["dataset", "seed", "name"];

/** The set-up in one line, and the way back to it. @param {{kind: Kind, job: Job}} props */
function SetUp({ kind, job }) {
  const { titleOf } = useCatalogue();
  const { dataset, optimizer, learning_rate, batch_size, epochs } = job.params;
  const again = formatRoute([kind.id], queryOf(kind, job.params));
  const facts = [
    titleOf(dataset),
    networkName(kind, job.params),
    `${optimizer}, learning rate ${learning_rate}`,
    `batch size ${integer(batch_size)}`,
    counted(epochs, "epoch"),
  ];
  return html`<p class="soft" style="margin-bottom: var(--s8); max-width: none">
    ${facts.join(" · ")}
    <a href=${again} style="margin-left: var(--s3)" class="nowrap">Change and train again</a>
  </p>`;
}

/** Whether a run is the one that the tutorial prints. @param {Kind} kind @param {Job} job */
const isTutorial = (kind, { params }) =>
  params.dataset === "cifar10" && Object.keys(queryOf(kind, params)).every((name) => FREE.includes(name));

/** @param {{id: string, kind: Kind}} props */
export function CnnRun({ id, kind }) {
  const { job, events, error, reload } = useRun(id);
  if (!job)
    return error
      ? html`<${Problem} error=${error} retry=${() => location.reload()} />`
      : html`<${Waiting}>The training is being looked up.<//>`;
  const actions = html`<div class="actions">
    <${JobActions} job=${job} changed=${reload} deleted=${() => go(["jobs"])} withModel=${false} />
    <${CopyAs} snippets=${jobSnippets(location.origin, id)} />
  </div>`;
  return html`<div>
    ${error && html`<p class="notice">${error.message}</p>`}
    <${SetUp} kind=${kind} job=${job} />
    <${Figure} title="Training run"><${RunView} job=${job} events=${events} actions=${actions} /><//>
    <${PrintedLog} events=${events} same=${isTutorial(kind, job)} />
    ${job.status === "succeeded" && html`<${Trained} model=${job.id} />`}
  </div>`;
}
