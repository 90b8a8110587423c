/** The cosine similarity of two words. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { useAnswerAbout } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { fixed } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { WordField } from "./word-field.js";

const encode = encodeURIComponent;
const NORMS = "\\lVert w_1\\rVert\\,\\lVert w_2\\rVert";
const GENERAL = {
  tex: `${texSymbol("cosine", "\\cos(\\theta)")} = \\frac{${texSymbol("product", "w_1\\cdot w_2")}}{${NORMS}}`,
  plain: "cos θ = w1·w2 / (‖w1‖ ‖w2‖)",
};

/** @param {{model: string, a: string, b: string}} props */
export function CosineSimilarity({ model, a, b }) {
  /** @returns {Promise<{product: number, length_a: number, length_b: number, similarity: number}>} */
  const question = () => ask(`/models/${model}/similarity?a=${encode(a)}&b=${encode(b)}`);
  const { data: last, error, isCurrent } = useAnswerAbout({ model, a, b }, question);
  const data = isCurrent ? last : null;
  const [product, first, second, cosine] = data
    ? [data.product, data.length_a, data.length_b, data.similarity].map((v) => fixed(v, 3))
    : [];
  return html`<${Figure} number="2" title="Cosine similarity" id="cosine-similarity">
    <div class="word-fields">
      <${WordField} label="word 1" model=${model} value=${a} change=${(/** @type {string} */ word) => patchQuery({ a: word })}
        wrong=${error?.message} />
      <${WordField} label="word 2" model=${model} value=${b} change=${(/** @type {string} */ word) => patchQuery({ b: word })} />
      <output class="large" aria-label="Cosine similarity" data-symbol="cosine">${cosine?.replace("-", "−") ?? ""}</output>
    </div>
    <${FormulaPair} general=${GENERAL} numbers=${
      data && {
        tex: `${texSymbol("cosine", cosine)} = \\frac{${texSymbol("product", product)}}{${first} \\cdot ${second}}`,
        plain: `${cosine} = ${product} / (${first} · ${second})`,
      }
    } />
  <//>`;
}
