/** Stride and pooling (§4.2): max and average pooling of a matrix and of an image, and the output size. */

import { ask } from "../../api.js";
import { Count } from "../../components/controls.js";
import { useLoaded } from "../../components/hooks.js";
import { Lab } from "../../components/lab.js";
import { usePhoto } from "../../components/photo-row.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { html } from "../../lib/html.js";
import { numberIn, rowsIn, wordIn, written } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { ImageFigure } from "./image-figure.js";
import { MatrixFigure } from "./matrix-figure.js";
import { OutputSize } from "./output-size.js";
import { MAX_SHIFT, TranslationFigure } from "./translation-figure.js";

addStylesheet("/labs/pooling/pooling.css");

const MATRIX = [
  [12, 20, 30, 0, 7, 3],
  [8, 12, 2, 0, 9, 1],
  [34, 70, 37, 4, 5, 6],
  [112, 100, 25, 12, 8, 2],
  [3, 9, 4, 60, 21, 17],
  [6, 1, 5, 40, 33, 90],
];
const PIXEL = { integer: true, minimum: 0, maximum: 255 };
const METHODS = /** @type {const} */ (["max", "average"]);

/** The kernel of the translation figure where no feature map is chosen. */
const KERNEL = "ridge";

/**
 * The figures of an image, which share it and its kernel.
 * @param {{query: Record<string, string>, fields: Record<string, string|number>, repeat: number}} props
 */
function Images({ query, fields, repeat }) {
  const { image, chosen } = usePhoto();
  /** @type {import("../../components/hooks.js").Loaded<import("../kernels/settings.js").Kernel[]>} */
  const { data } = useLoaded(() => ask("/kernels"), []);
  const kernels = data ?? [];
  const kernel = kernels.length ? wordIn(query, "map", ["", ...kernels.map(({ id }) => id)]) : "";
  const shifted = kernels.find(({ id }) => id === (kernel || KERNEL));
  const shift = numberIn(query, "shift", 1, { integer: true, minimum: 0, maximum: MAX_SHIFT });
  return html`<div>
    <${ImageFigure} chosen=${chosen} image=${image} kernels=${kernels} kernel=${kernel} fields=${fields} repeat=${repeat} />
    ${shifted && html`<${TranslationFigure} image=${image} kernel=${shifted.id} title=${shifted.title} shift=${shift} />`}
  </div>`;
}

/** @param {{query: Record<string, string>}} props */
export default function Pooling({ query }) {
  const rows = rowsIn(query, "matrix", MATRIX, PIXEL);
  const method = wordIn(query, "method", METHODS);
  const window = numberIn(query, "window", 2, { integer: true, minimum: 1, maximum: 6 });
  const stride = numberIn(query, "stride", window, { integer: true, minimum: 1, maximum: 6 });
  const repeat = numberIn(query, "repeat", 3, { integer: true, minimum: 1, maximum: 8 });
  const fields = { window, stride, method };
  return html`<${Lab} page="pooling" snippets=${callSnippets(location.origin, { path: "/pool", form: { ...fields, repeat } })}
    lead="A window slides over the input in steps of the stride; max pooling keeps the largest value under it, average pooling the mean."
  >
    <div class="stage">
      <${MatrixFigure} rows=${rows} window=${window} stride=${stride} method=${method}
        at=${numberIn(query, "cell", 0, { integer: true, minimum: 0 })}
        change=${(/** @type {number[][]} */ next) => patchQuery({ matrix: written(next) })} />
      <div class="panel">
        <fieldset class="choices">
          <legend class="visually-hidden">Pooling method</legend>
          ${METHODS.map(
            (name) =>
              html`<button class="choice" aria-pressed=${name === method}
                onClick=${() => patchQuery({ method: name === "max" ? null : name })}
              >
                ${name} pooling
              </button>`,
          )}
        </fieldset>
        <${Count} name="window" title="Window size ω" value=${window} min=${1} max=${6} />
        <${Count} name="stride" title="Stride s" value=${stride} min=${1} max=${6} />
        ${query.matrix && html`<button class="quiet" onClick=${() => patchQuery({ matrix: null })}>Reset input</button>`}
      </div>
    </div>
    ${
      method === "average" &&
      html`<p class="soft">
        Here every window lies inside the input, so the mean is of ω² cells. Where a layer pads (<em>same</em>), its mean is of the
        cells that exist, as in Keras; PyTorch counts the zeros of the padding too, unless <code>count_include_pad=False</code>.
      </p>`
    }
    <${Images} query=${query} fields=${fields} repeat=${repeat} />
    <${OutputSize} query=${query} />
  <//>`;
}
