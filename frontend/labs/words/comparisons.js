/** What vectors say of words: how alike two are, what completes an analogy, and how probable one is beside another. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { useAnswer } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { fixed, significant } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { fitted } from "./map-view.js";
import { Ranked } from "./neighbours.js";
import { WordField } from "./word-field.js";

const encode = encodeURIComponent;
const LENGTHS = "\\lVert w_1\\rVert\\,\\lVert w_2\\rVert";
const COSINE = {
  tex: `${texSymbol("cosine", "\\cos(\\theta)")} = \\frac{${texSymbol("product", "w_1\\cdot w_2")}}{${LENGTHS}}`,
  plain: "cos θ = w1·w2 / (‖w1‖ ‖w2‖)",
};

/** `0.029`, `2.87\cdot 10^{-4}`. @param {number} value */
function texProbability(value) {
  const [digits, exponent] = value.toExponential(2).split("e");
  return value >= 0.01 ? fixed(value, 3) : `${digits}\\cdot 10^{${Number(exponent)}}`;
}

/** @param {{model: string, a: string, b: string}} props */
export function Similarity({ model, a, b }) {
  /** @returns {Promise<{product: number, length_a: number, length_b: number, similarity: number}>} */
  const question = () => ask(`/models/${model}/similarity?a=${encode(a)}&b=${encode(b)}`);
  const { data, error } = useAnswer(`${model} ${a} ${b}`, question);
  const [product, first, second, cosine] = data
    ? [data.product, data.length_a, data.length_b, data.similarity].map((v) => fixed(v, 3))
    : [];
  return html`<${Figure} number="2" title="How alike two words are">
    <div class="word-fields">
      <${WordField} label="word 1" model=${model} value=${a} change=${(/** @type {string} */ word) => patchQuery({ a: word })}
        wrong=${error?.message} />
      <${WordField} label="word 2" model=${model} value=${b} change=${(/** @type {string} */ word) => patchQuery({ b: word })} />
      <output class="large" aria-label="Similarity" data-symbol="cosine">${cosine?.replace("-", "−") ?? ""}</output>
    </div>
    <${FormulaPair} general=${COSINE} numbers=${
      data && {
        tex: `${texSymbol("cosine", cosine)} = \\frac{${texSymbol("product", product)}}{${first} \\cdot ${second}}`,
        plain: `${cosine} = ${product} / (${first} · ${second})`,
      }
    } />
  <//>`;
}

/** @param {{places: {word: string, role: string, x: number, y: number}[], sum: [number, number]}} props */
function Arrows({ places, sum }) {
  const points = fitted(
    [
      ...places.map((place) => ({ ...place, count: 0 })),
      { word: "", role: "sum", count: 0, x: sum[0], y: sum[1] },
      { word: "", role: "", count: 0, x: 0, y: 0 },
    ].slice(0, places.length + 1),
  );
  const at = (/** @type {{x: number, y: number}} */ { x, y }) => [200 + 150 * x, 130 - 105 * y];
  const last = at(points[points.length - 1]);
  const role = (/** @type {string} */ name) => places.findIndex((place) => place.role === name);
  const lines = [[role("negative"), places.findIndex(({ role: r }) => r === "positive")]].filter((pair) => pair.every((i) => i >= 0));
  return html`<svg class="plot analogy" viewBox="0 0 400 260" role="img"
    aria-label="The vectors of the analogy in the plane of their principal components"
  >
    ${lines.map(
      ([from, to]) =>
        html`<line key=${from} x1=${at(points[from])[0]} y1=${at(points[from])[1]} x2=${at(points[to])[0]} y2=${at(points[to])[1]} />`,
    )}
    ${places
      .filter(({ role: r }) => r === "positive")
      .slice(1)
      .map((place) => {
        const [x, y] = at(points[places.indexOf(place)]);
        return html`<line key=${place.word} x1=${x} y1=${y} x2=${last[0]} y2=${last[1]} />`;
      })}
    <circle class="sum" cx=${last[0]} cy=${last[1]} r="7" />
    ${places.map((place, i) => {
      const [x, y] = at(points[i]);
      return html`<g key=${place.word} class=${place.role}>
        <circle cx=${x} cy=${y} r="4" />
        <text x=${x > 300 ? x - 8 : x + 8} y=${place.role === "other" ? y + 15 : y - 6} text-anchor=${x > 300 ? "end" : "start"}>
          ${place.word}
        </text>
      </g>`;
    })}
  </svg>`;
}

