/** The nearest neighbours of the tracked words, with their cosine similarities, while a training is running. */

import { useMemo } from "preact/hooks";

import { html } from "../../lib/html.js";
import { fixed } from "../../lib/numbers.js";
import { neighboursByEpoch, newNeighbours, shownEpochs } from "./neighbour-history.js";

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("./neighbour-history.js").EpochNeighbours} EpochNeighbours */

/** @param {{row: EpochNeighbours, above: EpochNeighbours|undefined}} props */
function Row({ row, above }) {
  const added = newNeighbours(row, above);
  return html`<tr>
    <th scope="row">epoch ${row.epoch}</th>
    <td><ol>${row.neighbours.map(
      ({ word, similarity }) => html`<li key=${word}>
        ${added.has(word) ? html`<mark>${word}</mark>` : html`<span>${word}</span>`}${" "}
        <data value=${similarity}>${fixed(similarity, 2)}</data>
      </li>`,
    )}</ol></td>
  </tr>`;
}

/** @param {{events: JobEvent[], epochs: number}} props `epochs`: of the whole run */
export function TrackedWords({ events, epochs }) {
  const found = useMemo(() => neighboursByEpoch(events), [events]);
  if (!found.size) return null;
  return html`<div class="tracked-words">
    <h3>Nearest neighbours of the tracked words</h3>
    <p class="soft small">
      The words of the highest cosine similarity, after the first, the middle and the last epoch so far. <mark>Marked</mark>: not in the
      row above.
    </p>
    ${[...found].map(([word, all]) => {
      const shown = shownEpochs(all, epochs);
      return html`<table key=${word}><caption>${word}</caption>
        <tbody>${shown.map((row, i) => html`<${Row} key=${row.epoch} row=${row} above=${shown[i - 1]} />`)}</tbody>
      </table>`;
    })}
  </div>`;
}
