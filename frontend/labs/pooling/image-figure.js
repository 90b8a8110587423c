/** Repeated pooling of an image. */

import { ask, askImage, imageForm } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useObjectUrl } from "../../components/hooks.js";
import { PhotoRow, usePhoto } from "../../components/photo-row.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { identity } from "../../lib/identity.js";
import { onText } from "../../lib/input-handlers.js";
import { patchQuery } from "../../state.js";

const MAX_REPEAT = 7;

/** @param {{image: Blob, fields: Record<string, string|number>, repeat: number}} props */
function Pooled({ image, fields, repeat }) {
  const url = useObjectUrl(image);
  const key = `${identity(image)} ${JSON.stringify(fields)} ${repeat}`;
  const output = useAnswer(key, () => askImage("/pool", imageForm(image, { ...fields, repeat })));
  /** @returns {Promise<{repeats: {columns: {output_size: number}, rows: {output_size: number}}[]}>} */
  const sizes = () => ask("/pool", imageForm(image, { ...fields, repeat }));
  const numbers = useAnswer(key, sizes);
  const pooled = useObjectUrl(output.data);
  return html`<div>
    <div class="pool-images">
      <figure><img class="pixels" src=${url} alt="Image before pooling" /></figure>
      <figure>${pooled && html`<img class="pixels" src=${pooled} alt="Image after pooling" />`}</figure>
    </div>
    ${
      output.error
        ? html`<${Problem} error=${output.error} />`
        : numbers.data &&
          html`<p class="caption">
            Output size ${numbers.data.repeats.map(({ columns, rows }) => `${columns.output_size}×${rows.output_size}`).join(" → ")},
            displayed at the size of the input.
          </p>`
    }
  </div>`;
}

/** @param {{fields: Record<string, string|number>, repeat: number}} props */
export function ImageFigure({ fields, repeat }) {
  const { image, chosen } = usePhoto();
  return html`<${Figure} title="Repeated pooling of an image">
    <${PhotoRow} ...${chosen} />
    <label class="repeat">
      <span>Repeat: ${repeat}</span>
      <input class="scrubber" type="range" min="1" max=${MAX_REPEAT} value=${repeat} aria-label="Repeat"
        onInput=${onText((text) => patchQuery({ repeat: text }))} />
    </label>
    ${image && html`<${Pooled} image=${image} fields=${fields} repeat=${repeat} />`}
  <//>`;
}
