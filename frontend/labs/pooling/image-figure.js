/** Repeated pooling of an image. */

import { useState } from "preact/hooks";
import { ask, askImage, fetchImage, imageForm, listPhotos } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useLoaded, useObjectUrl } from "../../components/hooks.js";
import { PhotoRow } from "../../components/photo-row.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { namedIn } from "../../lib/query.js";
import { patchQuery } from "../../state.js";

const MAX_REPEAT = 7;

/** @param {{image: Blob, fields: Record<string, string|number>, repeat: number}} props */
function Pooled({ image, fields, repeat }) {
  const url = useObjectUrl(image);
  const key = `${image.size} ${JSON.stringify(fields)} ${repeat}`;
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

/** @param {{query: Record<string, string>, fields: Record<string, string|number>, repeat: number}} props */
export function ImageFigure({ query, fields, repeat }) {
  const photos = useLoaded(listPhotos, []);
  const [own, setOwn] = useState(/** @type {Blob|null} */ (null));
  const photo = photos.data && namedIn(query, "photo", photos.data);
  const sample = useLoaded(() => (photo ? fetchImage(photo.image_url) : null), [photo?.image_url]);
  const image = own ?? sample.data;
  return html`<${Figure} title="Repeated pooling of an image">
    ${
      photos.data &&
      html`<${PhotoRow} photos=${photos.data} chosen=${own ? null : photo?.id} choosePhoto=${(/** @type {string} */ id) => {
        setOwn(null);
        patchQuery({ photo: id });
      }} chooseImage=${setOwn} />`
    }
    <label class="repeat">
      <span>Repeat: ${repeat}</span>
      <input class="scrubber" type="range" min="1" max=${MAX_REPEAT} value=${repeat} aria-label="Repeat"
        onInput=${onText((text) => patchQuery({ repeat: text }))} />
    </label>
    ${image && html`<${Pooled} image=${image} fields=${fields} repeat=${repeat} />`}
  <//>`;
}
