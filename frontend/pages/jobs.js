/** All trainings, the newest first, as they are at this moment. */

import { useState } from "preact/hooks";

import { listJobs } from "../api.js";
import { useCatalogue } from "../components/catalogue.js";
import { useLoaded, useRefresh, useTitle } from "../components/hooks.js";
import { JobCard } from "../components/job-card.js";
import { TrainLinks } from "../components/train-links.js";
import { later } from "../components/words.js";
import { html } from "../lib/html.js";

const REFRESH_MS = 2000;
const PAGE = 20;

/** As many of the newest jobs as are shown. @param {number} count */
async function newest(count) {
  /** @type {import("../lib/types.js").Job[]} */
  const items = [];
  /** @type {string|null} */
  let cursor = null;
  do {
    /** @type {{items: import("../lib/types.js").Job[], next_cursor: string|null}} */
    const page = await listJobs({ cursor, limit: PAGE });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && items.length < count);
  return { items, more: cursor !== null };
}

export default function Jobs() {
  useTitle("Jobs");
  const [count, setCount] = useState(PAGE);
  const loaded = useLoaded(() => newest(count), [count]);
  const catalogue = useCatalogue();
  useRefresh(loaded.reload, REFRESH_MS);
  return html`<div>
    <div class="page-head">
      <div>
        <h1>Jobs</h1>
        <p class="lead">Every training runs on a worker and goes on when this page is closed. Every device shows the same jobs.</p>
      </div>
    </div>
    <${TrainLinks} kinds=${catalogue.loaded.data?.kinds ?? []} />
    ${loaded.data && loaded.error && html`<p class="notice bad" role="alert">${loaded.error.message}</p>`}
    ${later(loaded, "The jobs are being fetched.", ({ items, more }) =>
      items.length === 0
        ? html`<p class="lead">Nothing has been trained here yet.</p>`
        : html`<div>
          <ul class="cards">
            ${items.map((job) => html`<${JobCard} key=${job.id} job=${job} catalogue=${catalogue} changed=${loaded.reload} />`)}
          </ul>
          ${
            more &&
            html`<p style="margin-top: var(--s6)"><button class="button" onClick=${() => setCount(count + PAGE)}>Older jobs</button></p>`
          }
        </div>`,
    )}
  </div>`;
}
