/** The same race where it counts: one network, one start, one job for each optimizer. */

import { useEffect, useState } from "preact/hooks";

import { getJob, listEvents, submitJob } from "../../api.js";
import { LinePlot } from "../../charts/line-plot.js";
import { Figure } from "../../components/figure.js";
import { useAction, useInterval } from "../../components/hooks.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { percent } from "../../lib/numbers.js";
import { curveOf } from "../../lib/series.js";
import { patchQuery } from "../../state.js";

/** @typedef {import("../../lib/types.js").Job} Job */

/** Each with a rate that suits it. */
const ENTRANTS = /** @type {const} */ ([
  ["sgd", 0.02],
  ["momentum", 0.02],
  ["rmsprop", 0.001],
  ["adam", 0.001],
]);
const LOOKS = ["--curve-1", "--curve-2", "--curve-3", "--curve-4"];
const POLL_MS = 1500;

/** One training. @param {string} optimizer @param {number} rate */
const submit = (optimizer, rate) =>
  submitJob("cnn", {
    dataset: "digits",
    epochs: 5,
    seed: 1,
    optimizer,
    learning_rate: rate,
    layers: [{ type: "conv2d", filters: 16, activation: "relu" }, { type: "flatten" }],
  });

/** @param {string} id */
async function runOf(id) {
  const [job, events] = await Promise.all([getJob(id), listEvents(id)]);
  return { job, curve: curveOf(events, "loss", 0) };
}

/** @param {{job: Job}} props */
const Entrant = ({ job }) =>
  html`<li>
    <a href=${`#/jobs/${job.id}`}>${job.params.optimizer}</a>${" "}
    <span class="soft">
      ${job.status}
      ${typeof job.metrics.validation_accuracy === "number" ? `, ${percent(job.metrics.validation_accuracy)} right` : ""}
    </span>
  </li>`;

/** @param {{ids: string[]}} props jobs that are in the address */
export function TrainingRace({ ids }) {
  const [runs, setRuns] = useState(/** @type {{job: Job, curve: import("../../lib/series.js").Curve}[]} */ ([]));
  const [error, setError] = useState(/** @type {Error|null} */ (null));
  const follow = () => {
    if (ids.length)
      Promise.all(ids.map(runOf)).then((next) => {
        setRuns(next);
        setError(null);
      }, setError);
  };
  useEffect(() => {
    setRuns([]);
    follow();
  }, [ids.join()]);
  useInterval(() => {
    if (runs.length === 0 || runs.some(({ job }) => !["succeeded", "failed", "cancelled"].includes(job.status))) follow();
  }, POLL_MS);
  const start = useAction(async () => {
    const jobs = [];
    for (const [optimizer, rate] of ENTRANTS) {
      jobs.push(await submit(optimizer, rate));
      patchQuery({ jobs: jobs.map(({ id }) => id).join(",") });
    }
  });
  return html`<${Figure} title="The same race on a real network"
    tools=${html`<button class="button" disabled=${start.busy} onClick=${start.act}>
      ${ids.length ? "Race again" : "Start four trainings"}
    </button>`}
  >
    <p>
      ${
        ids.length
          ? "One small network on the handwritten digits, from the same weights, five epochs each."
          : "One small network on the handwritten digits, from the same weights: four jobs of five epochs, about half a minute on a laptop."
      }
    </p>
    ${(start.error ?? error) && html`<${Problem} error=${start.error ?? error} />`}
    ${
      runs.length > 0 &&
      html`<div class="beside">
        <${LinePlot} title="Loss while they learn" xLabel="epoch" logY=${true} file="training-race"
          lines=${runs.map(({ job, curve }, i) => ({
            name: String(job.params.optimizer),
            ...(curve.batch.x.length ? curve.batch : curve.train),
            colour: LOOKS[i % 4],
            dashed: i % 2 === 1,
          }))} />
        <ul class="entrants">${runs.map(({ job }) => html`<${Entrant} key=${job.id} job=${job} />`)}</ul>
      </div>`
    }
  <//>`;
}
