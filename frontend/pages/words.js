/** §5.1: words as vectors: their map, their neighbours, what can be computed with them, and how they are learnt. */

import { ask, listDatasets, listKinds, listModels, submitJob } from "../api.js";
import { Figure } from "../components/figure.js";
import { useAction, useLoaded } from "../components/hooks.js";
import { Lab } from "../components/lab.js";
import { addStylesheet } from "../components/stylesheet.js";
import { useAnswer } from "../components/use-answer.js";
import { Later, Problem, Waiting } from "../components/words.js";
import { Analogy, Similarity, Softmax } from "../labs/words/comparisons.js";
import { Ranked, useNeighbours } from "../labs/words/neighbours.js";
import { SideBySide, Training, WordRun } from "../labs/words/training.js";
import { WordField } from "../labs/words/word-field.js";
import { WordMap } from "../labs/words/word-map.js";
import { html } from "../lib/html.js";
import { integer } from "../lib/numbers.js";
import { numberIn, wordIn } from "../lib/query.js";
import { callSnippets } from "../lib/snippets.js";
import { patchQuery } from "../state.js";

addStylesheet("/styles/words.css");

/** @typedef {import("../lib/types.js").Model} Model */

const KINDS = ["word2vec", "glove"];
const METHODS = /** @type {const} */ (["pca", "tsne"]);
const SIZES = [200, 500, 1000, 2000];
/** Quick to train and with words that everybody knows. */
const FIRST = { dataset: "lee-background", epochs: 40, window: 5 };

async function load() {
  const [models, kinds, datasets] = await Promise.all([listModels(), listKinds(), listDatasets()]);
  return { models: models.filter(({ kind }) => KINDS.includes(kind)), kinds: kinds.filter(({ id }) => KINDS.includes(id)), datasets: datasets.filter((one) => /** @type {any} */ (one).type === "text") };
}

/** @param {{query: Record<string, string>, reload: () => void}} props */
function Nothing({ query }) {
  const start = useAction(async () => { const job = await submitJob("word2vec", FIRST); patchQuery({ job: job.id }); });
  return html`<${Figure} number="1" title="A map of words">
    ${query.job ? html`<${WordRun} id=${query.job} />` : html`<p>No word vectors have been learnt here yet. A few hundred news articles are at hand: 60,000 words, read forty times.</p>
      <p><button class="button primary" disabled=${start.busy} onClick=${start.act}>Learn the words of the news</button> <span class="soft">about fifteen seconds</span></p>`}
    ${start.error && html`<${Problem} error=${start.error} />`}
  <//>`;
}

/** @param {{model: Model, models: Model[], query: Record<string, string>, word: string}} props */
function MapFigure({ model, models, query, word }) {
  const method = wordIn(query, "map", METHODS);
  const size = numberIn(query, "words", 500);
  const map = useAnswer(`${model.id} ${method} ${size}`, () => ask(`/models/${model.id}/projection?method=${method}&limit=${size}`));
  const near = useNeighbours(model.id, word);
  const choose = (/** @type {string} */ chosen) => patchQuery({ word: chosen });
  const list = near.error ? [] : near.data?.neighbours ?? [];
  return html`<${Figure} number="1" title="A map of words">
    <div class="stage words-stage">
      ${map.data ? html`<${WordMap} points=${map.data.points} chosen=${word} neighbours=${list.map((/** @type {{word: string}} */ one) => one.word)} choose=${choose} />`
      : map.error ? html`<${Problem} error=${map.error} />` : html`<div class="word-map"><${Waiting}>The map is being drawn.<//></div>`}
      <div class="panel">
        <${WordField} label="find a word" model=${model.id} value=${word} change=${choose} wrong=${near.error?.message} />
        <h3>Nearest to “${near.data?.word ?? word}”</h3>
        <${Ranked} list=${list} choose=${choose} />
        <h3>Map</h3>
        <div class="choices" role="group" aria-label="Method">${METHODS.map((id) => html`<button key=${id} class="choice" aria-pressed=${id === method} onClick=${() => patchQuery({ map: id === "pca" ? null : id })}>${id === "pca" ? "PCA" : "t-SNE"}</button>`)}
          ${map.asking && map.data && html`<span class="soft small" role="status">is being computed …</span>`}</div>
        <label class="word-field"><span>words shown</span><select value=${size} onChange=${(/** @type {any} */ e) => patchQuery({ words: e.target.value })}>${SIZES.map((n) => html`<option key=${n} value=${n}>${integer(n)}</option>`)}</select></label>
        <label class="word-field"><span>vectors</span><select value=${model.id} onChange=${(/** @type {any} */ e) => patchQuery({ model: e.target.value })}>${models.map(({ id, title, dataset }) => html`<option key=${id} value=${id}>${title} · ${dataset}</option>`)}</select></label>
        <p class="small">${[["csv", "CSV"], ["projector", "vectors.tsv"], ["metadata", "metadata.tsv"]].map(([format, title]) => html`<a key=${format} href=${`/api/v1/models/${model.id}/vectors?format=${format}`} download style="margin-right: var(--s3)">${title}</a>`)}</p>
      </div>
    </div>
  <//>`;
}

/** @param {{data: Awaited<ReturnType<typeof load>>, model: Model, query: Record<string, string>}} props */
function Words({ data, model, query }) {
  const frequent = useLoaded(() => ask(`/models/${model.id}/words?limit=160`), [model.id]);
  return html`<${Later} loaded=${frequent} wait="The words are being fetched.">${(/** @type {{words: string[]}} */ { words }) => {
    const some = words.filter((word) => word.length > 3);
    const [first, second, third] = [some[20] ?? words[0], some[24] ?? words[1], some[28] ?? words[0]];
    const word = query.word ?? first;
    return html`<div>
      <${MapFigure} model=${model} models=${data.models} query=${query} word=${word} />
      <${Similarity} model=${model.id} a=${query.a ?? word} b=${query.b ?? second} />
      <${Analogy} model=${model.id} plus=${query.plus ?? first} minus=${query.minus ?? second} and=${query.and ?? third} />
      <${Softmax} model=${model.id} context=${query.context ?? word} target=${query.target ?? second} />
      <${SideBySide} dataset=${model.dataset} ids=${(query.three ?? "").split(",").filter(Boolean)} word=${word} />
    </div>`;
  }}<//>`;
}

/** @param {{query: Record<string, string>}} props */
export default function WordsPage({ query }) {
  const loaded = useLoaded(load, [query.model ?? ""]);
  const model = loaded.data?.models.find(({ id }) => id === query.model) ?? loaded.data?.models[0];
  const snippets = model ? callSnippets(location.origin, { path: `/models/${model.id}/neighbours?word=${encodeURIComponent(query.word ?? "people")}` }) : null;
  return html`<${Lab} page="words" lead="A word becomes a point among other words: those that stand in the same company come to stand together. Click one." snippets=${snippets}>
    <${Later} loaded=${loaded} wait="The word vectors are being fetched.">${(/** @type {Awaited<ReturnType<typeof load>>} */ data) => html`<div>
      ${model ? html`<${Words} key=${model.id} data=${data} model=${model} query=${query} />` : html`<${Nothing} query=${query} reload=${loaded.reload} />`}
      ${model && html`<${Training} kinds=${data.kinds} datasets=${data.datasets} query=${query} />`}
    </div>`}<//>
  <//>`;
}
