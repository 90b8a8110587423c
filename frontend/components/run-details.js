/** One training of any kind in full: status and curves, images, tables, result, parameters, log. */

import { artifactUrl, listArtifacts } from "../api.js";
import { modelAddress } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { size } from "../lib/numbers.js";
import { isOver, unitOf } from "../lib/sentences.js";
import { jobSnippets } from "../lib/snippets.js";
import { reportedAt } from "../lib/tables.js";
import { useKind } from "./catalogue.js";
import { CopyAs } from "./copy-as.js";
import { Figure } from "./figure.js";
import { useLoaded } from "./hooks.js";
import { JobActions } from "./job-actions.js";
import { ModelCommand } from "./model-command.js";
import { Params } from "./params.js";
import { RunTables } from "./run-tables.js";
import { RunView } from "./run-view.js";
import { later } from "./words.js";

/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {import("../lib/types.js").JobEvent} JobEvent */

/** The newest images are shown, so many. */
const IMAGES = 12;

/** @param {JobEvent} event */
function eventText({ type, data }) {
  if (type === "state") return `${data.status}${data.reason ? `: ${data.detail || data.reason}` : ""}`;
  return type === "log" || type === "warning" ? data.message : "";
}

/** @param {{events: JobEvent[]}} props */
function Log({ events }) {
  const shown = events.filter(({ type }) => ["state", "log", "warning"].includes(type));
  return html`<ol class="log" tabindex="0" aria-label="Log">${shown.map(
    (event) => html`<li key=${event.id} class=${event.type === "warning" ? "wrong" : ""}>
    <time datetime=${event.at}>${new Date(event.at).toLocaleTimeString("en-GB")}</time><span>${eventText(event)}</span></li>`,
  )}</ol>`;
}

/** @param {{events: JobEvent[], unit: string}} props */
function Images({ events, unit }) {
  const images = events.flatMap(({ id, type, data }) => (type === "image" ? [{ id, ...data }] : [])).reverse();
  if (images.length === 0) return null;
  return html`<${Figure} title="Images">
    <ul class="run-images">
      ${images.slice(0, IMAGES).map(
        ({ id, name, url, ...at }) => html`<li key=${id}>
          <a href=${url}><img class="pixels" src=${url} alt=${name} loading="lazy" /></a>
          <span class="soft small">${reportedAt(at, unit)}</span>
        </li>`,
      )}
    </ul>
    ${images.length > IMAGES && html`<p class="caption">The newest ${IMAGES} of ${images.length} images.</p>`}
  <//>`;
}

/** @param {{job: Job}} props */
function Files({ job: { id, status } }) {
  const loaded = useLoaded(() => listArtifacts(id), [id, status]);
  return later(loaded, "The files are being listed.", (files) =>
    files.length === 0
      ? html`<p class="soft">No files yet: they appear when the job ends.</p>`
      : html`<table>
        <tbody>
          ${files.map(
            ({ name, size: bytes }) =>
              html`<tr key=${name}>
                <td><a href=${artifactUrl(id, name)} download=${name}>${name}</a></td>
                <td class="number soft">${size(bytes)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  );
}

/** What the run leaves behind: its model, and its files. @param {{job: Job}} props */
function Result({ job }) {
  const kind = useKind(job.kind);
  const hasModel = kind?.has_model && job.status === "succeeded";
  return html`<${Figure} title="Result">
    ${
      hasModel &&
      html`<div style="margin-bottom: var(--s6)">
        <p><a class="button" href=${modelAddress(job.kind, job.id)}>Open the model</a></p>
        <${ModelCommand} command=${kind.command} id=${job.id} />
      </div>`
    }
    <${Files} job=${job} />
  <//>`;
}

/** @param {{job: Job, events: JobEvent[], reload: () => void, deleted: () => void}} props `deleted`: leaves the page */
export function RunDetails({ job, events, reload, deleted }) {
  const unit = useKind(job.kind)?.unit ?? unitOf(job);
  const actions = html`<div class="actions">
    <${JobActions} job=${job} changed=${reload} deleted=${deleted} withModel=${false} />
    <${CopyAs} snippets=${jobSnippets(location.origin, job.id)} />
  </div>`;
  return html`<div>
    <${Figure} title="Training run"><${RunView} job=${job} events=${events} actions=${actions} /><//>
    <${Images} events=${events} unit=${unit} />
    <${RunTables} events=${events} unit=${unit} />
    ${isOver(job) && html`<${Result} job=${job} />`}
    <${Figure} title="Parameters"><${Params} params=${job.params} /><//>
    <${Figure} title="Log"><${Log} events=${events} /><//>
  </div>`;
}
