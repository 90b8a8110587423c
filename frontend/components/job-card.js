/** A job in the list: one line of truth, a thin bar, the course of its loss, and what can be done. */

import { listEvents } from "../api.js";
import { Sparkline } from "../charts/sparkline.js";
import { html } from "../lib/html.js";
import { faceOf } from "../lib/kinds.js";
import { ago, counted } from "../lib/numbers.js";
import { isOver, jobSentence, outcome } from "../lib/sentences.js";
import { curveOf } from "../lib/series.js";
import { useLoaded } from "./hooks.js";
import { JobActions } from "./job-actions.js";
import { ProgressBar } from "./run-view.js";

/** @typedef {import("../lib/types.js").Job} Job */

/** @typedef {import("./catalogue.js").Catalogue} Catalogue */

/** @param {Job} job @param {Catalogue} catalogue */
export const jobTitle = (job, { titleOf, networkOf }) => job.name || `${networkOf(job) || job.kind} on ${titleOf(job.params.dataset)}`;

/** The loss of each epoch so far; asked for again when an epoch ends. @param {{job: Job, title: string}} props */
function Loss({ job, title }) {
  const loaded = useLoaded(() => (job.progress.epoch || isOver(job) ? listEvents(job.id) : null), [job.id, job.progress.epoch, job.status]);
  const curve = curveOf(loaded.data ?? [], faceOf(job.kind).measures[0].name, 0);
  return html`<${Sparkline} train=${curve.train} validation=${curve.validation} label=${`Loss of ${title}`} />`;
}

/** @param {{job: Job, changed: () => void, catalogue: Catalogue}} props */
export function JobCard({ job, changed, catalogue }) {
  const title = jobTitle(job, catalogue);
  const face = faceOf(job.kind);
  const page = face.page ? `#/${face.page}?job=${job.id}` : `#/jobs/${job.id}`;
  const facts = [
    ago(job.created_at),
    catalogue.networkOf(job),
    catalogue.titleOf(job.params.dataset),
    counted(job.params[face.amount], face.amountNoun),
    job.device,
    outcome(job),
  ]
    .filter(Boolean)
    .join(" · ");
  return html`<li class="card">
    <div>
      <div class="card-title">
        <a href=${page}>${title}</a>
        <a class="small soft" href=${`#/jobs/${job.id}`} style="font-weight: 400">details</a>
      </div>
      <p class="sentence"><span class=${`status-mark ${job.status}`}></span>${jobSentence(job)}</p>
      ${!isOver(job) && html`<${ProgressBar} fraction=${job.progress.fraction} still=${job.status === "queued"} />`}
      <p class="soft small">${facts}</p>
    </div>
    <${Loss} job=${job} title=${title} />
    <${JobActions} job=${job} changed=${changed} deleted=${changed} />
  </li>`;
}
