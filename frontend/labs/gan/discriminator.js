/** An image for the discriminator: drawn, uploaded, real or generated; and its output, the probability that the image is real. */

import { useEffect, useRef, useState } from "preact/hooks";

import { ask, fetchImage, imageForm, listSamples } from "../../api.js";
import { useAction } from "../../components/hooks.js";
import { ImageInput, useOwnImage } from "../../components/own-image.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { percent } from "../../lib/numbers.js";
import { patchQuery, route } from "../../state.js";
import { clear, DrawingPad } from "./drawing-pad.js";
import { COLUMNS } from "./sample-grid.js";

/** @typedef {{probability: number, real_mean: number, fake_mean: number, duration_ms: number}} Output */

const TEST_IMAGES = 60;

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
const pngOf = (canvas) =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The image could not be read."))));
  });

/** @param {string} model @param {Blob} image @returns {Promise<Output>} */
const discriminate = (model, image) => ask(`/models/${model}/discriminate`, imageForm(image));

/** @param {{output: Output}} props */
function Probability({ output: { probability, real_mean, fake_mean } }) {
  const mark = (/** @type {number} */ at, /** @type {string} */ name, /** @type {string} */ side) =>
    html`<span class=${`gan-mark ${side}`} style=${`left: ${100 * at}%`}>${name} ${percent(at, 0)}</span>`;
  return html`<div>
    <p class="gan-probability" role="status"><strong>D(x) = ${percent(probability, 0)}</strong> probability of being real</p>
    <div class="gan-scale">
      <i style=${`width: ${100 * probability}%`}></i>
      ${mark(real_mean, "real images", "above")}
      ${mark(fake_mean, "generated images", "below")}
    </div>
    <p class="soft small">
      The marks are the discriminator’s mean output on real test images and on generated images. In equilibrium both are at 50 %.
    </p>
  </div>`;
}

/** @typedef {[number, number, number, number]} Part left, top, width and height of what is taken of an image */

/**
 * Images for the pad: a real one, or a generated one.
 * @param {{dataset: string, shape: number[], url: string}} from `url`: the last grid
 * @param {(image: Blob, part?: Part) => Promise<void>} put
 */
function useImages({ dataset, shape: [height, width], url }, put) {
  const turn = useRef(0);
  const real = useAction(async () => {
    const samples = await listSamples(dataset, TEST_IMAGES, "test");
    turn.current += 1;
    await put(await fetchImage(samples[(7 * turn.current) % samples.length].image_url));
  });
  const generated = useAction(async () => {
    turn.current += 1;
    const cell = (7 * turn.current) % (COLUMNS * COLUMNS);
    await put(await fetchImage(url), [(cell % COLUMNS) * width, Math.floor(cell / COLUMNS) * height, width, height]);
  });
  return { real, generated, error: real.error ?? generated.error };
}

/** The pad: what is on it, and how often that has changed. @param {number[]} shape */
function usePad([height, width]) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const [version, setVersion] = useState(0);
  const [empty, setEmpty] = useState(true);
  const drawn = () => {
    setEmpty(false);
    setVersion((n) => n + 1);
  };
  const wipe = () => {
    if (canvas.current) clear(canvas.current);
    setEmpty(true);
  };
  /** @param {Blob} image @param {Part} [part] */
  const put = async (image, part) => {
    const bitmap = await createImageBitmap(image);
    const [x, y, w, h] = part ?? [0, 0, bitmap.width, bitmap.height];
    canvas.current?.getContext("2d")?.drawImage(bitmap, x, y, w, h, 0, 0, width, height);
    drawn();
  };
  return { canvas, version, empty, drawn, wipe, put };
}

/**
 * The user's own image on the pad, until something else is put there.
 * @param {(image: Blob) => void} put
 * @param {() => void} otherwise fills the pad where there is none
 */
function useOwnOnPad(put, otherwise) {
  const own = useOwnImage();
  const opened = useRef(false);
  useEffect(() => {
    if (own.waiting) return;
    if (own.image) put(own.image);
    else if (!opened.current) otherwise();
    opened.current = true;
  }, [own.image, own.waiting]);
  /** @param {() => void} act */
  const instead = (act) => () => {
    own.leave();
    if (route.value.query.own) patchQuery({ own: null });
    act();
  };
  return { own, instead };
}

/** @param {{model: string, dataset: string, shape: number[], url: string}} props `url`: the last grid */
export function Discriminator({ model, dataset, shape, url }) {
  const [height, width] = shape;
  const { canvas, version, empty, drawn, wipe, put } = usePad(shape);
  const answer = useAnswer(empty ? "" : `${model} ${version}`, async () =>
    discriminate(model, await pngOf(/** @type {HTMLCanvasElement} */ (canvas.current))),
  );
  const { real, generated, error } = useImages({ dataset, shape, url }, put);
  const { own, instead } = useOwnOnPad(put, generated.act);
  const problem = error ?? answer.error;
  return html`<div class="gan-discriminator">
    <div>
      <${DrawingPad} width=${width} height=${height} canvas=${canvas} drawn=${instead(drawn)} />
      <div class="actions">
        <button class="quiet" onClick=${instead(wipe)}>Clear</button>
        <button class="quiet" disabled=${real.busy} onClick=${instead(real.act)}>Real image</button>
        <button class="quiet" disabled=${generated.busy} onClick=${instead(generated.act)}>Generated image</button>
      </div>
      <${ImageInput} own=${own} />
    </div>
    <div>
      ${
        !empty && answer.data
          ? html`<${Probability} output=${answer.data} />`
          : html`<p class="lead">Draw a digit, white on black: the discriminator returns the probability that it is a real image.</p>`
      }
      ${problem && html`<${Problem} error=${problem} />`}
    </div>
  </div>`;
}
