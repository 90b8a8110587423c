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
import { CHOICES, chosenKernel, filterFields, kernelFields, kernelQuery } from "./settings.js";

addStylesheet("/labs/kernels/kernels.css");

/** @typedef {import("./settings.js").Kernel} Kernel */
/** @typedef {import("./images.js").Place} Place */

/** @param {{fields: Record<string, string>, activations: string[]}} props */
function Panel({ fields, activations }) {
  return html`<div class="panel">
    <h3>Convolution</h3>
    <${Choice} name="operation" title="Operation" value=${fields.operation} words=${CHOICES.operation} />
    <${Choice} name="padding" title="Padding" value=${fields.padding} words=${["same", "valid", "1", "2", "4", "8"]} />
    <${Choice} name="border" title="Border mode" value=${fields.border_mode} words=${CHOICES.border} />
    <${Choice} name="stride" title="Stride" value=${fields.stride} words=${["1", "2", "3", "4", "8"]} />
    <${Choice} name="dilation" title="Dilation" value=${fields.dilation} words=${["1", "2", "3", "4"]} />
    <h3>Output mapping</h3>
    <${Choice} name="channels" title="Channels" value=${fields.channels} words=${CHOICES.channels} />
    <${Choice} name="activation" title="Activation" value=${fields.activation} words=${activations} />
    <${Choice} name="normalization" title="Normalization" value=${fields.normalization} words=${CHOICES.normalization} />
  </div>`;
}

/** @typedef {import("./settings.js").Chosen} Chosen */
/** @typedef {import("./images.js").Window} Window */

/**
 * The filtered image, and the products behind one output pixel.
 * @param {Blob} image
 * @param {Record<string, string>} fields the kernel, and how it is applied to the image
 * @param {Place} place
 */
function useFiltered(image, fields, place) {
  const key = `${identity(image)} ${JSON.stringify(fields)}`;
  const result = useAnswer(key, () => askImage("/convolve", imageForm(image, fields)));
  /** @returns {Promise<Window>} */
  const explain = () => ask("/convolution/window", imageForm(image, { ...fields, ...place }));
  return { result, explained: useAnswer(`${key} ${place.row} ${place.column}`, explain) };
}

const CorrelationErratum = () => html`<${Erratum}>
  The tutorial calls C(x, y) a convolution; as written it is a <em>cross-correlation</em>: a convolution first rotates the kernel by 180°.
  Its six kernels are unchanged by this rotation, so both give the same image.
  ${" "}The kernel <a href="#/kernels?kernel=emboss">Emboss</a> is not: compare its cross-correlation
  with <a href="#/kernels?kernel=emboss&operation=convolve">its convolution</a>, in which light and shade are exchanged.
<//>`;

/** @param {{image: Blob, kernels: Kernel[], activations: string[], query: Record<string, string>}} props */
function FilteredImage({ image, kernels, activations, query }) {
  const kernel = chosenKernel(query, kernels);
  const fields = { ...filterFields(query), activation: activations.find((id) => id === query.activation) ?? "identity" };
  const place = { row: numberIn(query, "row", 96), column: numberIn(query, "column", 128) };
  const width = useLoaded(async () => (await createImageBitmap(image)).width, [image]).data ?? 256;
  const { result, explained } = useFiltered(image, { ...kernelFields(kernel), ...fields }, place);
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
        <${Images} image=${image} result=${result.data} place=${place} window=${window}
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
            ? html`<${OutputPixel} window=${window} place=${place} />`
            : explained.error && html`<${Problem} error=${explained.error} />`
        }
        <${OutputSize} size=${width} kernel=${kernel.rows.length} fields=${fields} />
      </section>
      <${Panel} fields=${fields} activations=${activations} />
    </div>
    <${CorrelationErratum} />
    <${LearnedKernels} apply=${apply} />
  </div>`;
}

/** @returns {Promise<[Kernel[], {id: string}[]]>} */
const listKernels = () => Promise.all([ask("/kernels"), ask("/activations")]);

const load = async () => {
  const [kernels, activations] = await listKernels();
  const names = activations.map(({ id }) => id).filter((id) => !["softmax", "maxout", "identity"].includes(id));
  return { kernels, activations: ["identity", ...names] };
};

/** @param {{query: Record<string, string>}} props */
export default function Kernels({ query }) {
  const loaded = useLoaded(load, []);
  const { image, chosen } = usePhoto();
  const kernel = loaded.data && chosenKernel(query, loaded.data.kernels);
  const snippets =
    kernel && callSnippets(location.origin, { path: "/convolve", form: { ...kernelFields(kernel), ...filterFields(query) } });
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
