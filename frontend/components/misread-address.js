/** What in the address was not understood, and what is shown instead. */

import { html } from "../lib/html.js";
import { misread } from "../lib/misread.js";
import { route } from "../state.js";

const LONGEST = 60;

/** @param {string} text */
const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);

export function MisreadAddress() {
  const { query } = route.value;
  const shown = misread.value.filter(({ name, value }) => query[name] === value);
  if (shown.length === 0) return null;
  return html`<div class="notice misread" role="status">${shown.map(
    ({ name, value, used }) => html`<p key=${name}>
      <code>${name}=${short(value)}</code> in the address is not a value that this page knows.
      ${used && html`${" "}It shows <code>${short(used)}</code>.`}
    </p>`,
  )}</div>`;
}
