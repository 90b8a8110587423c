/** Which vectors are open. */

import { patchQuery } from "../../state.js";

/** What is asked of the vectors of one text, and may not be known to those of another. */
const ASKED = ["word", "a", "b", "plus", "minus", "and", "context", "target", "three"];

/** @param {string} id @param {boolean} sameText whether they have learnt from the text of those that are open now */
export function openModel(id, sameText) {
  patchQuery({ model: id, job: null, ...(sameText ? {} : Object.fromEntries(ASKED.map((name) => [name, null]))) });
}
