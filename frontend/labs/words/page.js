/** §5.1: word embeddings: map, nearest neighbours, cosine similarity, analogies, score, cost, and training. */

import { ask, listDatasets, listKinds, listModels } from "../../api.js";
import { useLoaded } from "../../components/hooks.js";
import { Lab } from "../../components/lab.js";
import { ownJobs } from "../../components/own-jobs.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { later } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { reportAddress, withdrawReport } from "../../lib/misread.js";
import { fixed } from "../../lib/numbers.js";
import { callSnippets } from "../../lib/snippets.js";
import { Analogies } from "./analogies.js";
import { CosineSimilarity } from "./cosine-similarity.js";
import { MapFigure } from "./map-figure.js";
import { MethodComparison } from "./method-comparison.js";
import { useNeighbours } from "./neighbours.js";
import { FILM_WORDS, firstWords, followedWord, openedModel } from "./opening.js";
import { PairCost } from "./pair-cost.js";
import { Score } from "./score.js";
import { Training } from "./setup.js";

addStylesheet("/labs/words/words.css");

/** @typedef {import("../../lib/types.js").Model} Model */

const KINDS = ["word2vec", "glove"];
const UNLEARNED = 0.9;

async function load() {
  const [models, kinds, datasets] = await Promise.all([listModels(), listKinds(), listDatasets()]);
  return {
    models: models.filter(({ kind }) => KINDS.includes(kind)),
    kinds: kinds.filter(({ id }) => KINDS.includes(id)),
    datasets: datasets.filter(({ type }) => type === "text"),
  };
}

/** What this browser has trained, and what ships with the playground. @param {Model} model */
const isOpenedHere = ({ id, source }) => source === "pretrained" || ownJobs.value.includes(id);

/** @param {string} model @returns {Promise<{words: string[]}>} */
const frequentWords = (model) => ask(`/models/${model}/words?limit=160`);

/** Said before any number of a model that did not learn. @param {{model: Model}} props */
const Unlearned = ({ model: { metrics } }) =>
  metrics.mean_similarity > UNLEARNED
    ? html`<p class="notice" role="status">
        This embedding did not learn to tell the words apart: two words have a mean cosine similarity of
        ${" "}${fixed(metrics.mean_similarity, 2)}. Train it for more epochs, or on a longer text.
      </p>`
    : null;

/** @param {{data: Awaited<ReturnType<typeof load>>, model: Model, query: Record<string, string>}} props */
function Words({ data, model, query }) {
  const frequent = useLoaded(() => frequentWords(model.id), [model.id]);
  return later(frequent, "Loading the vocabulary.", ({ words }) => {
    const first = firstWords(model, words);
    return html`<${Figures} data=${data} model=${model} query=${query} first=${first} />`;
  });
}

/**
 * The figures of one embedding. The other figures follow the searched word once it is found, and stay where they are when it is not.
 * @param {{data: Awaited<ReturnType<typeof load>>, model: Model, query: Record<string, string>, first: typeof FILM_WORDS}} props
 */
function Figures({ data, model, query, first }) {
  const word = (query.word ?? first.word).slice(0, 60);
  const near = useNeighbours(model.id, word);
  const followed = followedWord(word, near, first.word);
  const shown = { ...first, ...(query.word && followed && { a: followed, context: followed }), ...query };
  return html`<div>
      <${Unlearned} model=${model} />
      <${MapFigure} model=${model} models=${data.models} datasets=${data.datasets} query=${query} word=${word} near=${near} />
      <${CosineSimilarity} model=${model.id} a=${shown.a} b=${shown.b} />
      <${Analogies} model=${model.id} plus=${shown.plus} minus=${shown.minus} and=${shown.and} />
      <${Score} model=${model.id} context=${shown.context} target=${shown.target} />
      <${PairCost} model=${model} context=${shown.context} target=${shown.target} />
      <${MethodComparison} models=${data.models.filter(isOpenedHere)} dataset=${model.dataset}
        text=${data.datasets.find(({ id }) => id === model.dataset)}
        ids=${(query.three ?? "").split(",").filter(Boolean)} word=${followed ?? first.word} />
    </div>`;
}

/** @param {{query: Record<string, string>}} props */
export default function WordsPage({ query }) {
  const loaded = useLoaded(load, [query.model ?? ""]);
  const model = loaded.data && openedModel(loaded.data.models, ownJobs.value, query.model);
  if (query.model && model?.id === query.model) withdrawReport("model", query.model);
  else if (query.model && model) reportAddress("model", query.model, model.title);
  const word = query.word ?? (model?.source === "pretrained" ? FILM_WORDS.word : "people");
  const path = model && `/models/${model.id}/neighbours?word=${encodeURIComponent(word)}`;
  const snippets = path ? callSnippets(location.origin, { path }) : null;
  return html`<${Lab} page="words"
    lead="An embedding maps each word of a vocabulary to a vector, so that words of similar contexts get similar vectors. Click a word."
    snippets=${snippets}
  >
    ${later(
      loaded,
      "Loading the embeddings.",
      (data) => html`<div>
        ${model && html`<${Words} key=${model.id} data=${data} model=${model} query=${query} />`}
        <${Training} kinds=${data.kinds} datasets=${data.datasets} query=${query} reload=${loaded.reload} />
      </div>`,
    )}
  <//>`;
}
