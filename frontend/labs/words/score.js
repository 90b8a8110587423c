/** The score of a target in a context: what it estimates, beside what is counted in the text. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { Erratum } from "../../components/lab.js";
import { useAnswerAbout } from "../../components/use-answer.js";
import { Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { fixed, integer, significant } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { formulaInNumbers, generalFormula, probability, SOFTMAX, signed, softmaxInNumbers } from "./estimates.js";
import { Lookup } from "./lookup.js";
import { WordField } from "./word-field.js";

/** @typedef {import("../../lib/api-types.js").PairScore} PairScore */

const encode = encodeURIComponent;
const TOP = 6;
const TRAINED_WITH = { softmax: "the full softmax", negative_sampling: "negative sampling", glove: "GloVe’s cost J" };

/** @param {PairScore} score */
function countedText({ counted, context, objective }) {
  if (!counted) return "This model was trained by an older version, which kept no counts; train it again to compare.";
  if (counted.count === null)
    return `The pair stands together less than ${significant(counted.limit, 3)} times; only more frequent pairs are kept with the model.`;
  const thinned = objective === "glove" ? "" : ", in the text as training reads it, with frequent words thinned out";
  const count = `${significant(counted.count, 4)} of ${integer(counted.total)}`;
  return `X = ${count} pairs with the context “${context}”, weighted by distance${thinned}.`;
}

/** The score and the probability, of the model and of the text. @param {{score: PairScore}} props */
function Compared({ score }) {
  const { counted, target, context } = score;
  return html`<div class="table-scroll"><table class="score-table">
    <caption class="visually-hidden">“${target}” in the context “${context}”</caption>
    <thead><tr><th scope="col">t = ${target}, c = ${context}</th><th scope="col">model</th><th scope="col">counted</th></tr></thead>
    <tbody>
      <tr>
        <th scope="row">score</th>
        <td data-value="score">${signed(score.score)}</td><td data-value="counted-score">${signed(counted?.score)}</td>
      </tr>
      <tr>
        <th scope="row">P(t | c)</th>
        <td data-value="probability">${probability(score.probability)}</td>
        <td data-value="counted-probability">${probability(counted?.probability)}</td>
      </tr>
    </tbody>
  </table></div>
  <p class="soft small">${countedText(score)}</p>`;
}

/** The most probable targets of the context. @param {{score: PairScore}} props */
function Top({ score: { top, context, rank, target, correlation } }) {
  if (rank === null) return null;
  return html`<div>
    <div class="table-scroll"><table class="score-table">
      <caption>The most probable targets in the context “${context}”; “${target}” has rank ${integer(rank)}</caption>
      <thead><tr><th scope="col">t</th><th scope="col">P(t | c), model</th><th scope="col">counted</th></tr></thead>
      <tbody>${top
        .slice(0, TOP)
        .map(
          ({ word, probability: p, counted }) =>
            html`<tr key=${word}><th scope="row">${word}</th><td>${probability(p)}</td><td>${probability(counted)}</td></tr>`,
        )}</tbody>
    </table></div>
    ${
      correlation !== null &&
      html`<p class="soft small">
        Correlation of the score with its counted value over all pairs kept with the model: r = ${fixed(correlation, 2)}.
      </p>`
    }
  </div>`;
}

/** How the probability follows from the score. @param {{score: PairScore}} props */
function HowProbable({ score: { objective, architecture } }) {
  if (architecture === "cbow" && objective === "negative_sampling")
    return html`CBOW is trained with the mean h of a whole window C. Here h is the vector of one word, so the score is no estimate of
      P(t | c).`;
  if (objective === "negative_sampling")
    return html`The model’s P(t | c) is k P<sub>n</sub>(t) e<sup>score</sup>, an estimate: over all t it adds up to about 1.`;
  if (objective === "glove")
    return html`The model’s P(t | c) is e<sup>score</sup> / Σ<sub>j</sub> X<sub>jc</sub>, an estimate: over all t it need not add up to 1.`;
  return architecture === "cbow" ? html`Here the window of CBOW is the one word c.` : null;
}

/** @param {{score: PairScore|null}} props */
const NegativeSamplingErratum = ({ score }) => html`<${Erratum}>
  <p>
    §5.1 presents negative sampling as a model; it is a training objective of skip-gram and CBOW. With it,
    θ<sub>t</sub><sup>T</sup>e<sub>c</sub> estimates ln(P(t | c) / P<sub>n</sub>(t)) − ln k, with k negative samples per pair drawn from
    P<sub>n</sub>; GloVe fits ln X<sub>tc</sub>. The softmax is P(t | c) only where it is the objective.
  </p>
  ${
    score &&
    score.objective !== "softmax" &&
    html`<${FormulaPair} general=${SOFTMAX} numbers=${softmaxInNumbers(score)} label="Softmax" />
      <p>
        This embedding was trained with ${TRAINED_WITH[score.objective]}: for “${score.target}” in the context “${score.context}” the
        formula as printed gives <b data-value="softmax">${probability(score.softmax)}</b>${
          score.probability !== null && html`, the score gives P(t | c) = <b>${probability(score.probability)}</b>`
        }${score.counted?.probability ? html`, the count is <b>${probability(score.counted.probability)}</b>` : ""}.
      </p>`
  }
<//>`;

/** @param {{model: string, context: string, target: string}} props */
export function Score({ model, context, target }) {
  /** @returns {Promise<PairScore>} */
  const question = () => ask(`/models/${model}/score?target=${encode(target)}&context=${encode(context)}`);
  const { data: last, error, isCurrent } = useAnswerAbout({ model, context, target }, question);
  const data = isCurrent ? last : null;
  return html`<${Figure} number="4" title="Embedding lookup, score and softmax" id="softmax">
    <div class="word-fields">
      <${WordField} label="context c" model=${model} value=${context}
        change=${(/** @type {string} */ word) => patchQuery({ context: word })} wrong=${error?.message} />
      <${WordField} label="target t" model=${model} value=${target}
        change=${(/** @type {string} */ word) => patchQuery({ target: word })} />
    </div>
    <${Lookup} model=${model} context=${context} />
    ${!data && !error && html`<${Waiting}>Computing the score.<//>`}
    ${
      data &&
      html`<div>
        <p class="soft">
          Trained with ${TRAINED_WITH[data.objective]}${
            data.architecture ? ` (${data.architecture === "cbow" ? "CBOW" : "skip-gram"})` : ""
          }:
          what the score of a target in a context estimates.
          ${data.objective === "glove" && " Here e is the context vector; the embedding above is ½(e + θ)."}
        </p>
        <${FormulaPair} general=${generalFormula(data)} numbers=${formulaInNumbers(data)} label="Score" />
        <div class="score-tables">
          <div><${Compared} score=${data} /><p class="soft small"><${HowProbable} score=${data} /></p></div>
          <${Top} score=${data} />
        </div>
      </div>`
    }
    <${NegativeSamplingErratum} score=${data} />
  <//>`;
}
