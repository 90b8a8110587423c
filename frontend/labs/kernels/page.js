/** Kernels (§4.1): a picture through a matrix that one can change, down to the single product. */

import { useEffect, useState } from "preact/hooks";

import { ask, askPicture, fetchImage, listPhotos, pictureForm } from "../../api.js";
import { Choice } from "../../components/controls.js";
import { FormulaPair } from "../../components/formula.js";
import { useLoaded } from "../../components/hooks.js";
import { Erratum, Lab } from "../../components/lab.js";
import { PhotoRow } from "../../components/photo-row.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer } from "../../components/use-answer.js";
import { later, Problem } from "../../components/words.js";
import { onNumber, onText } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberIn } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { toTex } from "../../lib/tex.js";
import { patchQuery } from "../../state.js";
import { Camera } from "./camera.js";
import { ContactSheet } from "./contact-sheet.js";
import { ExplainedPixel } from "./explained-pixel.js";
import { MatrixGrid } from "./kernel-grid.js";
import { LearnedKernels } from "./learned.js";
import { Matrices } from "./matrices.js";
import { Pictures } from "./pictures.js";
import { CHOICES, chosenKernel, kernelFields, kernelQuery, MAX_SIZE, resized, stepFields } from "./settings.js";

addStylesheet("/labs/kernels/kernels.css");

/** @typedef {import("./settings.js").Kernel} Kernel */
/** @typedef {import("./pictures.js").Place} Place */

const PADDING = {
  tex: "p_w = \\frac{\\omega_n - 1}{2}",
  plain: "p_w = (ω_n − 1)/2",
};

/** @param {number} size */
const paddingOf = (size) => ({
  tex: `p_w = \\frac{${size} - 1}{2} = ${significant((size - 1) / 2)}`,
  plain: `p_w = (${size} − 1)/2 = ${significant((size - 1) / 2)}`,
});

/** @param {{fields: Record<string, string>, activations: string[]}} props */
function Panel({ fields, activations }) {
  return html`<div class="panel">
    <h3>How it goes over the picture</h3>
    <${Choice} name="operation" title="Operation" value=${fields.operation} words=${CHOICES.operation} />
    <${Choice} name="padding" title="Padding" value=${fields.padding} words=${["same", "valid", "1", "2", "4", "8"]} />
    <${Choice} name="border" title="Beyond the border" value=${fields.border} words=${CHOICES.border} />
    <${Choice} name="stride" title="Stride" value=${fields.stride} words=${["1", "2", "3", "4", "8"]} />
    <${Choice} name="dilation" title="Dilation" value=${fields.dilation} words=${["1", "2", "3", "4"]} />
    <h3>What is made of the sums</h3>
    <${Choice} name="channels" title="Channels" value=${fields.channels} words=${CHOICES.channels} />
    <${Choice} name="activation" title="Activation" value=${fields.activation} words=${activations} />
    <${Choice} name="normalization" title="To pixels" value=${fields.normalization} words=${CHOICES.normalization} />
  </div>`;
}

/** @param {{rows: number[][], divisor: number, change: (rows: number[][], divisor: number) => void}} props */
function KernelTools({ rows, divisor, change }) {
  return html`<div class="kernel-tools">
    <label>
      <span>Size</span>${" "}
      <select value=${rows.length} aria-label="Size of the kernel"
        onChange=${onText((text) => change(resized(rows, Number(text)), divisor))}
      >
        ${Array.from({ length: (MAX_SIZE + 1) / 2 }, (_, i) => 2 * i + 1).map(
          (size) => html`<option value=${size} selected=${size === rows.length}>${size}×${size}</option>`,
        )}
      </select>
    </label>
    <label>
      <span>divided by</span>${" "}
      <input type="number" step="any" value=${divisor} aria-label="Divisor"
        onInput=${onNumber((number) => number && change(rows, number))} />
    </label>
    <button class="quiet" onClick=${() => change(rows.map((row) => [...row].reverse()).reverse(), divisor)}>Turn by half</button>
  </div>`;
}

/**
 * What its numbers tell before it is used; `column` and `row` where it is separable.
 * @typedef {{meaning: string, column: number[]|null, row: number[]|null, multiplications: number, separable_multiplications: number,
 *   half_turn_symmetric: boolean}} Told
 */

