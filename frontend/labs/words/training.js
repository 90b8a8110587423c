/** A training of word vectors as it goes on. */

import { useMemo } from "preact/hooks";

import { CurveChart } from "../../charts/curve-chart.js";
import { JobActions } from "../../components/job-actions.js";
import { RunHead, RunWarnings } from "../../components/run-view.js";
import { useRun } from "../../components/use-run.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { fixed, integer } from "../../lib/numbers.js";
import { curveOf } from "../../lib/series.js";
import { patchQuery } from "../../state.js";
import { openModel } from "./open-model.js";
import { TrackedWords } from "./tracked-words.js";

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */

const CHARTS = [
  ["loss", "Loss", "--curve-2"],
  ["words_per_s", "Words a second", "--curve-1"],
  ["pairs_per_s", "Pairs a second", "--curve-1"],
  ["word_similarity", "Agreement with people (WordSim-353)", "--curve-3"],
  ["analogy", "Analogies solved", "--curve-4"],
  ["pair_similarity", "Similarity of the pair", "--curve-5"],
];

/** The curves of those metrics that the run reports. @param {{job: import("../../lib/types.js").Job, events: JobEvent[]}} props */
function Curves({ job, events }) {
  const steps = job.progress.total_epochs ? job.progress.total_steps / job.progress.total_epochs : 0;
  const known = useMemo(() => new Set(events.flatMap(({ type, data }) => (type === "metric" ? Object.keys(data.values) : []))), [events]);
  const curves = useMemo(
    () =>
      CHARTS.filter(([name]) => known.has(name)).map(([name, title, colour]) => ({
        name,
        title,
        colour,
        curve: curveOf(events, name, steps),
      })),
    [events, steps],
  );
  const format = (/** @type {number} */ value) => (value >= 1000 ? integer(Math.round(value)) : fixed(value, 2));
  return html`<div class="charts">${curves.map(
    ({ name, ...chart }) => html`<${CurveChart} key=${name} name=${`${name}-${job.id}`} format=${format} mayLog=${false}
    epochs=${job.progress.total_epochs || job.params.epochs || 1} sync=${job.id} empty="The first epoch is on its way." ...${chart} />`,
  )}</div>`;
}

/** One run, live. @param {{id: string}} props */
export function WordRun({ id }) {
  const { job, events, error, reload } = useRun(id);
  if (!job) return error ? html`<${Problem} error=${error} />` : html`<${Waiting}>The training is being looked up.<//>`;
  const done = job.status === "succeeded";
  const actions = html`<div class="actions">
    ${done && html`<button class="button primary" onClick=${() => openModel(id, false)}>Open its map</button>`}
    <${JobActions} job=${job} changed=${reload} deleted=${() => patchQuery({ job: null })} withModel=${false} />
  </div>`;
  return html`<div>
    <${RunHead} job=${job} epochSeconds=${null} actions=${actions} />
    <${RunWarnings} events=${events} />
    <${Curves} job=${job} events=${events} />
    <${TrackedWords} events=${events} epochs=${job.progress.total_epochs || job.params.epochs || 1} />
  </div>`;
}
