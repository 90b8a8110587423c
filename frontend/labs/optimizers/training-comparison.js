/** The comparison on a real network: the same network and seed, one training run for each optimizer. */

import { useEffect, useState } from "preact/hooks";

import { getJob, listEvents, submitJob } from "../../api.js";
import { LinePlot } from "../../charts/line-plot.js";
import { Figure } from "../../components/figure.js";
import { useAction, useRefresh } from "../../components/hooks.js";
import { PatienceBeside } from "../../components/patience.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { percent } from "../../lib/numbers.js";
import { curveOf } from "../../lib/series.js";
import { patchQuery } from "../../state.js";

/** @typedef {import("../../lib/types.js").Job} Job */

/** Each optimizer with a suitable learning rate. */
const OPTIMIZERS = /** @type {const} */ ([
  ["sgd", 0.02],
  ["momentum", 0.02],
  ["rmsprop", 0.001],
  ["adam", 0.001],
]);
const COLOURS = ["--curve-1", "--curve-2", "--curve-3", "--curve-4"];
const POLL_MS = 1500;

/** @param {string} optimizer @param {number} learning_rate */
const submit = (optimizer, learning_rate) =>
  submitJob("cnn", {
    dataset: "digits",
    epochs: 5,
    seed: 1,
    optimizer,
    learning_rate,
    layers: [{ type: "conv2d", filters: 16, activation: "relu" }, { type: "flatten" }],
  });

/** @param {string} id */
async function runOf(id) {
  const [job, events] = await Promise.all([getJob(id), listEvents(id)]);
  return { job, curve: curveOf(events, "loss", 0) };
}

/** @param {{job: Job}} props */
const TrainingRun = ({ job }) =>
  html`<li>
    <a href=${`#/jobs/${job.id}`}>${job.params.optimizer}</a>${" "}
    <span class="soft">
      ${job.status}
      ${typeof job.metrics.validation_accuracy === "number" ? `, validation accuracy ${percent(job.metrics.validation_accuracy)}` : ""}
    </span>
  </li>`;

/** @param {{ids: string[]}} props the jobs in the address */
export function TrainingComparison({ ids }) {
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
  useRefresh(() => {
    if (runs.length === 0 || runs.some(({ job }) => !["succeeded", "failed", "cancelled"].includes(job.status))) follow();
  }, POLL_MS);
  const start = useAction(async () => {
    const jobs = [];
    for (const [optimizer, rate] of OPTIMIZERS) {
      jobs.push(await submit(optimizer, rate));
      patchQuery({ jobs: jobs.map(({ id }) => id).join(",") });
    }
  });
  return html`<${Figure} title="Comparison on a real network"
    tools=${html`<button class="button" disabled=${start.busy} onClick=${start.act}>
      ${ids.length ? "Start again" : "Start four training runs"}
    </button><${PatienceBeside} busy=${start.busy} />`}
  >
    <p>
      ${
        ids.length
          ? "A small CNN on the handwritten digits, same initial weights, five epochs per optimizer."
          : "A small CNN on the handwritten digits, same initial weights: four jobs of five epochs, about half a minute on a laptop."
      }
    </p>
    ${(start.error ?? error) && html`<${Problem} error=${start.error ?? error} />`}
    ${
      runs.length > 0 &&
      html`<div class="beside">
        <${LinePlot} title="Training loss" xLabel="epoch" logY=${true} file="training-loss"
          lines=${runs.map(({ job, curve }, i) => ({
            name: String(job.params.optimizer),
            ...(curve.batch.x.length ? curve.batch : curve.train),
            colour: COLOURS[i % 4],
            dashed: i % 2 === 1,
          }))} />
        <ul class="training-runs">${runs.map(({ job }) => html`<${TrainingRun} key=${job.id} job=${job} />`)}</ul>
      </div>`
    }
  <//>`;
}
