/** The ways to start a training, one for each kind. */

import { trainAddress } from "../lib/contents.js";
import { html } from "../lib/html.js";

/** @param {{kinds: import("../lib/types.js").Kind[]}} props */
export function TrainLinks({ kinds }) {
  return html`<nav class="train-links" aria-label="Train a model">
    <span class="soft">Train</span>
    ${kinds.map(({ id, title }) => html`<a key=${id} class="button" href=${trainAddress(id)}>${title}</a>`)}
  </nav>`;
}
