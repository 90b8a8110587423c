/** What can be done with a job: cancel it, start it again, open it as a model, delete it. At most three at a time. */

import { useState } from "preact/hooks";

import { cancelJob, deleteJob } from "../api.js";
import { modelAddress } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { isOver } from "../lib/sentences.js";
import { go } from "../state.js";
import { useKind } from "./catalogue.js";
import { useAction } from "./hooks.js";
import { expectRun, runAgain } from "./own-jobs.js";
import { PatienceBeside } from "./patience.js";
import { Problem } from "./words.js";

/** Deleting asks once more, in its own place. @param {{remove: () => void, busy: boolean}} props */
function Delete({ remove, busy }) {
  const [asked, setAsked] = useState(false);
  if (!asked) return html`<button class="quiet danger" onClick=${() => setAsked(true)}>Delete</button>`;
  return html`<span class="small">
    Delete this job, its files and its model?${" "}
    <button class="quiet danger" disabled=${busy} onClick=${remove}>Delete</button>
    <button class="quiet" onClick=${() => setAsked(false)}>Keep</button>
  </span>`;
}

/** @param {{job: import("../lib/types.js").Job, changed: () => void, deleted: () => void, withModel?: boolean}} props */
export function JobActions({ job, changed, deleted, withModel = true }) {
  const cancel = useAction(async () => {
    await cancelJob(job.id);
    changed();
  });
  const retry = useAction(async () => {
    const next = await runAgain(job.id);
    expectRun(next.id);
    go(["jobs", next.id]);
  });
  const remove = useAction(async () => {
    await deleteJob(job.id);
    deleted();
  });
  const kind = useKind(job.kind);
  const hasModel = job.status === "succeeded" && kind?.has_model;
  const error = cancel.error ?? retry.error ?? remove.error;
  return html`<div>
    <div class="actions">
      ${
        !isOver(job) &&
        html`<button class="quiet" disabled=${cancel.busy || job.status === "cancelling"} onClick=${cancel.act}>Cancel</button>`
      }
      ${withModel && hasModel && html`<a class="quiet" href=${modelAddress(job.kind, job.id)}>Open as model</a>`}
      ${isOver(job) && html`<button class="quiet" disabled=${retry.busy} onClick=${retry.act}>Run again</button>`}
      ${isOver(job) && html`<${Delete} remove=${remove.act} busy=${remove.busy} />`}
      <${PatienceBeside} busy=${cancel.busy || retry.busy || remove.busy} />
    </div>
    ${error && html`<${Problem} error=${error} />`}
  </div>`;
}
