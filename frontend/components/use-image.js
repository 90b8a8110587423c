/** The image that is shown to a network: an example (its number stands in the address), or one of the user's own. */

import { useEffect, useState } from "preact/hooks";
import { fetchImage, predict } from "../api.js";
import { numberIn } from "../lib/query.js";
import { patchQuery, route } from "../state.js";
import { useLoaded } from "./hooks.js";

/** @typedef {import("../lib/types.js").Example} Example */

/**
 * @param {string} model
 * @param {Example[]} examples
 */
export function useImage(model, examples) {
  const [image, setImage] = useState(/** @type {Blob|null} */ (null));
  const [own, setOwn] = useState(false);
  const chosen = own
    ? null
    : examples.length
      ? numberIn(route.value.query, "example", 0, { integer: true, minimum: 0, maximum: examples.length - 1 })
      : null;
  const url = chosen !== null ? examples[chosen].image_url : null;

  useEffect(() => {
    if (!url) return undefined;
    let current = true;
    fetchImage(url).then(
      (blob) => current && setImage(blob),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [url]);

  const predicted = useLoaded(() => (image ? predict(model, image) : null), [model, image]);
  return {
    image,
    chosen,
    predicted,
    /** @param {number} example */
    chooseExample: (example) => {
      setOwn(false);
      patchQuery({ example });
    },
    /** @param {Blob} blob */
    chooseImage: (blob) => {
      setOwn(true);
      setImage(blob);
    },
  };
}
