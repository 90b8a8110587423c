/** Softmax of a vector: probabilities that sum to 1, each of which depends on all inputs. */

import { ask } from "../../api.js";
import { NumberCell } from "../../components/number-field.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { numbersIn, WITHIN } from "../../lib/query.js";
import { numberField } from "../../lib/schema.js";
import { patchQuery } from "../../state.js";
import { softmaxBody } from "./calls.js";
import { logProbabilities, probability } from "./probability.js";

const VECTOR = [2, 1, -1];

/** @param {{query: Record<string, string>}} props */
export function SoftmaxBars({ query }) {
  const vector = numbersIn(query, "vector", VECTOR, WITHIN);
  const answer = useAnswer(vector.join(","), () => ask("/network/forward", softmaxBody(vector)));
  /** @type {number[]} */
  const probabilities = answer.data?.y_hat[0] ?? [];
  const logarithms = logProbabilities(vector);
  return html`<div>
    <p class="soft">
      Softmax turns a vector into probabilities that sum to 1. Increase one input: its probability grows and all others decrease.
    </p>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <div class="softmax-bars">${vector.map(
      (value, i) => html`
        <span>x<sub>${i + 1}</sub></span>
        <${NumberCell} field=${numberField(`softmax-${i}`, `Input x${i + 1}`)} value=${value}
          change=${(/** @type {number} */ next) => patchQuery({ vector: vector.with(i, next).join(",") })} />
        <span><span class="bar" style=${`display: block; width: ${100 * (probabilities[i] ?? 0)}%`}></span></span>
        <output aria-label=${`Probability ${i + 1}`}>
          ${probabilities[i] === undefined ? "–" : probability(probabilities[i], logarithms[i])}
        </output>
      `,
    )}</div>
    <p class="transport">
      ${
        vector.length < 10 &&
        html`<button class="quiet" onClick=${() => patchQuery({ vector: [...vector, 0].join(",") })}>Add an input</button>`
      }
      ${
        vector.length > 2 &&
        html`<button class="quiet" onClick=${() => patchQuery({ vector: vector.slice(0, -1).join(",") })}>Remove an input</button>`
      }
      <span class="soft">${vector.length} inputs</span>
    </p>
  </div>`;
}
