/** A picture for the discriminator: drawn, chosen, or one of the data set, and what it says of it. */

import { useEffect, useRef, useState } from "preact/hooks";

import { ask, fetchImage, listSamples, pictureForm } from "../../api.js";
import { useAction } from "../../components/hooks.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { onFile } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { percent } from "../../lib/numbers.js";
import { clear, Pad } from "./pad.js";
import { COLUMNS } from "./sheet.js";

/** @typedef {{probability: number, typical_real: number, typical_forged: number, duration_ms: number}} Verdict */

const TEST_IMAGES = 60;

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
const bytesOf = (canvas) =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be read."))));
  });

/** @param {string} model @param {Blob} picture @returns {Promise<Verdict>} */
function judge(model, picture) {
  return ask(`/models/${model}/judge`, pictureForm(picture));
}

/** @param {{verdict: Verdict}} props */
function Scale({ verdict: { probability, typical_real: real, typical_forged: forged } }) {
  const mark = (/** @type {number} */ at, /** @type {string} */ name, /** @type {string} */ side) =>
    html`<span class=${`gan-mark ${side}`} style=${`left: ${100 * at}%`}>${name} ${percent(at, 0)}</span>`;
  return html`<div>
    <p class="gan-verdict" role="status"><strong>${percent(probability, 0)}</strong> real, says the judge</p>
    <div class="gan-scale">
      <i style=${`width: ${100 * probability}%`}></i>
      ${mark(real, "real ones", "above")}
      ${mark(forged, "forgeries", "below")}
    </div>
    <p class="soft small">
      The marks are what it says on average of real pictures that it has not seen, and of forgeries. At a draw both stand at 50 %.
    </p>
  </div>`;
}

/** @typedef {[number, number, number, number]} Part left, top, width and height of what is taken of a picture */

/**
 * Pictures to put on the pad: a real one, a forgery, or one from the disk.
 * @param {{dataset: string, shape: number[], url: string}} from `url`: the last grid
 * @param {(picture: Blob, part?: Part) => Promise<void>} put
 */
function usePictures({ dataset, shape: [height, width], url }, put) {
  const turn = useRef(0);
  const real = useAction(async () => {
    const samples = await listSamples(dataset, TEST_IMAGES, "test");
    turn.current += 1;
    await put(await fetchImage(samples[(7 * turn.current) % samples.length].image_url));
  });
  const forged = useAction(async () => {
    turn.current += 1;
    const cell = (7 * turn.current) % (COLUMNS * COLUMNS);
    await put(await fetchImage(url), [(cell % COLUMNS) * width, Math.floor(cell / COLUMNS) * height, width, height]);
  });
  const own = useAction((/** @type {File} */ file) => put(file));
  return { real, forged, own, error: real.error ?? forged.error ?? own.error };
}

/** @param {{model: string, dataset: string, shape: number[], url: string}} props `url`: the last grid */
export function Judge({ model, dataset, shape, url }) {
  const [height, width] = shape;
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const [version, setVersion] = useState(0);
  const [empty, setEmpty] = useState(true);
  const answer = useAnswer(empty ? "" : `${model} ${version}`, async () =>
    judge(model, await bytesOf(/** @type {HTMLCanvasElement} */ (canvas.current))),
  );
  const drawn = () => {
    setEmpty(false);
    setVersion((n) => n + 1);
  };
  const wipe = () => {
    if (canvas.current) clear(canvas.current);
    setEmpty(true);
  };
  /** @param {Blob} picture @param {Part} [part] */
  const put = async (picture, part) => {
    const bitmap = await createImageBitmap(picture);
    const [x, y, w, h] = part ?? [0, 0, bitmap.width, bitmap.height];
    canvas.current?.getContext("2d")?.drawImage(bitmap, x, y, w, h, 0, 0, width, height);
    drawn();
  };
  const { real, forged, own, error } = usePictures({ dataset, shape, url }, put);
  useEffect(() => {
    forged.act();
  }, []);
  const problem = error ?? answer.error;
  return html`<div class="gan-judge">
    <div>
      <${Pad} width=${width} height=${height} canvas=${canvas} drawn=${drawn} />
      <div class="actions">
        <button class="quiet" onClick=${wipe}>Clear</button>
        <button class="quiet" disabled=${real.busy} onClick=${real.act}>A real one</button>
        <button class="quiet" disabled=${forged.busy} onClick=${forged.act}>A forgery</button>
        <label class="quiet" style="cursor: pointer">
          Choose …
          <input class="visually-hidden" type="file" accept="image/*" onChange=${onFile(own.act)} />
        </label>
      </div>
    </div>
    <div>
      ${
        !empty && answer.data
          ? html`<${Scale} verdict=${answer.data} />`
          : html`<p class="lead">Draw something, white on black, and the judge says at once whether it would pass.</p>`
      }
      ${problem && html`<${Problem} error=${problem} />`}
    </div>
  </div>`;
}
