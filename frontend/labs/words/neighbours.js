/** The nearest neighbours of a word by cosine similarity, as ranked bars. */

import { ask } from "../../api.js";
import { useAnswer } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { fixed } from "../../lib/numbers.js";

/** @typedef {{word: string, similarity: number}} Neighbour */

/** @param {string} model @param {string} word @param {number} count */
export function useNeighbours(model, word, count = 10) {
  /** @returns {Promise<{word: string, neighbours: Neighbour[]}>} */
  const question = () => ask(`/models/${model}/neighbours?k=${count}&word=${encodeURIComponent(word)}`);
  return useAnswer(word && model ? `${model} ${word} ${count}` : "", question);
}

/** @param {{list: Neighbour[], choose?: (word: string) => void}} props */
export function Ranked({ list, choose }) {
  return html`<ol class="ranked">${list.map(
    ({ word, similarity }) => html`<li key=${word}>
    ${choose ? html`<button class="quiet" onClick=${() => choose(word)}>${word}</button>` : html`<span>${word}</span>`}
    <i style=${`width: ${Math.max(0, 100 * similarity)}%`}></i><output>${fixed(similarity, 2)}</output></li>`,
  )}</ol>`;
}
