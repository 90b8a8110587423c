/** How the neighbours of the probe words change while a run goes on. */

import { useMemo } from "preact/hooks";

import { html } from "../../lib/html.js";
import { fixed } from "../../lib/numbers.js";
import { neighboursByEpoch, newcomers, shownStages } from "./watched.js";

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("./watched.js").Stage} Stage */

/** @param {{stage: Stage, before: Stage|undefined}} props */
function Row({ stage, before }) {
  const fresh = newcomers(stage, before);
  return html`<tr>
    <th scope="row">epoch ${stage.epoch}</th>
    <td><ol>${stage.neighbours.map(
      ({ word, similarity }) => html`<li key=${word} title=${`similarity ${fixed(similarity, 2)}`}>
        ${fresh.has(word) ? html`<mark>${word}</mark>` : word}
      </li>`,
    )}</ol></td>
  </tr>`;
}

/** @param {{events: JobEvent[], epochs: number}} props `epochs`: of the whole run */
export function Probes({ events, epochs }) {
  const found = useMemo(() => neighboursByEpoch(events), [events]);
  if (!found.size) return null;
  return html`<div class="probes">
    <h3>Neighbours as they change</h3>
    <p class="soft small">The nearest words, nearest first. <mark>Marked</mark>: not in the row above.</p>
    ${[...found].map(([word, all]) => {
      const stages = shownStages(all, epochs);
      return html`<table key=${word}><caption>${word}</caption>
        <tbody>${stages.map((stage, i) => html`<${Row} key=${stage.epoch} stage=${stage} before=${stages[i - 1]} />`)}</tbody>
      </table>`;
    })}
  </div>`;
}
