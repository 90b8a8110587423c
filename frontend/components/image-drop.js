/** The image that a network is shown, and the ways to another one: dropped, pasted, chosen from the disk, from the camera, or a sample. */

import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { useObjectUrl } from "./hooks.js";
import { ImageInput } from "./own-image.js";

/** @typedef {import("../lib/types.js").Example} Example */

/** Images of up to so many pixels across are drawn unsmoothed. */
const SMALL = 96;

/** @param {{image: Blob|null, own: import("./own-image.js").OwnImage}} props */
export function ImageDrop({ image, own }) {
  const [over, setOver] = useState(false);
  const [small, setSmall] = useState(false);
  const url = useObjectUrl(image);
  /** @param {Event} event */
  const measure = ({ target }) => setSmall(/** @type {HTMLImageElement} */ (target).naturalWidth <= SMALL);
  const left = () => setOver(false);
  return html`<div class=${`drop ${over ? "over" : ""}`} onDragOver=${() => setOver(true)} onDragLeave=${left} onDrop=${left}>
    <div class="image">${
      url
        ? html`<img class=${small ? "pixels" : ""} src=${url} alt="The input image" onLoad=${measure} />`
        : html`<span>Drop an image here</span>`
    }</div>
    <${ImageInput} own=${own} title="Choose an image …" />
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
