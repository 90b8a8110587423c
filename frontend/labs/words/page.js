/** §5.1: words as vectors: their map, their neighbours, what can be computed with them, and how they are learnt. */

import { ask, listDatasets, listKinds, listModels } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useLoaded } from "../../components/hooks.js";
import { Lab } from "../../components/lab.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer } from "../../components/use-answer.js";
import { Later, Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { integer } from "../../lib/numbers.js";
import { numberIn, wordIn } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { Analogy, Similarity, Softmax } from "./comparisons.js";
import { Ranked, useNeighbours } from "./neighbours.js";
import { openModel } from "./open-model.js";
import { FILM_WORDS, firstWords, openedModel } from "./opening.js";
import { Training } from "./setup.js";
import { SideBySide } from "./side-by-side.js";
import { WordField } from "./word-field.js";
import { WordMap } from "./word-map.js";

addStylesheet("/labs/words/words.css");

/** @typedef {import("../../lib/types.js").Model} Model */

const KINDS = ["word2vec", "glove"];
const METHODS = /** @type {const} */ (["tsne", "pca"]);
const SIZES = [200, 500, 1000, 2000];
async function load() {
  const [models, kinds, datasets] = await Promise.all([listModels(), listKinds(), listDatasets()]);
  return {
    models: models.filter(({ kind }) => KINDS.includes(kind)),
    kinds: kinds.filter(({ id }) => KINDS.includes(id)),
    datasets: datasets.filter(({ type }) => type === "text"),
  };
}

/**
 * The places of the most frequent words. Those of the PCA, which are there at once, stand in for t-SNE's until it has its first answer.
 * @param {string} model
 * @param {"tsne"|"pca"} method
 * @param {number} size
 */
function useMap(model, method, size) {
  const places = (/** @type {string} */ way) => () => ask(`/models/${model}/projection?method=${way}&limit=${size}`);
  const pca = useAnswer(`${model} ${size}`, places("pca"));
  const tsne = useAnswer(method === "tsne" ? `${model} ${size}` : "", places("tsne"));
  if (method === "pca") return { ...pca, asking: false };
  return tsne.data ? tsne : { ...pca, error: tsne.error ?? pca.error, asking: !tsne.error };
}

/** @param {{model: Model, models: Model[], query: Record<string, string>, word: string}} props */
function MapFigure({ model, models, query, word }) {
  const method = wordIn(query, "map", METHODS);
  const size = numberIn(query, "words", 1000);
  const map = useMap(model.id, method, size);
  const near = useNeighbours(model.id, word);
  const choose = (/** @type {string} */ chosen) => patchQuery({ word: chosen });
  const list = near.error ? [] : (near.data?.neighbours ?? []);
  const isShown = !map.data || map.data.points.some((/** @type {{word: string}} */ point) => point.word === word);
  return html`<${Figure} number="1" title="A map of words">
    <div class="stage words-stage">
      ${
        map.data
          ? html`<${WordMap} points=${map.data.points} chosen=${word} neighbours=${list.map((/** @type {{word: string}} */ one) => one.word)}
            choose=${choose} />`
          : map.error
            ? html`<${Problem} error=${map.error} />`
            : html`<div class="word-map"><${Waiting}>The map is being drawn.<//></div>`
      }
      <div class="panel">
        <${WordField} label="find a word" model=${model.id} value=${word} change=${choose} wrong=${near.error?.message} />
        <h3>Nearest to “${near.data?.word ?? word}”</h3>
        <${Ranked} list=${list} choose=${choose} />
        ${
          !isShown &&
          !near.error &&
          html`<p class="soft small">
            “${word}” is not among the ${integer(map.data.points.length)} most frequent words, which the map shows.
          </p>`
        }
        <h3>Map</h3>
        <div class="choices" role="group" aria-label="Method">
          ${METHODS.map(
            (id) =>
              html`<button key=${id} class="choice" aria-pressed=${id === method}
                onClick=${() => patchQuery({ map: id === "tsne" ? null : id })}>${id === "pca" ? "PCA" : "t-SNE"}</button>`,
          )}
          ${map.asking && map.data && html`<span class="soft small" role="status">t-SNE is being computed …</span>`}
        </div>
        ${map.error && map.data && html`<p class="wrong small" role="alert">${map.error.message}</p>`}
        <label class="word-field">
          <span>words shown</span>
          <select value=${size} onChange=${(/** @type {any} */ e) => patchQuery({ words: e.target.value })}>
            ${SIZES.map((n) => html`<option key=${n} value=${n}>${integer(n)}</option>`)}
          </select>
        </label>
        <label class="word-field">
          <span>vectors</span>
          <select value=${model.id} onChange=${(/** @type {any} */ e) =>
            openModel(e.target.value, models.find(({ id }) => id === e.target.value)?.dataset === model.dataset)}
          >
            ${models.map(({ id, title, dataset }) => html`<option key=${id} value=${id}>${title} · ${dataset}</option>`)}
          </select>
        </label>
        <p class="small">${[
          ["csv", "CSV"],
          ["projector", "vectors.tsv"],
          ["metadata", "metadata.tsv"],
        ].map(
          ([format, title]) =>
            html`<a key=${format} href=${`/api/v1/models/${model.id}/vectors?format=${format}`} download style="margin-right: var(--s3)">
              ${title}
            </a>`,
        )}</p>
      </div>
    </div>
  <//>`;
}

/** @param {{data: Awaited<ReturnType<typeof load>>, model: Model, query: Record<string, string>}} props */
function Words({ data, model, query }) {
  const frequent = useLoaded(() => ask(`/models/${model.id}/words?limit=160`), [model.id]);
  return html`<${Later} loaded=${frequent} wait="The words are being fetched.">${(/** @type {{words: string[]}} */ { words }) => {
    const first = firstWords(model, words);
    const word = (query.word ?? first.word).slice(0, 60);
    const shown = { ...first, ...(query.word && { a: word, context: word }), ...query };
    return html`<div>
      <${MapFigure} model=${model} models=${data.models} query=${query} word=${word} />
      <${Similarity} model=${model.id} a=${shown.a} b=${shown.b} />
      <${Analogy} model=${model.id} plus=${shown.plus} minus=${shown.minus} and=${shown.and} />
      <${Softmax} model=${model.id} context=${shown.context} target=${shown.target} />
      <${SideBySide} models=${data.models} dataset=${model.dataset} trainable=${data.datasets.some(({ id }) => id === model.dataset)}
        ids=${(query.three ?? "").split(",").filter(Boolean)} word=${word} />
    </div>`;
  }}<//>`;
}

/** @param {{query: Record<string, string>}} props */
export default function WordsPage({ query }) {
  const loaded = useLoaded(load, [query.model ?? ""]);
  const model = loaded.data && openedModel(loaded.data.models, query.model);
  const snippets = model
    ? callSnippets(location.origin, {
        path: `/models/${model.id}/neighbours?word=${encodeURIComponent(query.word ?? (model.source === "pretrained" ? FILM_WORDS.word : "people"))}`,
      })
    : null;
  return html`<${Lab} page="words"
    lead="A word becomes a point among other words: those that stand in the same company come to stand together. Click one."
    snippets=${snippets}
  >
    <${Later} loaded=${loaded} wait="The word vectors are being fetched.">${(
      /** @type {Awaited<ReturnType<typeof load>>} */ data,
    ) => html`<div>
      ${model && html`<${Words} key=${model.id} data=${data} model=${model} query=${query} />`}
      <${Training} kinds=${data.kinds} datasets=${data.datasets} query=${query} reload=${loaded.reload} />
    </div>`}<//>
  <//>`;
}
