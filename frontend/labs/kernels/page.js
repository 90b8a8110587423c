/** Convolution kernels (§4.1): an image filtered by an editable kernel, down to the single product. */

import { ask, askImage, imageForm } from "../../api.js";
import { Choice } from "../../components/controls.js";
import { useLoaded } from "../../components/hooks.js";
import { Erratum, Lab } from "../../components/lab.js";
import { PhotoRow, usePhoto } from "../../components/photo-row.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer } from "../../components/use-answer.js";
import { later, Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { identity } from "../../lib/identity.js";
import { numberIn } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { Images } from "./images.js";
import { KernelEditor } from "./kernel-editor.js";
import { LearnedKernels } from "./learned-kernels.js";
import { MatrixConvolution } from "./matrix-convolution.js";
import { OutputPixel } from "./output-pixel.js";
import { OutputSize } from "./output-size.js";
import { PresetKernels } from "./preset-kernels.js";
import { CHOICES, chosenKernel, filterFields, kernelFields, kernelQuery, TITLES } from "./settings.js";

addStylesheet("/labs/kernels/kernels.css");

/** @typedef {import("./settings.js").Kernel} Kernel */
/** @typedef {import("./images.js").Place} Place */

/** @typedef {{id: string, title: string}} Activation */

/** @param {{fields: Record<string, string>, activations: Activation[]}} props */
function Panel({ fields, activations }) {
  const names = Object.fromEntries(activations.map(({ id, title }) => [id, title]));
  return html`<div class="panel">
    <h3>Convolution</h3>
    <${Choice} name="operation" title="Operation" value=${fields.operation} words=${CHOICES.operation} titles=${TITLES.operation} />
    <${Choice} name="padding" title="Padding" value=${fields.padding} words=${["same", "valid", "1", "2", "4", "8"]}
      titles=${TITLES.padding} />
    <${Choice} name="border" title="Border mode" value=${fields.border_mode} words=${CHOICES.border} titles=${TITLES.border} />
    <${Choice} name="stride" title="Stride" value=${fields.stride} words=${["1", "2", "3", "4", "8"]} />
    <${Choice} name="dilation" title="Dilation" value=${fields.dilation} words=${["1", "2", "3", "4"]} />
    <h3>Output mapping</h3>
    <${Choice} name="channels" title="Channels" value=${fields.channels} words=${CHOICES.channels} titles=${TITLES.channels} />
    <${Choice} name="activation" title="Activation" value=${fields.activation} words=${activations.map(({ id }) => id)} titles=${names} />
    <${Choice} name="normalization" title="Normalization" value=${fields.normalization} words=${CHOICES.normalization}
      titles=${TITLES.normalization} />
  </div>`;
}

/** @typedef {import("./settings.js").Chosen} Chosen */
/** @typedef {import("./images.js").Window} Window */

/** @typedef {{key: string, blob: Blob, width: number, height: number}} Result the filtered image, and the question that it answers */

/** @param {Blob} blob */
async function sizeOf(blob) {
  const { width, height } = await createImageBitmap(blob);
  return { width, height };
}

/**
 * The filtered image, and the products behind one of its pixels; a place outside it becomes the nearest inside.
 * @param {Blob} image
 * @param {Record<string, string>} fields the kernel, and how it is applied to the image
 * @param {Place} wanted
 */
function useFiltered(image, fields, wanted) {
  const key = `${identity(image)} ${JSON.stringify(fields)}`;
  /** @returns {Promise<Result>} */
  const filter = async () => {
    const blob = await askImage("/convolve", imageForm(image, fields));
    return { key, blob, ...(await sizeOf(blob)) };
  };
  const result = useAnswer(key, filter);
  const { width, height } = result.data ?? { width: 1, height: 1 };
  const inside = (/** @type {number} */ value, /** @type {number} */ size) => Math.max(0, Math.min(size - 1, Math.round(value)));
  const place = { row: inside(wanted.row, height), column: inside(wanted.column, width) };
  /** @returns {Promise<Window>} */
  const explain = () => ask("/convolution/window", imageForm(image, { ...fields, ...place }));
  const explained = useAnswer(result.data?.key === key && !result.error ? `${key} ${place.row} ${place.column}` : "", explain);
  return { result, explained, place };
}

const CorrelationErratum = () => html`<${Erratum}>
  The tutorial calls C(x, y) a convolution; as written it is a <em>cross-correlation</em>: a convolution first rotates the kernel by 180°.
  Its six kernels are unchanged by this rotation, so both give the same image.
  ${" "}The kernel <a href="#/kernels?kernel=emboss">Emboss</a> is not: compare its cross-correlation
  with <a href="#/kernels?kernel=emboss&operation=convolve">its convolution</a>, in which light and shade are exchanged.
<//>`;

/** @param {Activation[]} activations */
const idsOf = (activations) => activations.map(({ id }) => id);

/** Of a row or a column. */
const PIXEL = { integer: true, minimum: 0 };

/** @param {{image: Blob, kernels: Kernel[], activations: Activation[], query: Record<string, string>}} props */
function FilteredImage({ image, kernels, activations, query }) {
  const kernel = chosenKernel(query, kernels);
  const fields = filterFields(query, idsOf(activations));
  const wanted = { row: numberIn(query, "row", 96, PIXEL), column: numberIn(query, "column", 128, PIXEL) };
  const size = useLoaded(() => sizeOf(image), [image]).data;
  const { result, explained, place } = useFiltered(image, { ...kernelFields(kernel), ...fields }, wanted);
  const change = (/** @type {number[][]} */ rows, divisor = kernel.divisor) => patchQuery(kernelQuery(rows, divisor));
  const window = explained.error ? null : explained.data;
  /** Applies a learned kernel, rounded to the digits that the matrix has room for. @param {number[][]} rows */
  const apply = (rows) => {
    change(
      rows.map((row) => row.map((value) => Number(value.toFixed(4)))),
      1,
    );
    scrollTo({ top: 0, behavior: "smooth" });
  };
  return html`<div>
    <div class="stage">
      <figure>
        <${Images} image=${image} result=${result.error ? null : (result.data?.blob ?? null)} place=${place} window=${window}
          select=${(/** @type {Place} */ { row, column }) => patchQuery({ row, column })} />
        ${result.error && html`<${Problem} error=${result.error} />`}
      </figure>
      <${KernelEditor} kernel=${kernel} kernels=${kernels} change=${change} />
    </div>
    <${PresetKernels} image=${image} kernels=${kernels} chosen=${kernel.preset}
      choose=${(/** @type {string} */ id) => patchQuery({ kernel: id === "ridge" ? null : id, matrix: null, divisor: null })} />
    <div class="beside" style="margin-top: var(--s8)">
      <section>
        <h2>One output pixel as a weighted sum</h2>
        <p class="soft">Point at the filtered image, or select a pixel with the arrow keys.</p>
        ${
          window
            ? html`<${OutputPixel} window=${window} place=${place} kernel=${kernel.rows} fields=${fields} />`
            : explained.error && html`<${Problem} error=${explained.error} />`
        }
        ${size && html`<${OutputSize} ...${size} kernel=${kernel.rows} fields=${fields} />`}
      </section>
      <${Panel} fields=${fields} activations=${activations} />
    </div>
    <${CorrelationErratum} />
    <${LearnedKernels} apply=${apply} />
  </div>`;
}

/** @returns {Promise<[Kernel[], Activation[]]>} */
const listKernels = () => Promise.all([ask("/kernels"), ask("/activations")]);

const load = async () => {
  const [kernels, activations] = await listKernels();
  const functions = activations.filter(({ id }) => !["softmax", "maxout", "identity"].includes(id));
  return { kernels, activations: [{ id: "identity", title: "none (identity)" }, ...functions] };
};

/** @param {{query: Record<string, string>}} props */
export default function Kernels({ query }) {
  const loaded = useLoaded(load, []);
  const { image, chosen } = usePhoto();
  const form = loaded.data && {
    ...kernelFields(chosenKernel(query, loaded.data.kernels)),
    ...filterFields(query, idsOf(loaded.data.activations)),
  };
  const snippets = form && callSnippets(location.origin, { path: "/convolve", form });
  return html`<${Lab} page="kernels" snippets=${snippets}
    lead="A kernel is a small matrix of weights that slides over an image. Change a weight and see which features it detects."
  >
    ${later(
      loaded,
      "Loading kernels and photos.",
      ({ kernels, activations }) => html`<div>
        <${PhotoRow} ...${chosen} />
        ${image && html`<${FilteredImage} image=${image} kernels=${kernels} activations=${activations} query=${query} />`}
        <${MatrixConvolution} />
      </div>`,
    )}
  <//>`;
}
