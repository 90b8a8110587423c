/** Which image: a sample, or one that is dropped, pasted or chosen. */

import { useEffect } from "preact/hooks";
import { html } from "../lib/html.js";
import { onFile } from "../lib/input-handlers.js";
import { imageOf, usePaste } from "./image-drop.js";

/**
 * @param {{photos: import("../lib/types.js").Photo[], chosen: string|null, choosePhoto: (id: string) => void,
 *   chooseImage: (image: Blob) => void, children: import("../lib/html.js").Children}} props
 */
export function PhotoRow({ photos, chosen, choosePhoto, chooseImage, children }) {
  usePaste(chooseImage);
  useEffect(() => {
    /** @param {DragEvent} event */
    const drop = (event) => {
      event.preventDefault();
      const file = imageOf(event.dataTransfer);
      if (file) chooseImage(file);
    };
    const allow = (/** @type {DragEvent} */ event) => event.preventDefault();
    addEventListener("drop", drop);
    addEventListener("dragover", allow);
    return () => {
      removeEventListener("drop", drop);
      removeEventListener("dragover", allow);
    };
  }, []);
  return html`<div class="photo-row">
    ${photos.map(
      ({ id, image_url }) =>
        html`<button key=${id} aria-pressed=${id === chosen} aria-label=${`Photo: ${id}`} title=${id} onClick=${() => choosePhoto(id)}>
          <img src=${image_url} alt="" />
        </button>`,
    )}
    <label class="quiet upload">
      Your image …
      <input class="visually-hidden" type="file" accept="image/*"
        onChange=${onFile(chooseImage)} />
    </label>
    ${children}
    <span class="soft small">or drop or paste one</span>
  </div>`;
}
