/** The embedding of a context word, looked up by its one-hot vector, and the softmax over all targets. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { Erratum } from "../../components/lab.js";
import { useAnswer } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { counted, fixed, significant } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { WordField } from "./word-field.js";

const LOOKUP = { tex: "e_w = E\\,o_w", plain: "e_w = E o_w" };
const SOFTMAX = {
  tex: "P(t\\mid c) = \\frac{e^{\\theta_t^T e_c}}{\\sum_{j=1}^{|V|} e^{\\theta_j^T e_c}}",
  plain: "P(t|c) = e^(θ_t·e_c) / Σ e^(θ_j·e_c)",
};
const TOP = 6;

/** `0.029`, `2.87\cdot 10^{-4}`. @param {number} value */
function texProbability(value) {
  const [digits, exponent] = value.toExponential(2).split("e");
  return value >= 0.01 ? fixed(value, 3) : `${digits}\\cdot 10^{${Number(exponent)}}`;
}

/** @param {{model: string, context: string}} props */
function Lookup({ model, context }) {
  /** @returns {Promise<{one_hot: number, size: number, vector: number[]}>} */
  const question = () => ask("/embeddings/lookup", { model, word: context });
  const { data } = useAnswer(`${model} ${context}`, question);
  const vector = data?.vector
    .slice(0, 4)
    .map((v) => fixed(v, 3))
    .join(", ");
  return html`<div>
    <${FormulaPair} general=${LOOKUP} label="Embedding lookup" numbers=${
      data && {
        tex: `e_{\\text{${context}}} = E\\,o_{${data.one_hot}} = (${vector}, \\dots)`,
        plain: `e = E o = (${vector}, …)`,
      }
    } />
    ${
      data &&
      html`<p class="soft">
        The one-hot vector o has ${counted(data.size, "component")}, one per word of the vocabulary V; the embedding e
        has ${counted(data.vector.length, "dimension")}.
      </p>`
    }
  </div>`;
}

const NegativeSamplingErratum = () => html`<${Erratum}>
  §5.1 presents negative sampling as a model; it is a training objective of skip-gram and CBOW. An embedding trained with it estimates
  θ<sub>t</sub><sup>T</sup>e<sub>c</sub> ≈ ln(P(t | c) / P<sub>n</sub>(t)) − ln k, with k negative samples per pair drawn from
  P<sub>n</sub>: then the softmax above is not P(t | c). It is only where the full softmax is the objective.
<//>`;

/** @param {{model: string, context: string, target: string}} props */
export function Softmax({ model, context, target }) {
  /** @returns {Promise<{score: number, log_sum: number, probability: number, rank: number, top: {word: string}[]}>} */
  const question = () => ask("/embeddings/softmax", { model, context, target });
  const { data, error } = useAnswer(`${model} ${context} ${target}`, question);
  return html`<${Figure} number="4" title="Embedding lookup and softmax" id="softmax">
    <div class="word-fields">
      <${WordField} label="context c" model=${model} value=${context}
        change=${(/** @type {string} */ word) => patchQuery({ context: word })} wrong=${error?.message} />
      <${WordField} label="target t" model=${model} value=${target}
        change=${(/** @type {string} */ word) => patchQuery({ target: word })} />
    </div>
    <${Lookup} model=${model} context=${context} />
    <${FormulaPair} general=${SOFTMAX} label="Softmax"
      numbers=${
        data && {
          tex: `P = \\frac{e^{${fixed(data.score, 3)}}}{e^{${fixed(data.log_sum, 3)}}} = ${texProbability(data.probability)}`,
          plain: `P = e^${fixed(data.score, 3)} / e^${fixed(data.log_sum, 3)} = ${significant(data.probability, 3)}`,
        }
      } />
    ${
      data &&
      html`<p class="soft">
        “${target}” has rank ${data.rank} of all targets. The most probable targets in the context “${context}”:${" "}
        ${data.top
          .slice(0, TOP)
          .map(({ word }) => word)
          .join(", ")}.
      </p>`
    }
    <${NegativeSamplingErratum} />
  <//>`;
}
