/** One job in full: its course, its parameters, what it said, the files it made. */

import { artifactUrl, listArtifacts } from "../api.js";
import { useCatalogue } from "../components/catalogue.js";
import { CopyAs } from "../components/copy-as.js";
import { Figure } from "../components/figure.js";
import { useLoaded, useTitle } from "../components/hooks.js";
import { JobActions } from "../components/job-actions.js";
import { jobTitle } from "../components/job-card.js";
import { Params } from "../components/params.js";
import { RunView } from "../components/run-view.js";
import { useRun } from "../components/use-run.js";
import { later, Problem, Waiting } from "../components/words.js";
import { html } from "../lib/html.js";
import { ago, size } from "../lib/numbers.js";
import { jobSnippets } from "../lib/snippets.js";
import { go } from "../state.js";

/** @typedef {import("../lib/types.js").JobEvent} JobEvent */

/** @param {JobEvent} event */
function eventWords({ type, data }) {
  if (type === "state") return `${data.status}${data.reason ? `: ${data.detail || data.reason}` : ""}`;
  return type === "log" || type === "warning" ? data.message : "";
}

/** @param {{events: JobEvent[]}} props */
function Log({ events }) {
  const shown = events.filter(({ type }) => ["state", "log", "warning"].includes(type));
  return html`<ol class="log" tabindex="0" aria-label="What the job said">${shown.map(
    (event) => html`<li key=${event.id} class=${event.type === "warning" ? "wrong" : ""}>
    <time datetime=${event.at}>${new Date(event.at).toLocaleTimeString("en-GB")}</time><span>${eventWords(event)}</span></li>`,
  )}</ol>`;
}

/** @param {{job: string, status: string}} props */
function Files({ job, status }) {
  const loaded = useLoaded(() => listArtifacts(job), [job, status]);
  return later(loaded, "The files are being listed.", (files) =>
    files.length === 0
      ? html`<p class="soft">No file yet: they appear when the job ends.</p>`
      : html`<table>
        <tbody>
          ${files.map(
            ({ name, size: bytes }) =>
              html`<tr key=${name}>
                <td><a href=${artifactUrl(job, name)} download=${name}>${name}</a></td>
                <td class="number soft">${size(bytes)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  );
}

/** @param {{path: string[]}} props */
export default function JobPage({ path: [, id] }) {
  const { job, events, error, reload } = useRun(id);
  const catalogue = useCatalogue();
  const title = job ? jobTitle(job, catalogue) : "Job";
  useTitle(title);
  if (!job)
    return error ? html`<${Problem} error=${error} retry=${() => location.reload()} />` : html`<${Waiting}>The job is being looked up.<//>`;
  const actions = html`<div class="actions">
    <${JobActions} job=${job} changed=${reload} deleted=${() => go(["jobs"])} />
    <${CopyAs} snippets=${jobSnippets(location.origin, id)} />
  </div>`;
  return html`<div>
    <div class="page-head"><div><p class="section-number"><a href="#/jobs">Jobs</a></p><h1>${title}</h1>
      <p class="soft" style="margin-top: var(--s2)">Handed in ${ago(job.created_at)} · <code>${job.id}</code></p></div></div>
    ${error && html`<p class="notice">${error.message}</p>`}
    <${Figure} title="The training"><${RunView} job=${job} events=${events} actions=${actions} /><//>
    <${Figure} title="Parameters"><${Params} params=${job.params} /><//>
    <${Figure} title="What it said"><${Log} events=${events} /><//>
    <${Figure} title="Files"><${Files} job=${id} status=${job.status} /><//>
  </div>`;
}
