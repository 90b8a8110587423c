/** The image that is shown to a network: an example, or one of the user's own. Both stand in the address. */

import { fetchImage, predict } from "../api.js";
import { numberIn } from "../lib/query.js";
import { patchQuery, route } from "../state.js";
import { useLoaded } from "./hooks.js";
import { useOwnImage } from "./own-image.js";

/** @typedef {import("../lib/types.js").Example} Example */

/**
 * @param {string} model
 * @param {Example[]} examples
 */
export function useImage(model, examples) {
  const own = useOwnImage();
  const last = { integer: true, minimum: 0, maximum: examples.length - 1 };
  const example = examples.length ? numberIn(route.value.query, "example", 0, last) : 0;
  const url = examples[example]?.image_url;
  const sample = useLoaded(() => (url ? fetchImage(url) : null), [url]);
  const image = own.image ?? (own.waiting ? null : sample.data);
  const predicted = useLoaded(() => (image ? predict(model, image) : null), [model, image]);
  return {
    own,
    image,
    chosen: own.image || own.waiting ? null : example,
    predicted,
    /** @param {number} example */
    chooseExample: (example) => {
      own.leave();
      patchQuery({ own: null, example });
    },
  };
}
