/** J as §3.1 prints it: K outputs, and the weights of all layers regularized. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { Formula } from "../../components/formula.js";
import { Erratum } from "../../components/lab.js";
import { NumberField } from "../../components/number-field.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberIn, numbersIn } from "../../lib/query.js";
import { numberField } from "../../lib/schema.js";
import { patchQuery } from "../../state.js";

import { ClassNetwork } from "./class-network.js";

/** @typedef {import("./page.js").Answer} Answer */
/**
 * @typedef {{classes: number[], x: number[][], y: number[][], yHat: number[][], weights: number[][][], strength: number,
 *   cost: Answer}} Result
 *   `strength`: λ
 */

const EXAMPLES = 3;
const HIDDEN = 4;
const MAX_CLASSES = 6;

/** @param {string} name @param {string} title @param {number} given @param {number} minimum @param {number} maximum */
const field = (name, title, given, minimum, maximum) => numberField(name, title, minimum, maximum, { type: "integer", default: given });

/** Numbers as rows of `width`. @param {number[]} numbers @param {number} width */
const inRows = (numbers, width) => Array.from({ length: numbers.length / width }, (_, i) => numbers.slice(i * width, (i + 1) * width));

/** The numbers in the address, where there are as many as are needed. @param {number[]} given @param {number} count */
const complete = (given, count) => (given.length === count && given.every((value) => Math.abs(value) <= 20) ? given : null);

/**
 * A network 2-4-K, three examples, and the cost of their outputs; weights and examples are random where the address has none.
 * @param {{k: number, seed: number, classes: number[], l2: number, xs: number[]|null, ws: number[]|null}} setup
 * @returns {Promise<Result>}
 */
async function compute({ k, seed, classes, l2, xs, ws }) {
  const [points, network] = await Promise.all([
    ask(`/points?shape=gauss&points=${MAX_CLASSES}&classes=2&seed=${seed}`),
    ask("/network/new", { inputs: 2, units: [HIDDEN, k], activations: ["tanh", "sigmoid"], seed }),
  ]);
  const x = xs ? inRows(xs, 2) : points.x.slice(0, EXAMPLES);
  const random = network.layers.map((/** @type {{weights: number[][]}} */ layer) => layer.weights);
  const weights = ws ? [inRows(ws.slice(0, 2 * HIDDEN), 2), inRows(ws.slice(2 * HIDDEN), HIDDEN)] : random;
  const layers = network.layers.map((/** @type {object} */ layer, /** @type {number} */ l) => ({ ...layer, weights: weights[l] }));
  const { y_hat } = await ask("/network/forward", { layers, x });
  const y = classes.map((label) => Array.from({ length: k }, (_, j) => Number(j === label)));
  return { classes, x, y, yHat: y_hat, weights, strength: l2, cost: await ask("/cost", { y_hat, y, weights, l2 }) };
}

/** −[y ln ŷ + (1 − y) ln(1 − ŷ)] of one output. @param {number} y @param {number} p */
const term = (y, p) => (y ? -Math.log(p) : -Math.log1p(-p));

/** Σ w² of a layer. @param {number[][]} weights */
const squares = (weights) => weights.flat().reduce((sum, w) => sum + w * w, 0);

/** @param {Result} result */
function withNumbers({ cost, weights, strength }) {
  const n = cost.examples.length;
  const data = cost.examples.map((value) => significant(value)).join(" + ");
  const penalty = weights.map((layer) => significant(squares(layer))).join(" + ");
  const sum = `${significant(cost.data, 6)} + ${significant(cost.l2, 6)} = ${significant(cost.total, 6)}`;
  return {
    tex: `J = \\frac{1}{${n}}(${data}) + \\frac{${significant(strength)}}{2 \\cdot ${n}}(${penalty}) = ${sum}`,
    plain: `J over ${cost.gradient[0].length} classes = (${data})/${n} + ${significant(strength)}/(2·${n})·(${penalty}) = ${sum}`,
  };
}

/** @param {{result: Result, choose: (classes: number[]) => void}} props */
function Terms({ result: { classes, y, yHat, cost }, choose }) {
  const next = (/** @type {number} */ i) => choose(classes.with(i, (classes[i] + 1) % y[0].length));
  return html`<div class="cost-classes" tabindex="0" role="group" aria-label="Terms of every example and class"><table class="cost-table">
    <thead>
      <tr>
        <th scope="col">example</th>
        ${y[0].map((_, k) => html`<th scope="col" class="number">class ${k + 1}: ŷ → term</th>`)}
        <th scope="col" class="number">sum over K</th>
      </tr>
    </thead>
    <tbody>
      ${yHat.map(
        (row, i) => html`<tr key=${i}>
          <td>
            <button class="bit" aria-label=${`Class of example ${i + 1}: ${classes[i] + 1}; change it`} onClick=${() => next(i)}>
              ${classes[i] + 1}
            </button>
          </td>
          ${row.map((p, k) => html`<td class="number">${significant(p, 3)} → ${significant(term(y[i][k], p), 3)}</td>`)}
          <td class="number">${significant(cost.examples[i])}</td>
        </tr>`,
      )}
    </tbody>
  </table></div>`;
}

/** @param {{query: Record<string, string>, l2: number}} props */
export function Classes({ query, l2 }) {
  const k = Math.max(2, Math.min(MAX_CLASSES, Math.round(numberIn(query, "K", 3))));
  const seed = Math.max(0, Math.min(2 ** 32 - 1, Math.round(numberIn(query, "seed", 1))));
  const given = numbersIn(query, "classes", []);
  const classes = Array.from({ length: EXAMPLES }, (_, i) => (Number.isInteger(given[i]) ? Math.abs(given[i]) % k : i % k));
  const xs = complete(numbersIn(query, "kx", []), 2 * EXAMPLES);
  const ws = complete(numbersIn(query, "kw", []), HIDDEN * (2 + k));
  const setup = { k, seed, classes, l2, xs, ws };
  const answer = useAnswer(JSON.stringify(setup), () => compute(setup));
  const result = answer.data;
  return html`<${Figure} title="K classes, all layers">
    <p class="soft">
      The cost as §3.1 prints it: summed over the K outputs of each example, and with the weights of every layer in the penalty. A network
      2-${HIDDEN}-${k} without biases, first tanh, then sigmoid; a click on a class changes the target, a click on a number opens it.
    </p>
    <div class="cost-settings">
      <${NumberField} field=${field("K", "Classes K", 3, 2, MAX_CLASSES)} value=${k}
        change=${(/** @type {number|null} */ next) => patchQuery({ K: next === 3 ? null : next, classes: null, kw: null })} />
      <button class="quiet" onClick=${() => patchQuery({ seed: seed + 1, kx: null, kw: null })}>New random data and weights</button>
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    ${
      result &&
      html`<div>
        <${ClassNetwork} x=${result.x} weights=${result.weights} change=${(/** @type {number[][]} */ x, /** @type {number[][][]} */ w) =>
          patchQuery({ kx: x.flat().join(","), kw: w.flat(2).join(",") })} />
        <${Terms} result=${result} choose=${(/** @type {number[]} */ next) => patchQuery({ classes: next.join(",") })} />
        <${Formula} ...${withNumbers(result)} display=${true} />
        <${Erratum}>
          With the plus sign that §3.1 leaves out the data term is <strong>${significant(result.cost.data)}</strong>; as printed, the two
          logarithms multiplied, it would be <strong>${significant(result.cost.as_printed)}</strong>.
        <//>
      </div>`
    }
  <//>`;
}
