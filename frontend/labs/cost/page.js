/** Cost function (§3.1): the cost of each example, its gradient, and the L2 penalty of the weights. */

import { ask } from "../../api.js";
import { LinePlot } from "../../charts/line-plot.js";
import { FormulaPair } from "../../components/formula.js";
import { Erratum, Lab } from "../../components/lab.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { MatrixField } from "../../components/matrix-field.js";
import { NumberRow } from "../../components/number-field.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { significant } from "../../lib/numbers.js";
import { numberIn, numbersIn, WITHIN, wordIn } from "../../lib/query.js";
import { numberField } from "../../lib/schema.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";

import { Classes } from "./classes.js";
import { Convexity } from "./convexity.js";

addStylesheet("/labs/cost/cost.css");

/**
 * @typedef {{examples: number[], gradient: number[][], data: number, l2: number, total: number, as_printed: number,
 *   weights_gradient: number[][][], strength: number, weights: number[]}} Answer `strength`: λ, and `weights`: of the request
 */

const OUTPUTS = [0.9, 0.6, 0.2, 0.45];
const TARGETS = [1, 1, 0, 0];
const WEIGHTS = [0.8, -1.5, 0.4];
const COSTS = /** @type {const} */ (["cross_entropy", "mse"]);
const GRID = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
const MAX_EXAMPLES = 8;
const MAX_WEIGHTS = 64;
const STRENGTH = numberField("lambda", "Regularization strength λ", 0, 1e6, { logarithmic: true });

const PENALTY = "\\frac{\\lambda}{2n}\\sum_l \\lVert w^{[l]} \\rVert^2";
const GENERAL = {
  cross_entropy: {
    tex: `J = -\\frac{1}{n}\\sum_{i=1}^{n}\\Big[y^{(i)}\\ln\\hat y^{(i)} + (1 - y^{(i)})\\ln(1 - \\hat y^{(i)})\\Big] + ${PENALTY}`,
    plain: "J = −1/n Σ [y ln ŷ + (1 − y) ln(1 − ŷ)] + λ/2n Σ w²",
  },
  mse: {
    tex: `J = \\frac{1}{n}\\sum_{i=1}^{n}\\big(\\hat y^{(i)} - y^{(i)}\\big)^2 + ${PENALTY}`,
    plain: "J = 1/n Σ (ŷ − y)² + λ/2n Σ w²",
  },
};

/** @param {Answer} answer */
function withNumbers({ examples, data, l2: penalty, total, strength, weights }) {
  const n = examples.length;
  const terms = examples.map((value, i) => texSymbol(`e${i}`, significant(value, 4))).join(" + ");
  const squares = weights.map((w, i) => texSymbol(`w${i}`, `${w < 0 ? `(${significant(w)})` : significant(w)}^2`)).join(" + ");
  const sum = `\\frac{1}{${n}}\\big(${terms}\\big) + \\frac{${significant(strength)}}{2 \\cdot ${n}}\\big(${squares}\\big)`;
  const plainSum = `(${examples.map((v) => significant(v)).join(" + ")})/${n} + ${significant(penalty)}`;
  return {
    tex: `J = ${sum} = ${significant(data, 6)} + ${significant(penalty, 6)} = \\mathbf{${significant(total, 6)}}`,
    plain: `J = ${plainSum} = ${significant(total, 6)}`,
  };
}

/** The cost of one example as a function of ŷ, for either target. @param {string} cost */
async function costCurves(cost) {
  /** @returns {Promise<number[]>} */
  const curveFor = async (/** @type {number} */ target) =>
    (await ask("/cost", { y_hat: GRID.map((p) => [p]), y: GRID.map(() => [target]), cost })).examples;
  const [one, zero] = await Promise.all([curveFor(1), curveFor(0)]);
  return { one, zero };
}

