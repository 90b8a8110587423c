/** §VI: a generator and a discriminator, trained against each other. The training run that is shown is in the address. */

import { getModel, listDatasets, listJobs, listKinds, listModelEvents, listModels } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useLoaded } from "../../components/hooks.js";
import { JobActions } from "../../components/job-actions.js";
import { Lab } from "../../components/lab.js";
import { ownJobs } from "../../components/own-jobs.js";
import { RunHead, RunWarnings } from "../../components/run-view.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useRun } from "../../components/use-run.js";
import { later, Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { secondsPerEpoch } from "../../lib/sentences.js";
import { callSnippets, jobSnippets } from "../../lib/snippets.js";
import { go, patchQuery } from "../../state.js";
import { Discriminator } from "./discriminator.js";
import { GanErratum } from "./erratum.js";
import { LatentSpace } from "./latent-space.js";
import { TrainedSummaries } from "./networks.js";
import { gridsOf, runOfJob, runOfModel } from "./run-history.js";
import { Outcome, RunPlayer } from "./run-player.js";
import { listedRuns, openedRun, shippedRuns } from "./runs.js";
import { SetUp, TutorialRun } from "./setup.js";

addStylesheet("/labs/gan/gan.css");

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Job} Job */
/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {import("../../lib/html.js").Children} Children */

const LISTED = 50;

/** @param {string} [wanted] id of the run in the address */
async function load(wanted) {
  const [kinds, datasets, jobs, models] = await Promise.all([
    listKinds(),
    listDatasets(),
    listJobs({ limit: LISTED, kind: "gan" }),
    listModels(),
  ]);
  const kind = kinds.find(({ id }) => id === "gan");
  if (!kind) throw new Error("This playground has no generative adversarial networks.");
  const shipped = shippedRuns(models);
  const own = ownJobs.value;
  const titleOf = (/** @type {string} */ dataset) => datasets.find(({ id }) => id === dataset)?.title ?? dataset;
  return {
    kind,
    datasets: datasets.filter(({ id }) => kind.datasets.includes(id)),
    runs: listedRuns(jobs.items, shipped, own, titleOf, wanted),
    shipped,
    id: wanted ?? openedRun(jobs.items, shipped, own),
  };
}

/** The trained networks in use. @param {{id: string, url: string}} props `url`: the last grid */
function TrainedNetworks({ id, url }) {
  const loaded = useLoaded(() => getModel(id), [id]);
  return later(
    loaded,
    "Loading the trained networks.",
    (model) => html`<div>
      <${Figure} number="2" title="Latent space" id="latent-space"><${LatentSpace} model=${id} url=${url} /><//>
      <${Figure} number="3" title="Discriminator: real or generated?" id="discriminator">
        <${Discriminator} model=${id} dataset=${model.dataset} shape=${model.input_shape} url=${url} />
      <//>
      <${Figure} number="4" title="Model summaries" id="summaries"><${TrainedSummaries} model=${id} /><//>
    </div>`,
  );
}

/** A training run of this playground, also while it is running. @param {{id: string, choice: Children}} props */
function OwnRun({ id, choice }) {
  const { job, events, error, reload } = useRun(id);
  if (!job)
    return error ? html`<${Problem} error=${error} retry=${() => location.reload()} />` : html`<${Waiting}>Loading the training run.<//>`;
  if (job.kind !== "gan") return html`<p class="notice">This job is of another kind. <a href=${`#/jobs/${id}`}>Open it there</a></p>`;
  const url = gridsOf(events).at(-1)?.url;
  const run = runOfJob(job);
  return html`<div>
    ${error && html`<p class="notice">${error.message}</p>`}
    <${Figure} number="1" title="Training run" id="training-run">
      ${choice}
      <${RunHead} job=${job} epochSeconds=${secondsPerEpoch(job)}
        actions=${html`<${JobActions} job=${job} changed=${reload} deleted=${() => go(["gan"])} withModel=${false} />`} />
      <${RunWarnings} events=${events} />
      <${RunPlayer} run=${run} events=${events} />
      <${Outcome} run=${run} />
    <//>
    ${job.status === "succeeded" && url && html`<${TrainedNetworks} id=${id} url=${url} />`}
  </div>`;
}

/** A training run that ships with the playground. @param {{model: Model, kind: Kind, choice: Children}} props */
function ShippedRun({ model, kind, choice }) {
  const loaded = useLoaded(() => listModelEvents(model.id), [model.id]);
  const run = runOfModel(model);
  return later(
    loaded,
    "Loading the recorded training run.",
    (events) => html`<div>
      <${Figure} number="1" title="Training run" id="training-run">
        <p>
          The <strong>generator</strong> G maps a <strong>latent vector</strong> z, 100 random numbers (noise), to an image.
          The <strong>discriminator</strong> D sees real images and generated images and estimates the probability that an image is real.
          Both are trained by turns: D to tell them apart, G so that D classifies its images as real.
          No label says which digit an image shows.
        </p>
        ${choice}
        <${RunPlayer} run=${run} events=${events} />
        <${Outcome} run=${run} />
        <${TutorialRun} kind=${kind} />
      <//>
      <${TrainedNetworks} id=${model.id} url=${gridsOf(events).at(-1)?.url ?? ""} />
    </div>`,
  );
}

/** Which training run is shown. @param {{groups: import("./runs.js").Group[], id: string}} props */
function RunChoice({ groups, id }) {
  if (groups.flatMap(({ runs }) => runs).length < 2) return null;
  return html`<label class="gan-run">
    <span class="soft">training run</span>
    <select value=${id} onChange=${onText((text) => patchQuery({ job: text, at: null, corners: null }))}>
      ${groups.map(
        ({ title, runs }) => html`<optgroup key=${title} label=${title}>
        ${runs.map((run) => html`<option key=${run.id} value=${run.id} selected=${run.id === id}>${run.title}</option>`)}
      </optgroup>`,
      )}
    </select>
  </label>`;
}

/** The page as commands and code. @param {string} id @param {boolean} isShipped */
function snippetsOf(id, isShipped) {
  const samples = callSnippets(location.origin, { path: `/models/${id}/samples`, body: { count: 25, seed: 0 }, file: "samples.png" });
  return [
    ...(isShipped ? [] : jobSnippets(location.origin, id)),
    ...samples.map((one) => ({ ...one, title: `${one.title}, generated images` })),
  ];
}

/** @param {{query: Record<string, string>}} props */
export default function Gan({ query }) {
  const loaded = useLoaded(() => load(query.job), [query.job ?? ""]);
  const { id: shown, shipped: models = [] } = loaded.data ?? {};
  return html`<${Lab} page="gan" snippets=${
    shown
      ? snippetsOf(
          shown,
          models.some(({ id }) => id === shown),
        )
      : null
  }
    lead=${html`
      A generator makes images from noise, a discriminator tells them from real images, and each is trained against the other: handwritten
      digits emerge from noise.
    `}
  >
    ${later(loaded, "Loading the training run.", ({ kind, datasets, runs, shipped, id }) => {
      const model = shipped.find((one) => one.id === id);
      const choice = html`<${RunChoice} groups=${runs} id=${id ?? ""} />`;
      return html`<div>
        ${
          model
            ? html`<${ShippedRun} key=${id} model=${model} kind=${kind} choice=${choice} />`
            : id && html`<${OwnRun} key=${id} id=${id} choice=${choice} />`
        }
        <${GanErratum} />
        <${Figure} number="5" title="Train a GAN" id="setup">
          <${SetUp} kind=${kind} datasets=${datasets} reload=${loaded.reload} />
        <//>
      </div>`;
    })}
  <//>`;
}
