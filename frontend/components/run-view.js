/** A training as it runs: its status, and the curves of its kind. */

import { useMemo } from "preact/hooks";

import { CurveChart } from "../charts/curve-chart.js";
import { html } from "../lib/html.js";
import { measuredText } from "../lib/metrics.js";
import { isOver, jobSentence, namedBy, secondsPerEpoch } from "../lib/sentences.js";
import { curveOf, isPositive, measuredEpochSeconds, reportedCurves } from "../lib/series.js";
import { useKind } from "./catalogue.js";
import { Note, smoothingNote } from "./notes.js";
import { useArrival } from "./own-jobs.js";

/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {import("../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("../lib/types.js").Kind} Kind */
/** @typedef {import("../lib/types.js").KindCurve} KindCurve */
/** @typedef {import("../lib/series.js").Curve} Curve */
/** @typedef {import("../lib/html.js").Children} Children */

const COLOURS = ["--curve-2", "--curve-1", "--curve-3", "--curve-4", "--curve-5", "--curve-6"];
/** So many empty charts hold the place of the curves until the first value is reported. */
const EMPTY_CHARTS = 2;

/** @param {Job} job @param {Kind} kind */
function emptyText(job, { unit }) {
  if (job.status === "queued") return "The curve begins when a worker is free.";
  return isOver(job) ? `No ${unit} was completed.` : "Waiting for the first batches.";
}

/** @param {{fraction: number, still: boolean}} props */
export function ProgressBar({ fraction, still }) {
  const width = `${(100 * fraction).toFixed(1)}%`;
  return html`<div class=${`bar ${still ? "still" : ""}`} role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100"
    aria-valuenow=${Math.round(100 * fraction)}><i style=${`width: ${width}`}></i></div>`;
}

/** @param {{job: Job, epochSeconds?: number|null, actions: Children}} props `epochSeconds`: measured, where epochs have ended */
export function RunHead({ job, epochSeconds = secondsPerEpoch(job), actions }) {
  const unit = useKind(job.kind)?.unit;
  const place = [job.device, job.worker && `worker ${job.worker}`].filter(Boolean).join(" · ");
  const arrived = useArrival(job.id);
  const named = namedBy(job);
  return html`<div class="run-head" ref=${arrived}>
    ${named && html`<p class="run-name">${named}</p>`}
    <div class="menu-row" style="align-items: baseline">
      <p class="sentence" role="status">
        <span class=${`status-mark ${job.status}`}></span>${jobSentence(job, unit, epochSeconds ?? secondsPerEpoch(job))}
      </p>
      ${actions}
    </div>
    <${ProgressBar} fraction=${job.status === "succeeded" ? 1 : job.progress.fraction} still=${isOver(job) && job.status !== "succeeded"} />
    <p class="soft small">${place || (isOver(job) ? "" : "Not assigned to a worker yet.")}</p>
  </div>`;
}

/**
 * One chart for each of a kind's curves, which share their crosshair.
 * @param {{curves: {shown: KindCurve, points: Curve}[], id: string, unit: string, end: number, bare?: boolean, empty?: string}} props
 *   `id`: of the run or model; `end`: the right end of the axis
 */
export function CurveCharts({ curves, id, unit, end, bare = false, empty = "" }) {
  return html`<div class="charts">
    ${curves.map(
      ({ shown, points }, i) =>
        html`<${CurveChart} key=${shown.metric} title=${shown.title} name=${`${shown.metric}-${id}`} curve=${points} unit=${unit} end=${end}
          colour=${COLOURS[i % COLOURS.length]} format=${measuredText(shown.format)}
          mayLog=${shown.format === "number" && isPositive(points)} sync=${id} bare=${bare} empty=${empty} />`,
    )}
  </div>`;
}

/** @param {{job: Job, events: JobEvent[]}} props */
function RunCharts({ job, events }) {
  const kind = useKind(job.kind);
  const { total_steps, total_epochs } = job.progress;
  const stepsPerUnit = kind?.unit === "iteration" ? 1 : total_epochs ? total_steps / total_epochs : 0;
  const curves = useMemo(() => {
    const all = kind?.curves ?? [];
    const reported = reportedCurves(all, events);
    return (reported.length ? reported : all.slice(0, EMPTY_CHARTS)).map((shown) => ({
      shown,
      points: curveOf(events, shown.metric, stepsPerUnit),
    }));
  }, [kind, events, stepsPerUnit]);
  if (!kind) return null;
  const end = (kind.unit === "epoch" ? total_epochs : total_steps) || job.params[kind.length] || 1;
  return html`<div>
    <${CurveCharts} curves=${curves} id=${job.id} unit=${kind.unit} end=${end} empty=${emptyText(job, kind)} />
    <${Note} text=${smoothingNote(job.params)} />
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
    <${RunHead} job=${job} epochSeconds=${measured} actions=${actions} />
    <${RunWarnings} events=${events} />
    <${RunCharts} job=${job} events=${events} />
  </div>`;
}