/** @param {{properties: Told}} props */
const Properties = ({
  properties: { meaning, column, row, multiplications, separable_multiplications: fewer, half_turn_symmetric: symmetric },
}) => html`<p class="small">
  ${meaning}
  ${" "}
  ${
    column && row
      ? html`
        It is <em>separable</em>: (${column.map((v) => significant(v, 3)).join(", ")})ᵀ ·
        (${row.map((v) => significant(v, 3)).join(", ")}), ${fewer} multiplications a pixel instead of ${multiplications}.
      `
      : html`It takes ${multiplications} multiplications a pixel.`
  }
  ${" "}
  ${
    symmetric
      ? "It equals its own half-turn, so correlation and convolution agree."
      : "Turned by half it is another kernel: correlation and convolution differ."
  }
</p>`;

/** @typedef {import("./settings.js").Chosen} Chosen */
/** @typedef {import("./pictures.js").Window} Window */

/** @param {Chosen} kernel @returns {Promise<Told>} */
const propertiesOf = ({ preset, rows, divisor }) => ask("/kernels/properties", preset ? { kernel: preset } : { matrix: rows, divisor });

/**
 * The filtered picture, and one pixel of it, product by product.
 * @param {Blob} image
 * @param {Record<string, string>} fields the kernel, and how it goes over the picture
 * @param {Place} place
 */
function useFiltered(image, fields, place) {
  const key = JSON.stringify(fields);
  const [stamp, setStamp] = useState(0);
  useEffect(() => setStamp((n) => n + 1), [image]);
  const result = useAnswer(`${stamp} ${key}`, () => askPicture("/convolve", pictureForm(image, fields)));
  /** @returns {Promise<Window>} */
  const window = () => ask("/convolution/window", pictureForm(image, { ...fields, ...place }));
  return { result, explained: useAnswer(`${stamp} ${key} ${place.row} ${place.column}`, window) };
}

/** @param {{kernel: Chosen, kernels: Kernel[], change: (rows: number[][], divisor?: number) => void}} props */
function KernelEditor({ kernel, kernels, change }) {
  const properties = useAnswer(JSON.stringify(kernelFields(kernel)), () => propertiesOf(kernel));
  return html`<div>
    <h3>${kernel.preset ? kernels.find(({ id }) => id === kernel.preset)?.title : "Your own kernel"}</h3>
    <${MatrixGrid} rows=${kernel.rows} name="Kernel" change=${change} />
    <${KernelTools} rows=${kernel.rows} divisor=${kernel.divisor} change=${change} />
    ${properties.data && html`<${Properties} properties=${properties.data} />`}
  </div>`;
}

const Convolution = () => html`<${Erratum}>
  The tutorial calls C(x, y) a convolution; as it is written it is <em>cross-correlation</em>: a convolution turns the kernel by half
  first. Its six kernels equal their own half-turn, so both give the same picture.
  ${" "}<a href="#/kernels?kernel=emboss">Emboss</a> does not: compare it
  with <a href="#/kernels?kernel=emboss&operation=convolve">its convolution</a>, lit from the other side.
<//>`;

