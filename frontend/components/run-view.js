/** A training as it runs: one line of truth, and its curves. */

import { useMemo } from "preact/hooks";

import { CurveChart } from "../charts/curve-chart.js";
import { html } from "../lib/html.js";
import { faceOf } from "../lib/kinds.js";
import { fixed, percent } from "../lib/numbers.js";
import { isOver, jobSentence, secondsPerEpoch } from "../lib/sentences.js";
import { curveOf, measuredEpochSeconds } from "../lib/series.js";

/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {import("../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("../lib/html.js").Children} Children */

const COLOURS = ["--curve-2", "--curve-1"];

/** @param {Job} job */
const stepsPerEpoch = ({ progress }) => (progress.total_epochs ? progress.total_steps / progress.total_epochs : 0);

/** @param {Job} job */
function emptyWords(job) {
  if (job.status === "queued") return "The curve begins when a worker is free.";
  return isOver(job) ? "No epoch was measured." : "The first batches are on their way.";
}

/** @param {{fraction: number, still: boolean}} props */
export function ProgressBar({ fraction, still }) {
  const width = `${(100 * fraction).toFixed(1)}%`;
  return html`<div class=${`bar ${still ? "still" : ""}`} role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100"
    aria-valuenow=${Math.round(100 * fraction)}><i style=${`width: ${width}`}></i></div>`;
}

/** @param {{job: Job, epochSeconds: number|null, actions: Children}} props */
export function RunHead({ job, epochSeconds, actions }) {
  return html`<div class="run-head">
    <div class="menu-row" style="align-items: baseline">
      <p class="sentence" role="status"><span class=${`status-mark ${job.status}`}></span>${jobSentence(job, epochSeconds)}</p>
      ${actions}
    </div>
    <${ProgressBar} fraction=${job.status === "succeeded" ? 1 : job.progress.fraction} still=${isOver(job) && job.status !== "succeeded"} />
    <p class="soft small">
      ${[job.device, job.worker && `worker ${job.worker}`].filter(Boolean).join(" · ") || (isOver(job) ? "" : "No worker has it yet.")}
    </p>
  </div>`;
}

/** @param {{job: Job, events: JobEvent[]}} props */
export function RunCharts({ job, events }) {
  const steps = stepsPerEpoch(job);
  const { measures, unit } = faceOf(job.kind);
  const curves = useMemo(() => measures.map(({ name }) => curveOf(events, name, steps)), [events, steps]);
  const shared = { epochs: job.progress.total_epochs || job.params.epochs || 1, sync: job.id, unit, empty: emptyWords(job) };
  return html`<div class="charts">
    ${measures.map(
      ({ name, title, share }, i) =>
        html`<${CurveChart} key=${name} title=${title} name=${`${name}-${job.id}`} curve=${curves[i]} colour=${COLOURS[i]}
          format=${(/** @type {number} */ v) => (share ? percent(v, 0) : fixed(v, 2))} mayLog=${!share} ...${shared} />`,
    )}
  </div>`;
}

/** Warnings of the training, such as a diverging loss. @param {{events: JobEvent[]}} props */
export function RunWarnings({ events }) {
  const warnings = events.flatMap((event) => (event.type === "warning" ? [event] : []));
  return warnings.map(({ id, data }) => html`<p key=${id} class="notice">${data.message}</p>`);
}

/** @param {{job: Job, events: JobEvent[], actions: Children}} props */
export function RunView({ job, events, actions }) {
  const measured = useMemo(() => measuredEpochSeconds(events), [events]);
  return html`<div>
    <${RunHead} job=${job} epochSeconds=${measured ?? secondsPerEpoch(job)} actions=${actions} />
    <${RunWarnings} events=${events} />
    <${RunCharts} job=${job} events=${events} />
  </div>`;
}
