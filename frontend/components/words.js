/** What is said while something is awaited, when it failed, and when there is nothing. */

import { ApiError } from "../api.js";
import { html } from "../lib/html.js";

/** @typedef {import("../lib/html.js").Children} Children */

/** @param {{children: Children}} props what is awaited, and how long it takes */
export function Waiting({ children }) {
  return html`<p class="waiting" role="status">${children}</p>`;
}

/** @param {string} pointer a JSON pointer such as `/params/epochs` */
const place = (pointer) =>
  pointer
    .replace(/^\/(params\/)?/, "")
    .replaceAll("/", " › ")
    .replaceAll("_", " ");

/** The detail that the service makes of wrong fields. @param {{pointer: string, message: string}[]} fields */
const added = (fields) =>
  `${fields
    .slice(0, 3)
    .map(({ pointer, message }) => `${pointer || "the body"}: ${message}`)
    .join("; ")}.`;

/**
 * An error: what happened, what to do, one action. A message that only adds up those of its fields is not said twice.
 * @param {{error: Error, retry?: () => void}} props
 */
export function Problem({ error, retry }) {
  const known = error instanceof ApiError ? error : null;
  const fields = known?.fields ?? [];
  const isListed = fields.length > 0 && error.message === added(fields);
  const isOne = fields.length === 1 && error.message.toLowerCase() === `${fields[0].message}.`.toLowerCase();
  return html`<div class="notice bad" role="alert">
    <p>${known?.title && known.status !== 404 && html`<strong>${known.title}. </strong>`}${!isListed && error.message}</p>
    ${
      fields.length > 0 &&
      !isOne &&
      html`<ul>${fields.map(({ pointer, message }) => html`<li><strong>${place(pointer)}</strong>: ${message}</li>`)}</ul>`
    }
    ${retry && html`<p class="actions"><button class="quiet" onClick=${retry}>Try again</button></p>`}
  </div>`;
}

/**
 * What was loaded, drawn; until then, what is awaited; or what went wrong.
 * @template T
 * @param {import("./hooks.js").Loaded<T>} loaded
 * @param {string} wait
 * @param {(data: T) => Children} draw
 */
export function later(loaded, wait, draw) {
  if (loaded.data !== null) return draw(loaded.data);
  if (loaded.error) return html`<${Problem} error=${loaded.error} retry=${loaded.reload} />`;
  return loaded.loading ? html`<${Waiting}>${wait}<//>` : null;
}
