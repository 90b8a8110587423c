/** §VI: a generator that forges pictures, against a discriminator that judges them. The game that is watched stands in the address. */

import { getModel, listDatasets, listJobs, listKinds, listModelEvents, listModels } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useLoaded } from "../../components/hooks.js";
import { JobActions } from "../../components/job-actions.js";
import { Erratum, Lab } from "../../components/lab.js";
import { RunHead, RunWarnings } from "../../components/run-view.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useRun } from "../../components/use-run.js";
import { later, Problem, Waiting } from "../../components/words.js";
import { onText } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { secondsPerEpoch } from "../../lib/sentences.js";
import { callSnippets, jobSnippets } from "../../lib/snippets.js";
import { go, patchQuery } from "../../state.js";
import { gridsOf, ofJob, ofModel } from "./course.js";
import { listedGames, shippedGames } from "./games.js";
import { Judge } from "./judge.js";
import { Latent } from "./latent.js";
import { FirstGame, SetUp } from "./setup.js";
import { Ending, TimeMachine } from "./time-machine.js";

addStylesheet("/labs/gan/gan.css");

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Job} Job */
/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {import("../../lib/html.js").Children} Children */

const LISTED = 50;

/** @param {string} [wanted] id of the game in the address */
async function load(wanted) {
  const [kinds, datasets, jobs, models] = await Promise.all([
    listKinds(),
    listDatasets(),
    listJobs({ limit: LISTED, kind: "gan" }),
    listModels(),
  ]);
  const kind = kinds.find(({ id }) => id === "gan");
  if (!kind) throw new Error("This playground has no adversarial networks.");
  const shipped = shippedGames(models);
  const games = listedGames(jobs.items, shipped, wanted);
  return { kind, datasets: datasets.filter(({ id }) => kind.datasets.includes(id)), games, shipped, id: wanted ?? games[0]?.id ?? null };
}

/** What the trained pair can do. @param {{id: string, url: string}} props `url`: the last grid */
function Pair({ id, url }) {
  const loaded = useLoaded(() => getModel(id), [id]);
  return later(
    loaded,
    "The trained networks are being opened.",
    (model) => html`<div>
      <${Figure} number="2" title="The space of noise" id="latent"><${Latent} model=${id} url=${url} /><//>
      <${Figure} number="3" title="Before the judge" id="judge">
        <${Judge} model=${id} dataset=${model.dataset} shape=${model.input_shape} url=${url} />
      <//>
    </div>`,
  );
}

/** A game of this playground, also while it is played. @param {{id: string, choice: Children}} props */
function OwnGame({ id, choice }) {
  const { job, events, error, reload } = useRun(id);
  if (!job)
    return error
      ? html`<${Problem} error=${error} retry=${() => location.reload()} />`
      : html`<${Waiting}>The game is being looked up.<//>`;
  if (job.kind !== "gan") return html`<p class="notice">This job is of another kind. <a href=${`#/jobs/${id}`}>Open it there</a></p>`;
  const url = gridsOf(events).at(-1)?.url;
  const game = ofJob(job);
  return html`<div>
    ${error && html`<p class="notice">${error.message}</p>`}
    <${Figure} number="1" title="The game">
      ${choice}
      <${RunHead} job=${job} epochSeconds=${secondsPerEpoch(job)}
        actions=${html`<${JobActions} job=${job} changed=${reload} deleted=${() => go(["gan"])} withModel=${false} />`} />
      <${RunWarnings} events=${events} />
      <${TimeMachine} game=${game} events=${events} />
      <${Ending} game=${game} />
    <//>
    ${job.status === "succeeded" && url && html`<${Pair} id=${id} url=${url} />`}
  </div>`;
}

/** The game that comes with the playground, as it went. @param {{model: Model, kind: Kind, choice: Children}} props */
function ShippedGame({ model, kind, choice }) {
  const loaded = useLoaded(() => listModelEvents(model.id), [model.id]);
  const game = ofModel(model);
  return later(
    loaded,
    "The recorded game is being fetched.",
    (events) => html`<div>
      <${Figure} number="1" title="The game">
        <p>
          The forger, a generator, turns 100 random numbers into a picture. The judge, a discriminator, sees real pictures and forgeries and
          says which is which. Each learns from the other: the judge from its mistakes, the forger from what gave it away. Neither is ever
          told what a digit looks like.
        </p>
        ${choice}
        <${TimeMachine} game=${game} events=${events} />
        <${Ending} game=${game} />
        <${FirstGame} kind=${kind} />
      <//>
      <${Pair} id=${model.id} url=${gridsOf(events).at(-1)?.url ?? ""} />
    </div>`,
  );
}

/** Which game is shown. @param {{games: import("./games.js").Listed[], id: string}} props */
function Choice({ games, id }) {
  if (games.length < 2) return null;
  return html`<label class="gan-choice">
    <span class="soft">game</span>
    <select value=${id} onChange=${onText((text) => patchQuery({ job: text, at: null, corners: null }))}>
      ${games.map((game) => html`<option key=${game.id} value=${game.id}>${game.title}</option>`)}
    </select>
  </label>`;
}

/** @param {{query: Record<string, string>}} props */
export default function Gan({ query }) {
  const loaded = useLoaded(() => load(query.job), [query.job ?? ""]);
  const { id: game, shipped = [] } = loaded.data ?? {};
  const isShipped = shipped.some(({ id }) => id === game);
  const snippets = game
    ? [
        ...(isShipped ? [] : jobSnippets(location.origin, game)),
        ...callSnippets(location.origin, { path: `/models/${game}/samples`, body: { count: 25, seed: 0 } }).map((one) => ({
          ...one,
          title: `${one.title}, samples`,
        })),
      ]
    : null;
  return html`<${Lab} page="gan" snippets=${snippets}
    lead=${html`
      One network forges pictures, another tells them from real ones, and each gets better at the other’s expense. Watch handwriting come
      out of noise.
    `}
  >
    ${later(loaded, "The newest game is being looked up.", ({ kind, datasets, games, shipped, id }) => {
      const model = shipped.find((one) => one.id === id);
      const choice = html`<${Choice} games=${games} id=${id ?? ""} />`;
      return html`<div>
        ${
          model
            ? html`<${ShippedGame} key=${id} model=${model} kind=${kind} choice=${choice} />`
            : id && html`<${OwnGame} key=${id} id=${id} choice=${choice} />`
        }
        <${Erratum}>
          The tutorial’s code freezes the discriminator <em>before</em> it compiles it, so its judge never learns: Keras warns that it “does
          not have any trainable weights”, and the forger has nothing to learn from. Here both learn, as its text means it. And where the
          text says convolutional, its code is dense; the preset Convolutional has what the text describes.
        <//>
        <${Figure} number="4" title="A game of your own" id="setup">
          <${SetUp} kind=${kind} datasets=${datasets} reload=${loaded.reload} />
        <//>
      </div>`;
    })}
  <//>`;
}
