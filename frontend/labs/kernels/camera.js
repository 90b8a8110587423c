/** A picture from the camera, which is asked for on a click only. */

import { useRef, useState } from "preact/hooks";

import { useAction } from "../../components/hooks.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";

/** Pixels of a side; more would only make the filter slower. */
const SIDE = 512;

/** @param {HTMLVideoElement} video @returns {Promise<Blob>} the middle square of what it shows */
function snapshot(video) {
  const side = Math.min(video.videoWidth, video.videoHeight);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.min(SIDE, side);
  canvas
    .getContext("2d")
    ?.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The camera gave no picture."))));
  });
}

/** @param {{choose: (picture: Blob) => void}} props */
export function Camera({ choose }) {
  const video = useRef(/** @type {HTMLVideoElement|null} */ (null));
  const [stream, setStream] = useState(/** @type {MediaStream|null} */ (null));
  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    setStream(null);
  };
  const open = useAction(async () => {
    if (!navigator.mediaDevices) throw new Error("The browser gives a camera only to pages on this machine or over https.");
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: true });
      setStream(opened);
      if (video.current) {
        video.current.srcObject = opened;
        await video.current.play();
      }
    } catch (error) {
      const { name } = /** @type {Error} */ (error);
      throw new Error(name === "NotFoundError" ? "There is no camera on this machine." : "The browser was not allowed to use the camera.");
    }
  });
  const take = useAction(async () => {
    choose(await snapshot(/** @type {HTMLVideoElement} */ (video.current)));
    stop();
  });
  return html`<div class="camera">
    <video ref=${video} hidden=${!stream} muted playsinline aria-label="What the camera sees"></video>
    ${
      stream
        ? html`<span class="actions">
          <button class="button" onClick=${take.act}>Take it</button>
          <button class="quiet" onClick=${stop}>Close the camera</button>
        </span>`
        : html`<button class="quiet" disabled=${open.busy} onClick=${open.act}>Camera …</button>`
    }
    ${(open.error ?? take.error) && html`<${Problem} error=${open.error ?? take.error} />`}
  </div>`;
}
