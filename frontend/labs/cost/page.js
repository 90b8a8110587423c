/** Cost (§3.1): how wrong the outputs are, example by example, and what the weights add to it. */

import { ask } from "../../api.js";
import { LinePlot } from "../../charts/line-plot.js";
import { FormulaPair } from "../../components/formula.js";
import { Erratum, Lab } from "../../components/lab.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberIn, numbersIn, wordIn } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";

addStylesheet("/labs/cost/cost.css");

const OUTPUTS = [0.9, 0.6, 0.2, 0.45];
const TARGETS = [1, 1, 0, 0];
const WEIGHTS = [0.8, -1.5, 0.4];
const COSTS = /** @type {const} */ (["cross_entropy", "mse"]);
const GRID = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
const MOST = 8;

const GENERAL = {
  cross_entropy: {
    tex: "J = -\\frac{1}{n}\\sum_{i=1}^{n}\\Big[y^{(i)}\\ln\\hat y^{(i)} + (1 - y^{(i)})\\ln(1 - \\hat y^{(i)})\\Big] + \\frac{\\lambda}{2n}\\sum_l \\lVert w^{[l]} \\rVert^2",
    plain: "J = −1/n Σ [y ln ŷ + (1 − y) ln(1 − ŷ)] + λ/2n Σ w²",
  },
  mse: {
    tex: "J = \\frac{1}{n}\\sum_{i=1}^{n}\\big(\\hat y^{(i)} - y^{(i)}\\big)^2 + \\frac{\\lambda}{2n}\\sum_l \\lVert w^{[l]} \\rVert^2",
    plain: "J = 1/n Σ (ŷ − y)² + λ/2n Σ w²",
  },
};

/** @param {any} answer @param {number} n @param {number} l2 @param {number[]} weights */
function withNumbers({ examples, data, l2: penalty, total }, n, l2, weights) {
  const terms = examples.map((/** @type {number} */ value, /** @type {number} */ i) => texSymbol(`e${i}`, significant(value, 4)));
  const squares = weights.map((w, i) => texSymbol(`w${i}`, `${w < 0 ? `(${significant(w)})` : significant(w)}^2`)).join(" + ");
  return {
    tex: `J = \\frac{1}{${n}}\\big(${terms.join(" + ")}\\big) + \\frac{${significant(l2)}}{2 \\cdot ${n}}\\big(${squares}\\big) = ${significant(data)} + ${significant(penalty)} = \\mathbf{${significant(total, 6)}}`,
    plain: `J = (${examples.map((/** @type {number} */ v) => significant(v)).join(" + ")})/${n} + ${significant(penalty)} = ${significant(total, 6)}`,
  };
}

/** What each value of ŷ would cost, for either target. @param {string} cost */
async function curves(cost) {
  const of = async (/** @type {number} */ target) =>
    (await ask("/cost", { y_hat: GRID.map((p) => [p]), y: GRID.map(() => [target]), cost })).examples;
  const [one, zero] = await Promise.all([of(1), of(0)]);
  return { one, zero };
}

/**
 * @param {{values: number[], name: string, title: (i: number) => string, symbol: string, min?: number, max?: number, step?: number}} props
 */
const Numbers = ({ values, name, title, symbol, min = -20, max = 20, step = 0.05 }) =>
  html`
    ${values.map(
      (value, i) => html`<input key=${i} type="number" min=${min} max=${max} step=${step} value=${value} aria-label=${title(i)}
        data-symbol=${`${symbol}${i}`} onInput=${(/** @type {any} */ e) =>
          e.target.valueAsNumber >= min &&
          e.target.valueAsNumber <= max &&
          patchQuery({ [name]: values.map((old, k) => (k === i ? e.target.valueAsNumber : old)).join(",") })} />`,
    )}
  `;

