/** A place for an image: dropped, pasted, chosen from the disk, or one of the samples under it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { onFile } from "../lib/input-handlers.js";
import { useObjectUrl } from "./hooks.js";

/** @typedef {import("../lib/types.js").Example} Example */

/** @param {DataTransfer|null} transfer @returns {File|null} */
export function imageOf(transfer) {
  return [...(transfer?.files ?? [])].find(({ type }) => type.startsWith("image/")) ?? null;
}

/** Images pasted anywhere on the page. @param {(image: Blob) => void} choose */
export function usePaste(choose) {
  const latest = useRef(choose);
  latest.current = choose;
  useEffect(() => {
    /** @param {ClipboardEvent} event */
    const paste = (event) => {
      const file = imageOf(event.clipboardData);
      if (file) latest.current(file);
    };
    addEventListener("paste", paste);
    return () => removeEventListener("paste", paste);
  }, []);
}

/** @param {{image: Blob|null, choose: (image: Blob, example: number|null) => void}} props */
export function ImageDrop({ image, choose }) {
  const [over, setOver] = useState(false);
  const [small, setSmall] = useState(false);
  const url = useObjectUrl(image);
  usePaste((file) => choose(file, null));
  /** @param {DragEvent} event */
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    const file = imageOf(event.dataTransfer);
    if (file) choose(file, null);
  };
  /** @param {Event} event */
  const measure = ({ target }) => setSmall(/** @type {HTMLImageElement} */ (target).naturalWidth <= 96);
  /** @param {DragEvent} event */
  const drag = (event) => {
    event.preventDefault();
    setOver(true);
  };
  return html`<div class=${`drop ${over ? "over" : ""}`} onDragOver=${drag} onDragLeave=${() => setOver(false)} onDrop=${drop}>
    <div class="image">${
      url
        ? html`<img class=${small ? "pixels" : ""} src=${url} alt="The input image" onLoad=${measure} />`
        : html`<span>Drop an image here</span>`
    }</div>
    <p style="margin-top: var(--s2)">
      <label class="quiet" style="cursor: pointer; margin-left: calc(-1 * var(--s2))">
        Choose an image …
        <input class="visually-hidden" type="file" accept="image/*"
          onChange=${onFile((file) => choose(file, null))} />
      </label>
      <span class="soft small">or drop or paste one</span>
    </p>
  </div>`;
}

/** @param {{examples: Example[], chosen: number|null, choose: (example: number) => void}} props */
export function Thumbnails({ examples, chosen, choose }) {
  return html`<ul class="thumbnails" aria-label="Example images">
    ${examples.map(
      ({ image_url, title }, i) => html`<li key=${image_url}>
        <button aria-pressed=${i === chosen} aria-label=${`Image ${i + 1}: ${title}`} title=${title} onClick=${() => choose(i)}>
          <img class="pixels" src=${image_url} alt="" />
        </button>
      </li>`,
    )}
  </ul>`;
}
