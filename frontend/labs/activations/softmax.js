/** Softmax takes a whole vector: each number becomes a share. */

import { ask } from "../../api.js";
import { useAnswer } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { percent } from "../../lib/numbers.js";
import { numbersIn } from "../../lib/query.js";
import { patchQuery } from "../../state.js";

const GIVEN = [2, 1, 0.1, -1];

/** A network of one layer with the identity as weights does nothing but its activation. @param {number[]} z */
const network = (z) => ({ layers: [{ weights: z.map((_, i) => z.map((__, j) => (i === j ? 1 : 0))), bias: z.map(() => 0), activation: "softmax" }], x: [z] });

/** @param {{query: Record<string, string>}} props */
export function Softmax({ query }) {
  const z = numbersIn(query, "z", GIVEN);
  const answer = useAnswer(JSON.stringify(z), () => ask("/network/forward", network(z)));
  const shares = answer.data?.y_hat[0] ?? [];
  return html`<div class="softmax">${z.map((value, i) => html`<div key=${i}><input type="number" step="0.1" value=${value} aria-label=${`z ${i + 1}`} onInput=${(/** @type {any} */ e) => Number.isFinite(e.target.valueAsNumber) && patchQuery({ z: z.map((old, k) => (k === i ? e.target.valueAsNumber : old)).join(",") })} />
    <div class="bar"><i style=${`width: ${100 * (shares[i] ?? 0)}%`}></i></div><span>${percent(shares[i])}</span></div>`)}</div>`;
}