/** @param {{query: Record<string, string>}} props */
export default function Cost({ query }) {
  const outputs = numbersIn(query, "outputs", OUTPUTS).slice(0, MOST);
  const given = numbersIn(query, "targets", TARGETS);
  const targets = outputs.map((_, i) => (given[i] ? 1 : 0));
  const weights = numbersIn(query, "w", WEIGHTS);
  const [l2, cost] = [Math.max(0, numberIn(query, "lambda", 0.1)), wordIn(query, "cost", COSTS)];
  const body = { y_hat: outputs.map((p) => [p]), y: targets.map((t) => [t]), weights: [[weights]], cost, l2 };
  const answer = useAnswer(JSON.stringify(body), () => ask("/cost", body));
  const curve = useAnswer(cost, () => curves(cost));
  const data = answer.data?.examples.length === outputs.length ? answer.data : null;
  const put = (/** @type {number[]} */ y_hat, /** @type {number[]} */ y) => patchQuery({ outputs: y_hat.join(","), targets: y.join(",") });
  const of = (/** @type {number} */ target) =>
    data?.examples
      .map((/** @type {number} */ value, /** @type {number} */ i) => ({ i, value, target: targets[i] }))
      .filter((/** @type {any} */ one) => one.target === target) ?? [];
  const points = [1, 0].map((target) => ({ target, list: of(target) }));
  return html`<${Lab} page="cost" snippets=${callSnippets(location.origin, { path: "/cost", body })}
    lead="One number says how wrong a network is. Move an output and see which mistakes are dear."
  >
    <div class="stage">
      <div>${
        curve.data &&
        html`<${LinePlot} title="What an output costs" xLabel="ŷ" height=${320} xDomain=${[0, 1]} yDomain=${[0, cost === "mse" ? 1.05 : 4.8]}
          file="cost" format=${(/** @type {number} */ v) => significant(v, 3)} lines=${[
            { name: "if y = 1", x: GRID, y: curve.data.one, colour: "--curve-1" },
            { name: "if y = 0", x: GRID, y: curve.data.zero, colour: "--curve-2", dashed: true },
            ...points.flatMap(({ target, list }) =>
              list.map((/** @type {any} */ { i, value }) => ({
                name: "",
                x: [outputs[i], outputs[i]],
                y: [0, value],
                colour: target ? "--curve-1" : "--curve-2",
              })),
            ),
          ]} />`
      }</div>
      <div class="panel">
        <fieldset class="choices">
          <legend class="visually-hidden">Cost function</legend>
          ${COSTS.map(
            (name) =>
              html`<button class="choice" aria-pressed=${name === cost} onClick=${() => patchQuery({ cost: name === COSTS[0] ? null : name })}>
                ${name === "mse" ? "squared error" : "cross-entropy"}
              </button>`,
          )}
        </fieldset>
        <table class="cost-table">
          <thead>
            <tr>
              <th scope="col">ŷ</th>
              <th scope="col">y</th>
              <th scope="col" class="number">cost</th>
              <th scope="col" class="number">∂J/∂ŷ</th>
            </tr>
          </thead>
          <tbody>
            ${outputs.map(
              (p, i) => html`<tr key=${i}>
                <td>
                  <input type="range" min="0.01" max="0.99" step="0.01" value=${p} aria-label=${`Output ${i + 1}`} onInput=${(
                    /** @type {any} */ e,
                  ) =>
                    put(
                      outputs.map((old, k) => (k === i ? Number(e.target.value) : old)),
                      targets,
                    )} />${" "}
                  <output>${p.toFixed(2)}</output>
                </td>
                <td>
                  <button class="bit" aria-label=${`Target ${i + 1}: ${targets[i]}`} onClick=${() =>
                    put(
                      outputs,
                      targets.map((old, k) => (k === i ? 1 - old : old)),
                    )}>${targets[i]}</button>
                </td>
                <td class="number" data-symbol=${`e${i}`}>${data ? significant(data.examples[i], 3) : "–"}</td>
                <td class="number">${data ? significant(data.gradient[i][0], 3) : "–"}</td>
              </tr>`,
            )}
          </tbody>
        </table>
        <p class="actions">
          <button class="quiet" disabled=${outputs.length >= MOST} onClick=${() => put([...outputs, 0.5], [...targets, 1])}>
            One more
          </button>
          <button class="quiet" disabled=${outputs.length <= 1} onClick=${() => put(outputs.slice(0, -1), targets.slice(0, -1))}>
            One less
          </button>
        </p>
        <h3>Weights, and what they add</h3>
        <div class="cost-weights">
          <${Numbers} values=${weights} name="w" symbol="w" title=${(/** @type {number} */ i) => `Weight ${i + 1}`} />
        </div>
        <label class="choice-row">
          <span>λ</span>
          <input type="number" min="0" max="100" step="0.1" value=${l2}
            onInput=${(/** @type {any} */ e) => e.target.valueAsNumber >= 0 && patchQuery({ lambda: e.target.valueAsNumber })} />
        </label>
        ${
          data &&
          html`<p class="small soft">
            The penalty adds ${data.weights_gradient[0][0].map((/** @type {number} */ v) => significant(v, 3)).join(", ")} to the gradients
            of the weights: each is drawn towards 0.
          </p>`
        }
      </div>
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${FormulaPair} general=${GENERAL[cost]} numbers=${data && withNumbers(data, outputs.length, l2, weights)} />
    <${Erratum}>
      In §3.1 the plus sign between the two logarithms is missing, so it multiplies them.${" "}
      ${
        data && cost === "cross_entropy"
          ? html`
            As it is printed these examples would cost <strong>${significant(data.as_printed)}</strong>, whatever the outputs, because y or
            1 − y is 0; with the plus sign they cost <strong>${significant(data.data)}</strong>.
          `
          : ""
      }
      ${" "}Its sums run to m while the factor is 1/n: both are the number of examples, here ${outputs.length}.
    <//>
  <//>`;
}
