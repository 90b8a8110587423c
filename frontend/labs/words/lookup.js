/** The embedding of a word, looked up by its one-hot vector. */

import { ask } from "../../api.js";
import { FormulaPair } from "../../components/formula.js";
import { useAnswerAbout } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { counted, fixed } from "../../lib/numbers.js";

const LOOKUP = { tex: "e_w = E\\,o_w", plain: "e_w = E o_w" };

/** @param {{model: string, context: string}} props */
export function Lookup({ model, context }) {
  /** @returns {Promise<import("../../lib/api-types.js").LookupAnswer>} */
  const question = () => ask("/embeddings/lookup", { model, word: context });
  const { data, about } = useAnswerAbout({ model, context }, question);
  const vector = data?.vector
    .slice(0, 4)
    .map((v) => fixed(v, 3))
    .join(", ");
  return html`<div>
    <${FormulaPair} general=${LOOKUP} label="Embedding lookup" numbers=${
      data && {
        tex: `e_{\\text{${about.context}}} = E\\,o_{${data.one_hot}} = (${vector}, \\dots)`,
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
