/** Which image a lab works on: a sample, or the user's own. */

import { fetchImage, listPhotos } from "../api.js";
import { html } from "../lib/html.js";
import { namedIn } from "../lib/query.js";
import { patchQuery, route } from "../state.js";
import { useLoaded } from "./hooks.js";
import { ImageInput, useOwnImage } from "./own-image.js";

/** @typedef {import("../lib/types.js").Photo} Photo */
/** @typedef {{photos: Photo[], photo: Photo|undefined, own: import("./own-image.js").OwnImage}} Chosen */

/** The image of a lab, and the choice that leads to it. Both stand in the address. @returns {{image: Blob|null, chosen: Chosen}} */
export function usePhoto() {
  const loaded = useLoaded(listPhotos, []);
  const photos = loaded.data ?? [];
  const own = useOwnImage();
  const photo = photos.length ? namedIn(route.value.query, "photo", photos) : undefined;
  const sample = useLoaded(() => (photo ? fetchImage(photo.image_url) : null), [photo?.image_url]);
  return { image: own.image ?? (own.waiting ? null : sample.data), chosen: { photos, photo, own } };
}

/** @param {Chosen} props */
export function PhotoRow({ photos, photo, own }) {
  /** @param {string} id */
  const choose = (id) => {
    own.leave();
    patchQuery({ own: null, photo: id === photos[0].id ? null : id });
  };
  return html`<div class="photo-row">
    ${photos.map(
      ({ id, image_url }) =>
        html`<button key=${id} aria-pressed=${!own.image && id === photo?.id} aria-label=${`Photo: ${id}`} title=${id}
          onClick=${() => choose(id)}
        >
          <img src=${image_url} alt="" />
        </button>`,
    )}
    <${ImageInput} own=${own} />
  </div>`;
}
