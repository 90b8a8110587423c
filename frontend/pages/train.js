/** A training of any kind, made from what `GET /kinds` says of it: the form at `#/train/<kind>`, a run at `#/train/<kind>?job=<id>`. */

import { useCatalogue } from "../components/catalogue.js";
import { Figure } from "../components/figure.js";
import { useTitle } from "../components/hooks.js";
import { RunDetails } from "../components/run-details.js";
import { TrainLinks } from "../components/train-links.js";
import { TrainingForm } from "../components/training-form.js";
import { useRun } from "../components/use-run.js";
import { useTraining } from "../components/use-training.js";
import { later, Problem, Waiting } from "../components/words.js";
import { labOf } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { formatRoute } from "../lib/route.js";
import { queryOf } from "../lib/setup.js";
import { go } from "../state.js";

/** @typedef {import("../lib/types.js").Kind} Kind */
/** @typedef {import("../lib/types.js").Dataset} Dataset */
/** @typedef {import("../lib/html.js").Children} Children */

/** @param {{kind: Kind|undefined, title: string, children: Children}} props */
function Head({ kind, title, children }) {
  const lab = kind && labOf(kind.id);
  return html`<div class="page-head"><div>
    <p class="section-number">${kind ? `§ ${kind.section}` : html`<a href="#/jobs">Jobs</a>`}</p>
    <h1>${title}</h1>
    <p class="soft" style="margin-top: var(--s2)">
      ${children} ${lab && html`It has a page of its own: <a href=${`#/${lab.page}`}>${lab.title}</a>.`}
    </p>
  </div></div>`;
}

/** @param {{kind: Kind, datasets: Dataset[], reload: () => void}} props */
function SetUp({ kind, datasets, reload }) {
  const training = useTraining({ kind, datasets });
  return html`<${Figure} title="Training settings"><${TrainingForm} training=${training} reload=${reload} /><//>`;
}

/** @param {{id: string, kind: Kind}} props */
function Run({ id, kind }) {
  const { job, events, error, reload } = useRun(id);
  if (!job)
    return error
      ? html`<${Problem} error=${error} retry=${() => location.reload()} />`
      : html`<${Waiting}>The training is being looked up.<//>`;
  if (job.kind !== kind.id) return html`<p class="notice">This job is of another kind. <a href=${`#/jobs/${id}`}>Open the job</a></p>`;
  return html`<div>
    ${error && html`<p class="notice">${error.message}</p>`}
    <p style="margin-bottom: var(--s6)"><a href=${formatRoute(["train", kind.id], queryOf(kind, job.params))}>Change and train again</a></p>
    <${RunDetails} job=${job} events=${events} reload=${reload} deleted=${() => go(["jobs"])} />
  </div>`;
}

/** @param {{path: string[], query: Record<string, string>}} props */
export default function Train({ path: [, id = ""], query }) {
  const { loaded, kindOf } = useCatalogue();
  const kind = kindOf(id);
  useTitle(kind?.title ?? "Train");
  return later(loaded, "The kinds of training are being fetched.", ({ kinds, datasets }) => {
    if (!kind)
      return html`<div>
        <${Head} kind=${kind} title="Train">${id && `There is no kind of training named “${id}” here. `}Choose one.<//>
        <${TrainLinks} kinds=${kinds} />
      </div>`;
    return html`<div>
      <${Head} kind=${kind} title=${kind.title}>Reference: ${kind.reference}.<//>
      ${
        query.job
          ? html`<${Run} key=${query.job} id=${query.job} kind=${kind} />`
          : html`<${SetUp} kind=${kind} datasets=${datasets.filter((one) => kind.datasets.includes(one.id))} reload=${loaded.reload} />`
      }
    </div>`;
  });
}
