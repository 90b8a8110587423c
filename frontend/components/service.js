/** The state of the service, at the foot of the rail: broker, and each worker with its device. */

import { classes, html } from "../lib/html.js";
import { health } from "../state.js";

/** @param {{state: "busy"|"idle"|"down", children: import("../lib/html.js").Children}} props */
function Line({ state, children }) {
  return html`<dt><span class=${classes("state-dot", state)}></span></dt><dd>${children}</dd>`;
}

/** @param {{worker: import("../lib/types.js").Worker}} props */
function WorkerLine({ worker }) {
  const device = worker.device ?? "device not known yet";
  if (!worker.job_id) return html`<${Line} state="idle">Worker idle<br />${device}<//>`;
  return html`<${Line} state="busy">Worker <a href=${`#/jobs/${worker.job_id}`}>training</a><br />${device}<//>`;
}

export function Service() {
  const { answer, problem } = health.value;
  if (problem) return html`<dl class="service" role="status"><${Line} state="down">The playground does not answer.<//></dl>`;
  if (!answer) return html`<dl class="service"><${Line} state="idle">Asking for the service …<//></dl>`;
  const workers = answer.workers ?? [];
  const isUp = answer.broker === "up";
  return html`<dl class="service">
    ${isUp ? html`<${Line} state="idle">Broker ready<//>` : html`<${Line} state="down">Broker is down: jobs wait<//>`}
    ${workers.map((worker) => html`<${WorkerLine} key=${worker.name} worker=${worker} />`)}
    ${isUp && workers.length === 0 && html`<${Line} state="down">No worker: jobs wait in the queue<//>`}
  </dl>`;
}
