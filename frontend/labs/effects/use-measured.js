/** One measurement, for each of several activation functions. */

import { ask } from "../../api.js";
import { useAnswer } from "../../components/use-answer.js";
import { effectPath } from "./settings.js";

/** @param {string} what @param {string[]} ids @param {Record<string, number|null>} values */
export function useMeasured(what, ids, values) {
  const paths = ids.map((id) => effectPath(what, id, values));
  return useAnswer(paths.join(" "), () => Promise.all(paths.map(async (path, i) => ({ id: ids[i], found: await ask(path) }))));
}

/** A function keeps its colour whichever others are shown. @param {readonly string[]} all @param {string} id */
export const colourOf = (all, id) => `--curve-${(all.indexOf(id) % 6) + 1}`;
