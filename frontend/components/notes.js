/** What a number or a curve contains besides what its name says. */

import { html } from "../lib/html.js";

/** @typedef {import("../lib/types.js").Params} Params */

/** A training on softened targets reports their loss; what is validated and tested is the plain cross-entropy. @param {Params} params */
export const smoothingNote = ({ label_smoothing: smoothing }) =>
  smoothing > 0
    ? `The training loss contains label smoothing ${smoothing}, which raises it; validation and test loss are the plain cross-entropy.`
    : "";

/** @param {{text: string|null|undefined}} props */
export const Note = ({ text }) => (text ? html`<p class="caption">${text}</p>` : null);
