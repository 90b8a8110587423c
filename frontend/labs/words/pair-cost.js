/** The cost of one pair, with its terms: of negative sampling, or of GloVe within a block of words. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { useAnswerAbout } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { fixed, integer, percent, significant, termPlaces } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { signed, sumOf, probability as written } from "./estimates.js";

/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {import("../../lib/api-types.js").GloveCost} GloveCost */
/** @typedef {import("../../lib/api-types.js").GloveTerm} GloveTerm */
/** @typedef {import("../../lib/api-types.js").NegativeSamplingCost} SampledCost */

const J = {
  tex:
    "J(\\theta) = \\frac12 \\sum_{i,j=1}^{|V|} f(X_{ij})\\bigl(\\theta_i^T e_j + b_i + b'_j - \\ln X_{ij}\\bigr)^2, " +
    "\\qquad f(X) = \\min\\bigl(1, X/x_{\\max}\\bigr)^{\\alpha}",
  plain: "J(θ) = ½ Σ f(X_ij) (θ_i·e_j + b_i + b′_j − ln X_ij)², f(X) = min(1, X/x_max)^α",
};
const SAMPLED = {
  tex: "-\\ln\\sigma(\\theta_t^T h) - \\sum_{n=1}^{k} \\ln\\sigma(-\\theta_n^T h)",
  plain: "−ln σ(θ_t·h) − Σ ln σ(−θ_n·h)",
};
/** A sum and its rounded total, as a formula. @param {string} sum @param {string} total */
const approximately = (sum, total) => ({ tex: `${sum} \\approx ${total}`, plain: `${sum} ≈ ${total}` });

const BLOCK = 4; // neighbours of each of both words

/** @param {GloveCost} cost @param {GloveTerm} term */
function termInNumbers({ b, b_prime }, { i, j, weight, product, log_x, error, cost }) {
  if (log_x === null || error === null || weight === null) return null;
  const inside = sumOf([product, b[i], b_prime[j], -log_x]);
  const [f, result] = [fixed(weight, 3), significant(cost ?? 0, 4)];
  return {
    tex: `\\tfrac12 \\cdot ${f} \\cdot (${inside})^2 = \\tfrac12 \\cdot ${f} \\cdot (${fixed(error, 3)})^2 = ${result}`,
    plain: `½ · ${f} · (${inside})² = ${result}`,
  };
}

/** What one term is made of, as a tooltip. @param {GloveCost} all @param {GloveTerm} term */
function about({ words, limit }, { i, j, x, weight, error }) {
  const pair = `i = ${words[i]}, j = ${words[j]}`;
  if (x === null) return `${pair}: X below ${significant(limit, 3)}, not kept with the model`;
  if (x === 0) return `${pair}: X = 0, so f(X) = 0`;
  return `${pair}: X = ${significant(x, 4)}, f(X) = ${fixed(weight, 3)}, error ${fixed(error, 3)}`;
}

/** The terms of a block. @param {{cost: GloveCost}} props */
function Block({ cost }) {
  const { words, terms } = cost;
  const most = Math.max(...terms.map((term) => term.cost ?? 0), 1e-12);
  return html`<div class="table-scroll"><table class="cost-block">
    <caption>½ f(X<sub>ij</sub>) error² of each pair; a dot: too rare to be kept</caption>
    <thead><tr><th></th>${words.map((word) => html`<th key=${word} scope="col">${word}</th>`)}</tr></thead>
    <tbody>${words.map(
      (word, i) =>
        html`<tr key=${word}><th scope="row">${word}</th>${words.map((other, j) => {
          const term = terms[i * words.length + j];
          const shade = Math.round((45 * (term.cost ?? 0)) / most);
          return html`<td key=${other} title=${about(cost, term)} tabindex="0" onClick=${() => patchQuery({ target: word, context: other })}
          style=${`background: color-mix(in srgb, var(--curve-2) ${shade}%, transparent)`}
          >${term.cost === null ? "·" : fixed(term.cost, 3)}</td>`;
        })}</tr>`,
    )}</tbody>
  </table></div>`;
}

