/** The image filtered by each preset kernel. */

import { askImage, imageForm } from "../../api.js";
import { useLoaded, useObjectUrl } from "../../components/hooks.js";
import { html } from "../../lib/html.js";

/** @typedef {import("./settings.js").Kernel} Kernel */

/** @param {{image: Blob, kernel: Kernel, chosen: boolean, choose: (id: string) => void}} props */
function PresetKernel({ image, kernel, chosen, choose }) {
  const loaded = useLoaded(() => askImage("/convolve", imageForm(image, { kernel: kernel.id })), [image, kernel.id]);
  const url = useObjectUrl(loaded.data);
  return html`<li>
    <button aria-pressed=${chosen} onClick=${() => choose(kernel.id)}>
      ${url ? html`<img src=${url} alt="" />` : html`<span class="preset-space"></span>`}
      <span>${kernel.title}</span>
    </button>
  </li>`;
}

/** @param {{image: Blob, kernels: Kernel[], chosen: string, choose: (id: string) => void}} props */
export function PresetKernels({ image, kernels, chosen, choose }) {
  return html`<ul class="preset-kernels" aria-label="Preset kernels">
    ${kernels.map(
      (kernel) =>
        html`<${PresetKernel} key=${kernel.id} image=${image} kernel=${kernel} chosen=${kernel.id === chosen} choose=${choose} />`,
    )}
  </ul>`;
}
