/** A job in the list: one line of truth, a thin bar, the course of its loss, and what can be done. */

import { Sparkline } from "../charts/sparkline.js";
import { listEvents } from "../api.js";
import { html } from "../lib/html.js";
import { ago } from "../lib/numbers.js";
import { isOver, jobSentence, outcome } from "../lib/sentences.js";
import { curveOf } from "../lib/series.js";
import { useLoaded } from "./hooks.js";
import { JobActions } from "./job-actions.js";
import { ProgressBar } from "./run-view.js";

/** @typedef {import("../lib/types.js").Job} Job */

/** @param {Job} job */
export const jobTitle = (job) => job.name || [job.params.preset, job.kind, "on", job.params.dataset].filter(Boolean).join(" ");

/** The loss of each epoch so far; asked for again when an epoch ends. @param {{job: Job}} props */
function Loss({ job }) {
  const loaded = useLoaded(() => (job.progress.epoch || isOver(job) ? listEvents(job.id) : null), [job.id, job.progress.epoch, job.status]);
  const curve = curveOf(loaded.data ?? [], "loss", 0);
  return html`<${Sparkline} train=${curve.train} validation=${curve.validation} label=${`Loss of ${jobTitle(job)}`} />`;
}

/** @param {{job: Job, changed: () => void}} props */
export function JobCard({ job, changed }) {
  const page = job.kind === "cnn" ? `#/cnn?job=${job.id}` : `#/jobs/${job.id}`;
  const facts = [ago(job.created_at), job.params.preset && `${job.params.preset} network`, `${job.params.epochs} epochs`, job.device, outcome(job)].filter(Boolean).join(" · ");
  return html`<li class="card">
    <div>
      <div class="card-title"><a href=${page}>${jobTitle(job)}</a><a class="small soft" href=${`#/jobs/${job.id}`} style="font-weight: 400">details</a></div>
      <p class="sentence"><span class=${`status-mark ${job.status}`}></span>${jobSentence(job)}</p>
      ${!isOver(job) && html`<${ProgressBar} fraction=${job.progress.fraction} still=${job.status === "queued"} />`}
      <p class="soft small">${facts}</p>
    </div>
    <${Loss} job=${job} />
    <${JobActions} job=${job} changed=${changed} deleted=${changed} />
  </li>`;
}