/** @param {{model: string, plus: string, minus: string, and: string}} props plus − minus + and */
export function Analogy({ model, plus, minus, and }) {
  const { data, error } = useAnswer(`${model} ${plus} ${minus} ${and}`, () =>
    ask(`/models/${model}/analogy?k=6&positive=${encode(`${plus},${and}`)}&negative=${encode(minus)}`),
  );
  return html`<${Figure} number="3" title="One word is to another as …">
    <div class="word-fields">
      <${WordField} label="word" model=${model} value=${plus} change=${(/** @type {string} */ word) => patchQuery({ plus: word })}
        wrong=${error?.message} />
      <${WordField} label="minus" model=${model} value=${minus} change=${(/** @type {string} */ word) => patchQuery({ minus: word })} />
      <${WordField} label="plus" model=${model} value=${and} change=${(/** @type {string} */ word) => patchQuery({ and: word })} />
    </div>
    ${
      data &&
      html`<div class="stage">
        <${Arrows} places=${data.places} sum=${data.sum} />
        <div class="panel"><h3>Nearest to the sum</h3><${Ranked} list=${data.answers} /></div>
      </div>`
    }
  <//>`;
}

/** @param {{model: string, context: string, target: string}} props */
export function Softmax({ model, context, target }) {
  /** @returns {Promise<{score: number, log_sum: number, probability: number, rank: number, top: {word: string}[]}>} */
  const question = () => ask("/embeddings/softmax", { model, context, target });
  const { data, error } = useAnswer(`${model} ${context} ${target}`, question);
  /** @returns {Promise<{one_hot: number, vector: number[]}>} */
  const lookUp = () => ask("/embeddings/lookup", { model, word: context });
  const looked = useAnswer(`${model} ${context}`, lookUp);
  const vector = looked.data?.vector
    .slice(0, 4)
    .map((v) => fixed(v, 3))
    .join(", ");
  return html`<${Figure} number="4" title="From a word to its vector to its neighbours in the text">
    <div class="word-fields">
      <${WordField} label="context c" model=${model} value=${context}
        change=${(/** @type {string} */ word) => patchQuery({ context: word })} wrong=${error?.message} />
      <${WordField} label="target t" model=${model} value=${target}
        change=${(/** @type {string} */ word) => patchQuery({ target: word })} />
    </div>
    <${FormulaPair} general=${{ tex: "e_w = E\\,o_w", plain: "e_w = E o_w" }}
      numbers=${
        looked.data && {
          tex: `e_{\\text{${context}}} = E\\,o_{${looked.data.one_hot}} = (${vector}, \\dots)`,
          plain: `e = E o = (${vector}, …)`,
        }
      } />
    <${FormulaPair}
      general=${{
        tex: "P(t\\mid c) = \\frac{e^{\\theta_t^T e_c}}{\\sum_{j=1}^{|V|} e^{\\theta_j^T e_c}}",
        plain: "P(t|c) = e^(θ_t·e_c) / Σ e^(θ_j·e_c)",
      }}
      numbers=${
        data && {
          tex: `P = \\frac{e^{${fixed(data.score, 3)}}}{e^{${fixed(data.log_sum, 3)}}} = ${texProbability(data.probability)}`,
          plain: `P = e^${fixed(data.score, 3)} / e^${fixed(data.log_sum, 3)} = ${significant(data.probability, 3)}`,
        }
      } />
    ${
      data &&
      html`<p class="soft">
        Rank ${data.rank} of all words; the most probable beside “${context}”:${" "}
        ${data.top
          .slice(0, 6)
          .map(({ word }) => word)
          .join(", ")}.
      </p>`
    }
  <//>`;
}
