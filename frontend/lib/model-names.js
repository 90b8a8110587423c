/** What tells trained models apart in a list where their names do not: data set, method, length and time of the training. */

import { ago, counted } from "./numbers.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Dataset} Dataset */

/** @type {Record<string, string>} */
const METHODS = { "skip-gram": "skip-gram", cbow: "CBOW", glove: "GloVe", cnn: "network" };

/** @param {Model} model @param {Pick<Dataset, "id"|"title">[]} datasets @param {Date} now */
function nameOf({ title, source, kind, dataset, params, metrics, created_at }, datasets, now) {
  const data = datasets.find(({ id }) => id === dataset)?.title ?? dataset;
  if (source === "pretrained") return `${title} · ${data}`;
  const epochs = metrics.epochs ?? params.epochs;
  const length = typeof epochs === "number" ? counted(epochs, "epoch") : "";
  const method = METHODS[params.architecture ?? kind];
  return [title, method, data, length, created_at && ago(created_at, now)].filter(Boolean).join(" · ");
}

/**
 * The names in the order of the models; no two are the same.
 * @param {Model[]} models
 * @param {Pick<Dataset, "id"|"title">[]} datasets
 * @param {Date} [now]
 */
export function modelNames(models, datasets, now = new Date()) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return models.map((model) => {
    const name = nameOf(model, datasets, now);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
