/** A job in the list: its status in one sentence, a thin bar, its first curve, and what can be done. */

import { listEvents } from "../api.js";
import { Sparkline } from "../charts/sparkline.js";
import { jobAddress } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { ago, counted } from "../lib/numbers.js";
import { isOver, jobSentence, outcome } from "../lib/sentences.js";
import { curveOf } from "../lib/series.js";
import { useLoaded } from "./hooks.js";
import { JobActions } from "./job-actions.js";
import { ProgressBar } from "./run-view.js";

/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {import("../lib/types.js").KindCurve} KindCurve */
/** @typedef {import("./catalogue.js").Catalogue} Catalogue */

/** A run without epochs has its curve asked for again so many times. */
const STAGES = 20;

/** @param {Job} job @param {Catalogue} catalogue */
export const jobTitle = (job, { titleOf, networkOf, kindOf }) =>
  job.name || `${networkOf(job) || (kindOf(job.kind)?.title ?? job.kind)} on ${titleOf(job.params.dataset)}`;

/** The first curve of its kind so far; asked for again when an epoch ends. @param {{job: Job, title: string, shown: KindCurve}} props */
function FirstCurve({ job, title, shown }) {
  const stage = job.progress.epoch ?? Math.floor(STAGES * job.progress.fraction);
  const loaded = useLoaded(() => (stage || isOver(job) ? listEvents(job.id) : null), [job.id, stage, job.status]);
  const curve = curveOf(loaded.data ?? [], shown.metric, 0);
  return html`<${Sparkline} train=${curve.train} validation=${curve.validation} label=${`${shown.title} of ${title}`} />`;
}

/** @param {{job: Job, changed: () => void, catalogue: Catalogue}} props */
export function JobCard({ job, changed, catalogue }) {
  const title = jobTitle(job, catalogue);
  const kind = catalogue.kindOf(job.kind);
  const length = kind ? job.params[kind.length] : null;
  const facts = [
    [ago(job.created_at), job.started_by && `by ${job.started_by}`].filter(Boolean).join(" "),
    catalogue.networkOf(job),
    catalogue.titleOf(job.params.dataset),
    kind && typeof length === "number" && counted(length, kind.unit),
    job.device,
    outcome(job),
  ]
    .filter(Boolean)
    .join(" · ");
  return html`<li class="card">
    <div>
      <div class="card-title">
        <a href=${jobAddress(job.kind, job.id)}>${title}</a>
        <a class="small soft" href=${`#/jobs/${job.id}`} style="font-weight: 400">details</a>
      </div>
      <p class="sentence"><span class=${`status-mark ${job.status}`}></span>${jobSentence(job, kind?.unit)}</p>
      ${!isOver(job) && html`<${ProgressBar} fraction=${job.progress.fraction} still=${job.status === "queued"} />`}
      <p class="soft small">${facts}</p>
    </div>
    <span class="sparkline">
      ${kind && kind.curves.length > 0 && html`<${FirstCurve} job=${job} title=${title} shown=${kind.curves[0]} />`}
    </span>
    <${JobActions} job=${job} changed=${changed} deleted=${changed} />
  </li>`;
}