/** @param {{model: Model, target: string, context: string}} props */
function Glove({ model: { id: model }, target, context }) {
  const question = async () => {
    /** @type {{neighbours: {word: string}[]}[]} */
    const near = await Promise.all(
      [target, context].map((word) => ask(`/models/${model}/neighbours?k=${BLOCK}&word=${encodeURIComponent(word)}`)),
    );
    const words = new Set([target, context, ...near.flatMap(({ neighbours }) => neighbours.map(({ word }) => word))]);
    return /** @type {Promise<GloveCost>} */ (ask("/embeddings/glove-cost", { model, words: [...words] }));
  };
  const { data, about, error } = useAnswerAbout({ model, target, context }, question);
  if (!data) return error ? html`<${Problem} error=${error} />` : null;
  const pair = `i = ${about.target}, j = ${about.context}`;
  const term = data.terms[about.target === about.context ? 0 : 1] ?? data.terms[0];
  const share = term.cost !== null && data.cost ? term.cost / data.cost : null;
  return html`<div>
    <${FormulaPair} general=${J} numbers=${termInNumbers(data, term)} label="GloVe’s cost" />
    <p class="soft">
      ${
        term.cost === null
          ? `The pair ${pair} is too rare to be kept with the model, so its term is not known.`
          : `The term of ${pair}: X = ${significant(term.x ?? 0, 4)}, ${percent(share)} of the block, whose J is ${fixed(data.cost, 3)}.`
      }
      ${data.total !== null && ` Over all pairs of the text J = ${data.total < 1000 ? fixed(data.total, 3) : integer(data.total)}.`}
    </p>
    <${Block} cost=${data} />
  </div>`;
}

/** @param {{model: Model, target: string, context: string}} props the cost of skip-gram and CBOW with negative sampling */
function Sampled({ model, target, context }) {
  const isCbow = model.params.architecture === "cbow";
  const question = async () => {
    /** @type {{neighbours: {word: string}[]}} */
    const { neighbours } = isCbow
      ? await ask(`/models/${model.id}/neighbours?k=3&word=${encodeURIComponent(context)}`)
      : { neighbours: [] };
    const window = [context, ...neighbours.map(({ word }) => word)].filter((word) => word !== target || word === context);
    return /** @type {Promise<SampledCost>} */ (ask("/embeddings/negative-sampling-cost", { model: model.id, context: window, target }));
  };
  const { data, about, error } = useAnswerAbout({ model: model.id, target, context }, question);
  if (!data) return error ? html`<${Problem} error=${error} />` : null;
  const costs = data.terms.map(({ cost }) => cost);
  const [sum, total, places] = [sumOf(costs), fixed(data.cost, 3), termPlaces(costs)];
  return html`<div>
    <${FormulaPair} general=${SAMPLED} numbers=${approximately(sum, total)} label="Cost of negative sampling" />
    <p class="soft">
      ${
        isCbow
          ? `CBOW: h is the mean of the vectors of the context, here ${data.contexts.map((word) => `“${word}”`).join(", ")}.`
          : `Skip-gram: h is the vector of the context “${about.context}”.`
      }
      ${` The target “${about.target}” is the positive pair; the other ${data.terms.length - 1} words are drawn from Pₙ, as in training.`}
    </p>
    <div class="table-scroll"><table class="score-table">
      <caption class="visually-hidden">Terms of the cost</caption>
      <thead><tr>${["word", "label", "θᵀh", "σ(θᵀh)", "cost"].map((one) => html`<th key=${one} scope="col">${one}</th>`)}</tr></thead>
      <tbody>${data.terms.map(
        ({ word, label, score, probability, cost }, row) => html`<tr key=${row}><th scope="row">${word}</th><td>${label}</td>
          <td>${signed(score)}</td><td>${written(probability)}</td><td>${fixed(cost, places)}</td></tr>`,
      )}</tbody>
    </table></div>
  </div>`;
}

const CROSS_ENTROPY = { tex: "-\\ln P(t\\mid c)", plain: "−ln P(t|c)" };

/** @param {{model: Model, target: string, context: string}} props */
function FullSoftmax({ model: { id: model }, target, context }) {
  /** @returns {Promise<import("../../lib/api-types.js").Probability>} */
  const question = () => ask("/embeddings/softmax", { model, target, context });
  const { data: last, error, isCurrent } = useAnswerAbout({ model, target, context }, question);
  const data = isCurrent ? last : null;
  if (!data) return error ? html`<${Problem} error=${error} />` : null;
  const [sum, total] = [sumOf([data.log_sum, -data.score]), fixed(data.log_sum - data.score, 3)];
  return html`<${FormulaPair} general=${CROSS_ENTROPY} numbers=${approximately(sum, total)} label="Cost of the softmax" />`;
}

/** @param {{model: Model, target: string, context: string}} props */
export function PairCost({ model, target, context }) {
  const isGlove = model.kind === "glove";
  const Cost = isGlove ? Glove : model.params.objective === "softmax" ? FullSoftmax : Sampled;
  return html`<${Figure} number="5" title=${isGlove ? "Cost J of GloVe" : "Cost of one pair"} id="pair-cost">
    <${Cost} model=${model} target=${target} context=${context} />
  <//>`;
}
