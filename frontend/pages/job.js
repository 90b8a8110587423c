/** One job in full. */

import { useCatalogue } from "../components/catalogue.js";
import { useTitle } from "../components/hooks.js";
import { jobTitle } from "../components/job-card.js";
import { RunDetails } from "../components/run-details.js";
import { useRun } from "../components/use-run.js";
import { Problem, Waiting } from "../components/words.js";
import { html } from "../lib/html.js";
import { ago } from "../lib/numbers.js";
import { go } from "../state.js";

/** @param {{path: string[]}} props */
export default function JobPage({ path: [, id] }) {
  const { job, events, error, reload } = useRun(id);
  const catalogue = useCatalogue();
  const title = job ? jobTitle(job, catalogue) : "Job";
  useTitle(title);
  if (!job)
    return error
      ? html`<h1>Job</h1><${Problem} error=${error} retry=${() => location.reload()} /><p><a href="#/jobs">All jobs</a></p>`
      : html`<${Waiting}>The job is being looked up.<//>`;
  return html`<div>
    <div class="page-head"><div><p class="section-number"><a href="#/jobs">Jobs</a></p><h1>${title}</h1>
      <p class="soft" style="margin-top: var(--s2)">Submitted ${ago(job.created_at)} · <code>${job.id}</code></p>
    </div></div>
    ${error && html`<p class="notice">${error.message}</p>`}
    <${RunDetails} job=${job} events=${events} reload=${reload} deleted=${() => go(["jobs"])} />
  </div>`;
}
