/** A photo that is pooled again and again. */

import { useState } from "preact/hooks";

import { ask, askPicture, fetchImage, listPhotos, pictureForm } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useLoaded, useObjectUrl } from "../../components/hooks.js";
import { PhotoRow } from "../../components/photo-row.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { onText } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { patchQuery } from "../../state.js";

const MOST = 7;

/** @param {{image: Blob, fields: Record<string, string|number>, repeat: number}} props */
function Pooled({ image, fields, repeat }) {
  const url = useObjectUrl(image);
  const key = `${image.size} ${JSON.stringify(fields)} ${repeat}`;
  const picture = useAnswer(key, () => askPicture("/pool", pictureForm(image, { ...fields, repeat })));
  /** @returns {Promise<{rounds: {columns: {output_size: number}, rows: {output_size: number}}[]}>} */
  const sizes = () => ask("/pool", pictureForm(image, { ...fields, repeat }));
  const told = useAnswer(key, sizes);
  const pooled = useObjectUrl(picture.data);
  return html`<div>
    <div class="pool-photos">
      <figure><img class="pixels" src=${url} alt="The picture before pooling" /></figure>
      <figure>${pooled && html`<img class="pixels" src=${pooled} alt="The picture after pooling" />`}</figure>
    </div>
    ${
      picture.error
        ? html`<${Problem} error=${picture.error} />`
        : told.data &&
          html`<p class="caption">
            ${told.data.rounds.map(({ columns, rows }) => `${columns.output_size}×${rows.output_size}`).join(" → ")},
            drawn as large as before.
          </p>`
    }
  </div>`;
}

/** @param {{query: Record<string, string>, fields: Record<string, string|number>, repeat: number}} props */
export function PhotoFigure({ query, fields, repeat }) {
  const photos = useLoaded(listPhotos, []);
  const [own, setOwn] = useState(/** @type {Blob|null} */ (null));
  const photo = photos.data?.find(({ id }) => id === query.photo) ?? photos.data?.[0];
  const sample = useLoaded(() => (photo ? fetchImage(photo.image_url) : null), [photo?.image_url]);
  const image = own ?? sample.data;
  return html`<${Figure} title="On a picture, again and again">
    ${
      photos.data &&
      html`<${PhotoRow} photos=${photos.data} chosen=${own ? null : photo?.id} choosePhoto=${(/** @type {string} */ id) => {
        setOwn(null);
        patchQuery({ photo: id });
      }} choosePicture=${setOwn} />`
    }
    <label class="repeat">
      <span>Rounds: ${repeat}</span>
      <input class="scrubber" type="range" min="1" max=${MOST} value=${repeat} aria-label="Rounds of pooling"
        onInput=${onText((text) => patchQuery({ repeat: text }))} />
    </label>
    ${image && html`<${Pooled} image=${image} fields=${fields} repeat=${repeat} />`}
  <//>`;
}
