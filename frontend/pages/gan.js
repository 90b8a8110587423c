/** §VI: a generator that forges pictures, against a discriminator that judges them. The game that is watched stands in the address. */

import { getModel, listDatasets, listJobs, listKinds } from "../api.js";
import { Figure } from "../components/figure.js";
import { useLoaded } from "../components/hooks.js";
import { JobActions } from "../components/job-actions.js";
import { Erratum, Lab } from "../components/lab.js";
import { RunHead, RunWarnings } from "../components/run-view.js";
import { addStylesheet } from "../components/stylesheet.js";
import { useRun } from "../components/use-run.js";
import { Later, Problem, Waiting } from "../components/words.js";
import { gridsOf } from "../labs/gan/course.js";
import { Judge } from "../labs/gan/judge.js";
import { Latent } from "../labs/gan/latent.js";
import { FirstGame, SetUp } from "../labs/gan/setup.js";
import { Ending, TimeMachine } from "../labs/gan/time-machine.js";
import { html } from "../lib/html.js";
import { secondsPerEpoch } from "../lib/sentences.js";
import { callSnippets, jobSnippets } from "../lib/snippets.js";
import { go } from "../state.js";

addStylesheet("/styles/gan.css");

/** @typedef {import("../lib/types.js").Kind} Kind */
/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {import("../lib/types.js").Dataset} Dataset */

const LISTED = 100;

/** The newest game that shows something, or the newest at all. @param {Job[]} jobs */
const newest = (jobs) => jobs.filter(({ kind }) => kind === "gan").sort((a, b) => Number(b.status === "succeeded" || b.status === "running") - Number(a.status === "succeeded" || a.status === "running"))[0];

/** @param {string|undefined} wanted */
async function load(wanted) {
  const [kinds, datasets, jobs] = await Promise.all([listKinds(), listDatasets(), wanted ? null : listJobs({ limit: LISTED })]);
  const kind = kinds.find(({ id }) => id === "gan");
  if (!kind) throw new Error("This playground has no adversarial networks.");
  return { kind, datasets: datasets.filter(({ id }) => kind.datasets.includes(id)), job: wanted ?? newest(jobs?.items ?? [])?.id ?? null };
}

/** What the trained pair can do. @param {{id: string, url: string}} props `url`: the last grid */
function Pair({ id, url }) {
  const loaded = useLoaded(() => getModel(id), [id]);
  return html`<${Later} loaded=${loaded} wait="The trained networks are being opened.">
    ${(/** @type {import("../lib/types.js").Model} */ model) => html`<div>
      <${Figure} number="2" title="The space of noise" id="latent"><${Latent} model=${id} url=${url} /><//>
      <${Figure} number="3" title="Before the judge" id="judge"><${Judge} model=${id} dataset=${model.dataset} shape=${model.input_shape} url=${url} /><//>
    </div>`}
  <//>`;
}

/** @param {{id: string}} props */
function Game({ id }) {
  const { job, events, error, reload } = useRun(id);
  if (!job) return error ? html`<${Problem} error=${error} retry=${() => location.reload()} />` : html`<${Waiting}>The game is being looked up.<//>`;
  if (job.kind !== "gan") return html`<p class="notice">This job is of another kind. <a href=${`#/jobs/${id}`}>Open it there</a></p>`;
  const url = gridsOf(events).at(-1)?.url;
  return html`<div>
    ${error && html`<p class="notice">${error.message}</p>`}
    <${Figure} number="1" title="The game">
      <${RunHead} job=${job} epochSeconds=${secondsPerEpoch(job)} actions=${html`<${JobActions} job=${job} changed=${reload} deleted=${() => go(["gan"])} withModel=${false} />`} />
      <${RunWarnings} events=${events} />
      <${TimeMachine} job=${job} events=${events} />
      <${Ending} metrics=${job.metrics} />
    <//>
    ${job.status === "succeeded" && url && html`<${Pair} id=${id} url=${url} />`}
  </div>`;
}

/** @param {{kind: Kind}} props */
function Beginning({ kind }) {
  return html`<${Figure} number="1" title="The game">
    <p>The forger, a generator, turns 100 random numbers into a picture. The judge, a discriminator, sees real pictures and forgeries and says which is which.
      Each learns from the other: the judge from its mistakes, the forger from what gave it away. Neither is ever told what a digit looks like.</p>
    <p>Nobody has played here yet.</p>
    <${FirstGame} kind=${kind} />
  <//>`;
}

/** @param {{query: Record<string, string>}} props */
export default function Gan({ query }) {
  const loaded = useLoaded(() => load(query.job), [query.job ?? ""]);
  const job = loaded.data?.job;
  const snippets = job ? [...jobSnippets(location.origin, job), ...callSnippets(location.origin, { path: `/models/${job}/samples`, body: { count: 25, seed: 0 } }).map((one) => ({ ...one, title: `${one.title}, samples` }))] : null;
  return html`<${Lab} page="gan" snippets=${snippets}
    lead="One network forges pictures, another tells them from real ones, and each gets better at the other’s expense. Watch handwriting come out of noise.">
    <${Later} loaded=${loaded} wait="The newest game is being looked up.">
      ${(/** @type {{kind: Kind, datasets: Dataset[], job: string|null}} */ { kind, datasets, job: id }) => html`<div>
        ${id ? html`<${Game} key=${id} id=${id} />` : html`<${Beginning} kind=${kind} />`}
        <${Erratum}>The tutorial’s code freezes the discriminator <em>before</em> it compiles it, so its judge never learns: Keras warns that it “does not have any trainable weights”, and the forger has nothing to learn from.
          Here both learn, as its text means it. And where the text says convolutional, its code is dense; the preset Convolutional has what the text describes.<//>
        <${Figure} number=${id ? "4" : "2"} title="A game of your own" id="setup"><${SetUp} kind=${kind} datasets=${datasets} reload=${loaded.reload} /><//>
      </div>`}
    <//>
  <//>`;
}
