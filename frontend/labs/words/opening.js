/** What the page opens with. */

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
 * The wanted model, else one’s own newest, else the shipped one that skip-gram trained.
 * @param {Model[]} models
 * @param {string} [wanted]
 */
export function openedModel(models, wanted) {
  return (
    models.find(({ id }) => id === wanted) ??
    models.find(({ source }) => source === "job") ??
    models.find(({ params }) => params.architecture === "skip-gram") ??
    models[0]
  );
}

/** The first words, when the address names none. @param {Model} model @param {string[]} frequent the most frequent first */
export function firstWords(model, frequent) {
  if (model.source === "pretrained") return FILM_WORDS;
  const some = frequent.filter((word) => word.length > 3);
  const [first, second, third] = [some[20] ?? frequent[0], some[24] ?? frequent[1] ?? frequent[0], some[28] ?? frequent[0]];
  return { word: first, a: first, b: second, plus: first, minus: second, and: third, context: first, target: second };
}
