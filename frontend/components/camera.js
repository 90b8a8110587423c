/** A photo from the camera, which is opened on a click only. */

import { useRef, useState } from "preact/hooks";

import { html } from "../lib/html.js";
import { useAction } from "./hooks.js";
import { Problem } from "./words.js";

/** Pixels per side; more would only slow the filter down. */
const SIDE = 512;

/** @param {HTMLVideoElement} video @returns {Promise<Blob>} the central square of the current frame */
function snapshot(video) {
  const side = Math.min(video.videoWidth, video.videoHeight);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.min(SIDE, side);
  canvas
    .getContext("2d")
    ?.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The camera returned no image."))));
  });
}

/** @param {{choose: (image: Blob) => void}} props */
export function Camera({ choose }) {
  const video = useRef(/** @type {HTMLVideoElement|null} */ (null));
  const [stream, setStream] = useState(/** @type {MediaStream|null} */ (null));
  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    setStream(null);
  };
  const open = useAction(async () => {
    if (!navigator.mediaDevices) throw new Error("Browsers allow the camera only on pages from this machine or over https.");
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: true });
      setStream(opened);
      if (video.current) {
        video.current.srcObject = opened;
        await video.current.play();
      }
    } catch (error) {
      const { name } = /** @type {Error} */ (error);
      throw new Error(name === "NotFoundError" ? "No camera was found." : "The browser has no permission to use the camera.");
    }
  });
  const take = useAction(async () => {
    choose(await snapshot(/** @type {HTMLVideoElement} */ (video.current)));
    stop();
  });
  return html`<div class="camera">
    <video ref=${video} hidden=${!stream} muted playsinline aria-label="Camera preview"></video>
    ${
      stream
        ? html`<span class="actions">
          <button class="button" onClick=${take.act}>Take photo</button>
          <button class="quiet" onClick=${stop}>Close camera</button>
        </span>`
        : html`<button class="quiet" disabled=${open.busy} onClick=${open.act}>Camera …</button>`
    }
    ${(open.error ?? take.error) && html`<${Problem} error=${open.error ?? take.error} />`}
  </div>`;
}
