/** What the page opens with. */

import { openedFirst } from "../../lib/own-ids.js";

/** @typedef {import("../../lib/types.js").Model} Model */

/** The first words for the shipped embeddings, which were trained on film reviews. */
export const FILM_WORDS = {
  word: "alien",
  a: "comedy",
  b: "drama",
  plus: "actor",
  minus: "he",
  and: "she",
  context: "special",
  target: "effects",
};

/**
 * The wanted model, else the newest that this browser has trained, else the shipped one that skip-gram trained.
 * @param {Model[]} models
 * @param {string[]} own ids of what this browser has started
 * @param {string} [wanted]
 */
export function openedModel(models, own, wanted) {
  return models.find(({ id }) => id === wanted) ?? openedFirst(models, own, ({ params }) => params.architecture === "skip-gram");
}

/** The first words, when the address names none. @param {Model} model @param {string[]} frequent the most frequent first */
export function firstWords(model, frequent) {
  if (model.source === "pretrained") return FILM_WORDS;
  const some = frequent.filter((word) => word.length > 3);
  const [first, second, third] = [some[20] ?? frequent[0], some[24] ?? frequent[1] ?? frequent[0], some[28] ?? frequent[0]];
  return { word: first, a: first, b: second, plus: first, minus: second, and: third, context: first, target: second };
}

/**
 * The searched word that the other figures follow: the last that was found; null where none was.
 * @param {string} word that is searched
 * @param {{data: {word: string}|null, error: Error|null}} near the last word that was found, and why the newest was not
 * @param {string} first the word that the page opens with, which nobody has searched
 */
export function followedWord(word, { data, error }, first) {
  if (!data) return error ? null : word;
  return data.word === first && word !== first ? null : data.word;
}
