/** The map of the most frequent words, the nearest neighbours of the chosen one, and which embedding is shown. */

import { askLong } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { modelNames } from "../../lib/model-names.js";
import { integer, significant } from "../../lib/numbers.js";
import { numberIn, wordIn } from "../../lib/query.js";
import { patchQuery } from "../../state.js";
import { Ranked } from "./neighbours.js";
import { openModel } from "./open-model.js";
import { WordField } from "./word-field.js";
import { WordMap } from "./word-map.js";

/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {import("../../lib/types.js").Dataset} Dataset */
/** @typedef {import("./map-view.js").Point} Point */

const METHODS = /** @type {const} */ (["tsne", "pca"]);
const SIZES = [200, 500, 1000, 2000];
const FORMATS = [
  ["csv", "CSV"],
  ["word2vec", "word2vec text"],
  ["projector", "vectors.tsv"],
  ["metadata", "metadata.tsv"],
];

/**
 * The most frequent words projected to the plane. PCA, which is quick, is shown until t-SNE is computed.
 * @param {string} model
 * @param {"tsne"|"pca"} method
 * @param {number} size
 */
function useMap(model, method, size) {
  /** @returns {() => Promise<{points: Point[], perplexity: number|null}>} */
  const projection = (/** @type {string} */ by) => () => askLong(`/models/${model}/projection?method=${by}&limit=${size}`);
  const pca = useAnswer(`${model} ${size}`, projection("pca"));
  const tsne = useAnswer(method === "tsne" ? `${model} ${size}` : "", projection("tsne"));
  if (method === "pca") return { ...pca, asking: false };
  return tsne.data ? tsne : { ...pca, error: tsne.error ?? pca.error, asking: !tsne.error };
}

/** @typedef {ReturnType<typeof useMap>} Map */

/** @param {string} word */
const choose = (word) => patchQuery({ word });

/** @param {{map: Map, word: string, neighbours: string[]}} props */
function Drawn({ map, word, neighbours }) {
  if (map.data) return html`<${WordMap} points=${map.data.points} chosen=${word} neighbours=${neighbours} choose=${choose} />`;
  if (map.error) return html`<${Problem} error=${map.error} />`;
  return html`<div class="word-map"><${Waiting}>Computing the map.<//></div>`;
}

const PERPLEXITY = 30;

/** @param {{points: Point[], perplexity: number|null}} map */
const perplexityText = ({ points, perplexity }) =>
  perplexity !== null && perplexity < PERPLEXITY
    ? `t-SNE with perplexity ${significant(perplexity, 3)}, not ${PERPLEXITY}: at most a third of the ${integer(points.length - 1)} others.`
    : `t-SNE with perplexity ${PERPLEXITY}; another seed gives another map.`;

/** How the map is computed. @param {{map: Map, method: string, size: number}} props */
const MapSettings = ({ map, method, size }) => html`
  <div class="choices" role="group" aria-label="Method">
    ${METHODS.map(
      (id) =>
        html`<button key=${id} class="choice" aria-pressed=${id === method} onClick=${() => patchQuery({ map: id === "tsne" ? null : id })}>
          ${id === "pca" ? "PCA" : "t-SNE"}
        </button>`,
    )}
    ${map.asking && map.data && html`<span class="soft small" role="status">computing t-SNE …</span>`}
  </div>
  ${map.error && map.data && html`<p class="wrong small" role="alert">${map.error.message}</p>`}
  ${map.data?.perplexity && html`<p class="soft small">${perplexityText(map.data)}</p>`}
  <label class="word-field">
    <span>words shown, by frequency</span>
    <select value=${size} onChange=${onText((text) => patchQuery({ words: text }))}>
      ${SIZES.map((n) => html`<option key=${n} value=${n}>${integer(n)}</option>`)}
    </select>
  </label>
`;

/** Which embedding is open, and its vectors as files. @param {{model: Model, models: Model[], datasets: Dataset[]}} props */
function Embedding({ model, models, datasets }) {
  const names = modelNames(models, datasets);
  const open = (/** @type {string} */ id) => openModel(id, models.find((one) => one.id === id)?.dataset === model.dataset);
  return html`
    <label class="word-field">
      <span>embedding</span>
      <select value=${model.id} onChange=${onText(open)}>
        ${models.map(({ id }, i) => html`<option key=${id} value=${id}>${names[i]}</option>`)}
      </select>
    </label>
    <p class="small">
      ${FORMATS.map(
        ([format, title]) =>
          html`<a key=${format} href=${`./api/v1/models/${model.id}/vectors?format=${format}`} download style="margin-right: var(--s3)">
            ${title}
          </a>`,
      )}
    </p>
  `;
}

/**
 * @typedef {{model: Model, models: Model[], datasets: Dataset[], query: Record<string, string>, word: string,
 *   near: ReturnType<typeof import("./neighbours.js").useNeighbours>}} Props `near`: the neighbours of the word
 */

/** @param {Props} props */
export function MapFigure({ model, models, datasets, query, word, near }) {
  const method = wordIn(query, "map", METHODS);
  const size = numberIn(query, "words", 1000, { integer: true, minimum: 2 });
  const map = useMap(model.id, method, size);
  const list = near.error ? [] : (near.data?.neighbours ?? []);
  const points = map.data?.points ?? [];
  const isHidden = map.data && !near.error && !points.some((point) => point.word === word);
  return html`<${Figure} number="1" title="Map and nearest neighbours" id="map">
    <div class="stage words-stage">
      <${Drawn} map=${map} word=${word} neighbours=${list.map((one) => one.word)} />
      <div class="panel">
        <${WordField} label="find a word" model=${model.id} value=${word} change=${choose} wrong=${near.error?.message} />
        ${
          list.length > 0 &&
          html`<div>
            <h3>Nearest neighbours of “${near.data?.word}”</h3>
            <${Ranked} list=${list} choose=${choose} />
          </div>`
        }
        ${
          isHidden &&
          html`<p class="soft small">The map shows the ${integer(points.length)} most frequent words of the vocabulary;
            “${word}” is not one of them.</p>`
        }
        <h3>Map</h3>
        <${MapSettings} map=${map} method=${method} size=${size} />
        <${Embedding} model=${model} models=${models} datasets=${datasets} />
      </div>
    </div>
  <//>`;
}
