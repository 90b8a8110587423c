/** A numbered part of a page: heading, what is shown, and its controls beside the heading. */

import { html } from "../lib/html.js";

/** @typedef {import("../lib/html.js").Children} Children */

/** @param {{number?: string, title: string, tools?: Children, id?: string, children: Children}} props */
export function Figure({ number, title, tools, id, children }) {
  return html`<section class="figure" id=${id}>
    <header><h2>${number && html`<span class="ordinal">${number}</span>`}<span>${title}</span></h2>${tools}</header>
    ${children}
  </section>`;
}