/** @param {{weights: number[]}} props */
function Weights({ weights }) {
  return html`<${MatrixField} name="Weights" class="cost-weights" rows=${[weights]} sizes=${{ least: 1, rows: 1, columns: MAX_WEIGHTS }}
    fieldOf=${(/** @type {number} */ _, /** @type {number} */ i) => numberField(`weight-${i}`, `Weight ${i + 1}`)}
    attributesOf=${(/** @type {number} */ _, /** @type {number} */ __, /** @type {number} */ i) => ({ "data-symbol": `w${i}` })}
    change=${(/** @type {number[][]} */ [row]) => patchQuery({ w: row.join(",") })} />`;
}

/** @param {number[]} outputs @param {number[]} targets */
const setExamples = (outputs, targets) => patchQuery({ outputs: outputs.join(","), targets: targets.join(",") });

/** @param {{outputs: number[], targets: number[], data: Answer|null}} props */
function Examples({ outputs, targets, data }) {
  const setOutput = (/** @type {number} */ i, /** @type {number} */ value) => setExamples(outputs.with(i, value), targets);
  const flipTarget = (/** @type {number} */ i) => setExamples(outputs, targets.with(i, 1 - targets[i]));
  return html`<table class="cost-table">
    <thead>
      <tr>
        <th scope="col">output ŷ</th>
        <th scope="col">target y</th>
        <th scope="col" class="number">cost</th>
        <th scope="col" class="number">∂J/∂ŷ</th>
      </tr>
    </thead>
    <tbody>
      ${outputs.map(
        (p, i) => html`<tr key=${i}>
          <td>
            <input type="range" min="0.01" max="0.99" step="0.01" value=${p} aria-label=${`Output ${i + 1}`}
              onInput=${onText((text) => setOutput(i, Number(text)))} />${" "}
            <output>${p.toFixed(2)}</output>
          </td>
          <td>
            <button class="bit" aria-label=${`Target ${i + 1}: ${targets[i]}`} onClick=${() => flipTarget(i)}>${targets[i]}</button>
          </td>
          <td class="number" data-symbol=${`e${i}`}>${data ? significant(data.examples[i], 3) : "–"}</td>
          <td class="number">${data ? significant(data.gradient[i][0], 3) : "–"}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param {{outputs: number[], targets: number[], weights: number[], l2: number, cost: string, data: Answer|null}} props */
function Panel({ outputs, targets, weights, l2, cost, data }) {
  return html`<div class="panel">
    <fieldset class="choices">
      <legend class="visually-hidden">Cost function</legend>
      ${COSTS.map(
        (name) =>
          html`<button class="choice" aria-pressed=${name === cost}
            onClick=${() => patchQuery({ cost: name === COSTS[0] ? null : name })}
          >
            ${name === "mse" ? "mean squared error" : "cross-entropy"}
          </button>`,
      )}
    </fieldset>
    <${Examples} outputs=${outputs} targets=${targets} data=${data} />
    <p class="actions">
      <button class="quiet" disabled=${outputs.length >= MAX_EXAMPLES} onClick=${() => setExamples([...outputs, 0.5], [...targets, 1])}>
        Add example
      </button>
      <button class="quiet" disabled=${outputs.length <= 1} onClick=${() => setExamples(outputs.slice(0, -1), targets.slice(0, -1))}>
        Remove example
      </button>
    </p>
    <h3>L2 regularization</h3>
    <p class="small soft">Weights w</p>
    <${Weights} weights=${weights} />
    <${NumberRow} field=${STRENGTH} value=${l2} change=${(/** @type {number} */ lambda) => patchQuery({ lambda })} />
    ${
      data &&
      html`<p class="small soft">
        The penalty adds ${data.weights_gradient[0][0].map((v) => significant(v, 3)).join(", ")} to the gradients ∂J/∂w, so gradient
        descent shrinks every weight towards 0 (weight decay).
      </p>`
    }
  </div>`;
}

/**
 * The cost of one example as a function of its output, for either target; the examples are marked on the curves.
 * @param {{curve: {one: number[], zero: number[]}, cost: string, outputs: number[], targets: number[], data: Answer|null}} props
 */
function CostChart({ curve, cost, outputs, targets, data }) {
  const colourOf = (/** @type {number} */ target) => (target ? "--curve-1" : "--curve-2");
  const examples = (data?.examples ?? []).map((value, i) => ({ x: [outputs[i], outputs[i]], y: [0, value], target: targets[i] }));
  return html`<${LinePlot} title="Cost of one example" xLabel="output ŷ" height=${320} xDomain=${[0, 1]}
    yDomain=${[0, cost === "mse" ? 1.05 : 4.8]} file="cost" format=${(/** @type {number} */ v) => significant(v, 3)} lines=${[
      { name: "y = 1", x: GRID, y: curve.one, colour: colourOf(1) },
      { name: "y = 0", x: GRID, y: curve.zero, colour: colourOf(0), dashed: true },
      ...[1, 0].flatMap((wanted) =>
        examples.filter(({ target }) => target === wanted).map(({ x, y, target }) => ({ name: "", x, y, colour: colourOf(target) })),
      ),
    ]} />`;
}

/** @param {{data: Answer|null, cost: string, count: number}} props */
function PlusSignErratum({ data, cost, count }) {
  return html`<${Erratum}>
    In §3.1 the plus sign between the two logarithms is missing, so it multiplies them.${" "}
    ${
      data &&
      cost === "cross_entropy" &&
      html`
        As printed, the cost of these examples would be <strong>${significant(data.as_printed)}</strong> for any outputs, because y or
        1 − y is 0; with the plus sign it is <strong>${significant(data.data)}</strong>.
      `
    }
    ${" "}Its sums run to m while the factor is 1/n: both stand for the number of examples, here ${count}. And w<sup>(l)</sup> joins layer
    l to l + 1 here, but l − 1 to l in §3.2.2: the sum over all layers is the same.
  <//>`;
}

/** @param {{query: Record<string, string>}} props */
export default function CostFunction({ query }) {
  const outputs = numbersIn(query, "outputs", OUTPUTS, { minimum: 0, maximum: 1, longest: MAX_EXAMPLES });
  const chosen = numbersIn(query, "targets", TARGETS, { integer: true, minimum: 0, maximum: 1 });
  const targets = outputs.map((_, i) => (chosen[i] ? 1 : 0));
  const weights = numbersIn(query, "w", WEIGHTS, { ...WITHIN, longest: MAX_WEIGHTS });
  const [l2, cost] = [numberIn(query, "lambda", 0.1, { minimum: 0, maximum: 1e6 }), wordIn(query, "cost", COSTS)];
  const body = { y_hat: outputs.map((p) => [p]), y: targets.map((t) => [t]), weights: [[weights]], cost, l2 };
  /** @returns {Promise<Answer>} */
  const computeCost = async () => ({ ...(await ask("/cost", body)), strength: l2, weights });
  const answer = useAnswer(JSON.stringify(body), computeCost, cost);
  const curve = useAnswer(cost, () => costCurves(cost), cost).data;
  const data = answer.data?.examples.length === outputs.length ? answer.data : null;
  const shown = { outputs, targets, cost, data };
  return html`<${Lab} page="cost" snippets=${callSnippets(location.origin, { path: "/cost", body })}
    lead="The cost function measures the error of a network in one number. Move an output and see which errors cost most."
  >
    <div class="stage">
      <div>${curve && html`<${CostChart} ...${shown} curve=${curve} />`}</div>
      <${Panel} ...${shown} weights=${weights} l2=${l2} />
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${FormulaPair} general=${GENERAL[cost]} numbers=${data && withNumbers(data)} />
    <${PlusSignErratum} data=${data} cost=${cost} count=${outputs.length} />
    <${Classes} query=${query} l2=${l2} />
    <${Convexity} query=${query} />
  <//>`;
}