/** @param {{image: Blob, kernels: Kernel[], activations: string[], query: Record<string, string>}} props */
function Bench({ image, kernels, activations, query }) {
  const kernel = chosenKernel(query, kernels);
  const fields = { ...stepFields(query), activation: activations.find((id) => id === query.activation) ?? "identity" };
  const place = { row: numberIn(query, "row", 96), column: numberIn(query, "column", 128) };
  const width = useLoaded(async () => (await createImageBitmap(image)).width, [image]).data ?? 256;
  const { result, explained } = useFiltered(image, { ...kernelFields(kernel), ...fields }, place);
  const change = (/** @type {number[][]} */ rows, divisor = kernel.divisor) => patchQuery(kernelQuery(rows, divisor));
  const shown = explained.error ? null : explained.data;
  /** @param {number[][]} rows of a network, with digits that nobody sees */
  const lay = (rows) => {
    const short = rows.map((row) => row.map((value) => Number(value.toFixed(4))));
    change(short, 1);
    scrollTo({ top: 0, behavior: "smooth" });
  };
  return html`<div>
    <div class="stage">
      <figure>
        <${Pictures} image=${image} result=${result.data} place=${place} window=${shown}
          point=${(/** @type {Place} */ { row, column }) => patchQuery({ row, column })} />
        ${result.error && html`<${Problem} error=${result.error} />`}
      </figure>
      <${KernelEditor} kernel=${kernel} kernels=${kernels} change=${change} />
    </div>
    <${ContactSheet} image=${image} kernels=${kernels} chosen=${kernel.preset}
      choose=${(/** @type {string} */ id) => patchQuery({ kernel: id === "ridge" ? null : id, matrix: null, divisor: null })} />
    <div class="beside" style="margin-top: var(--s8)">
      <section>
        <h2>One pixel, product by product</h2>
        <p class="soft">Point at the filtered picture, or choose a pixel with the arrow keys.</p>
        ${
          shown
            ? html`<${ExplainedPixel} window=${shown} place=${place} />`
            : explained.error && html`<${Problem} error=${explained.error} />`
        }
        <${FormulaPair} general=${PADDING} numbers=${paddingOf(kernel.rows.length)} />
        <${Sizes} size=${width} kernel=${kernel.rows.length} fields=${fields} />
      </section>
      <${Panel} fields=${fields} activations=${activations} />
    </div>
    <${Convolution} />
    <${LearnedKernels} choose=${lay} />
  </div>`;
}

/** The size of what is left (§4.2), from side to side. @param {{size: number, kernel: number, fields: Record<string, string>}} props */
function Sizes({ size, kernel, fields: { padding, stride, dilation } }) {
  const search = new URLSearchParams({ input: String(size), kernel: String(kernel), padding, stride, dilation });
  const answer = useAnswer(String(search), () => ask(`/convolution/output-size?${search}`));
  if (!answer.data) return null;
  return html`<div>
    <${FormulaPair}
      general=${{
        tex: "n_f = \\left\\lfloor \\frac{n_i + 2p_w - \\omega_n}{s} + 1 \\right\\rfloor",
        plain: "n_f = ⌊(n_i + 2p_w − ω_n)/s + 1⌋",
      }} numbers=${{ tex: answer.data.latex ?? toTex(answer.data.formula), plain: answer.data.formula }} />
    ${answer.data.message && html`<p class="small">${answer.data.message}</p>`}
  </div>`;
}

/** @returns {Promise<[Kernel[], {id: string}[]]>} */
const listKernels = () => Promise.all([ask("/kernels"), ask("/activations")]);

const load = async () => {
  const [[kernels, activations], photos] = await Promise.all([listKernels(), listPhotos()]);
  const names = activations.map(({ id }) => id).filter((id) => !["softmax", "maxout", "identity"].includes(id));
  return { kernels, photos, activations: ["identity", ...names] };
};

/** @param {{query: Record<string, string>}} props */
export default function Kernels({ query }) {
  const loaded = useLoaded(load, []);
  const [own, setOwn] = useState(/** @type {Blob|null} */ (null));
  const photo = loaded.data?.photos.find(({ id }) => id === query.photo) ?? loaded.data?.photos[0];
  const sample = useLoaded(() => (photo ? fetchImage(photo.image_url) : null), [photo?.image_url]);
  const image = own ?? sample.data;
  const kernel = loaded.data && chosenKernel(query, loaded.data.kernels);
  const snippets = kernel && callSnippets(location.origin, { path: "/convolve", form: { ...kernelFields(kernel), ...stepFields(query) } });
  return html`<${Lab} page="kernels" snippets=${snippets}
    lead="A small matrix goes over a picture and leaves another picture. Change a number and see what the matrix looks for."
  >
    ${later(
      loaded,
      "The kernels and photos are being fetched.",
      ({ kernels, photos, activations }) => html`<div>
        <${PhotoRow} photos=${photos} chosen=${own ? null : photo?.id} choosePhoto=${(/** @type {string} */ id) => {
          setOwn(null);
          patchQuery({ photo: id === photos[0].id ? null : id });
        }} choosePicture=${setOwn}><${Camera} choose=${setOwn} /><//>
        ${image && html`<${Bench} image=${image} kernels=${kernels} activations=${activations} query=${query} />`}
        <${Matrices} />
      </div>`,
    )}
  <//>`;
}
