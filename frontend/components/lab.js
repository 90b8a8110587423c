/** The frame of a lab: its place in the tutorial, its title, one sentence, and the same thing for a terminal. */

import { LABS } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { CopyAs } from "./copy-as.js";
import { useTitle } from "./hooks.js";
import { addStylesheet } from "./stylesheet.js";

addStylesheet("/styles/labs.css");

/** @typedef {import("../lib/snippets.js").Snippet} Snippet */

/** @typedef {import("../lib/html.js").Children} Children */

/**
 * @param {{page: string, lead: Children, snippets?: Snippet[]|null, children: Children}} props
 *   `page`: its place in the address; `lead`: one sentence that says what to do here
 */
export function Lab({ page, lead, snippets, children }) {
  const { number, title } = /** @type {import("../lib/contents.js").Entry} */ (LABS.get(page));
  useTitle(title);
  return html`<div class="lab">
    <div class="page-head">
      <div><p class="section-number">§ ${number}</p><h1>${title}</h1><p class="lead">${lead}</p></div>
      ${snippets && html`<${CopyAs} snippets=${snippets} />`}
    </div>
    ${children}
  </div>`;
}

/** Where the tutorial errs: what it prints, what is right, and what each gives. @param {{children: Children}} props */
export function Erratum({ children }) {
  return html`<aside class="erratum"><strong>Erratum</strong><div>${children}</div></aside>`;
}
