/** Which embedding is open. */

import { patchQuery } from "../../state.js";

/** Words of the address that the vocabulary of another text may not contain. */
const WORDS = ["word", "a", "b", "plus", "minus", "and", "context", "target", "three"];

/** @param {string} id @param {boolean} sameText whether it was trained on the text of the one that is open now */
export function openModel(id, sameText) {
  patchQuery({ model: id, job: null, ...(sameText ? {} : Object.fromEntries(WORDS.map((name) => [name, null]))) });
}
