/** The tutorial's perceptron in NumPy (§3.2.3): one sigmoid neuron, three inputs, and each of the 10,000 iterations of its training. */

import { ask } from "../../api.js";
import { LinePlot } from "../../charts/line-plot.js";
import { FormulaPair } from "../../components/formula.js";
import { Erratum, Lab } from "../../components/lab.js";
import { NumberRow } from "../../components/number-field.js";
import { Player } from "../../components/player.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer, useAnswerAbout } from "../../components/use-answer.js";
import { later, Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { fixed, integer, percent, subscript } from "../../lib/numbers.js";
import { numberIn, numbersIn, rowsIn, SEED, wordIn, written } from "../../lib/query.js";
import { numberField } from "../../lib/schema.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { nextState, placeOf, shownStates, stateAt } from "./states.js";
import { TruthTable } from "./truth-table.js";
import { outputsAt, updateAt, updateWithNumbers } from "./update.js";
import { WeightsFigure } from "./weights-figure.js";

addStylesheet("/labs/perceptron/perceptron.css");

const INPUTS = [
  [0, 0, 1],
  [1, 1, 1],
  [1, 1, 0],
  [1, 0, 1],
  [0, 0, 1],
];
const OUTPUTS = [0, 1, 1, 1, 0];
const ITERATIONS = 10_000;
/** What the tutorial prints. */
const PRINTED = { start: [-0.16595599, 0.44064899, -0.99977125], end: [14.37333313, 2.77238933, -7.41962778], prediction: 0.99999943 };
const DERIVATIVES = /** @type {const} */ (["tutorial", "exact"]);
/** @typedef {typeof DERIVATIVES[number]} Derivative */
/** The derivative of σ in NumPy. */
const DERIVATIVE_CODE = {
  tutorial: "sigmoid(output) * (1 - sigmoid(output))  # as in the tutorial; exact: output * (1 - output)",
  exact: "output * (1 - output)",
};
/** The same in a formula. */
const FORMULAS = {
  tutorial: { tex: "\\sigma(\\hat{\\mathbf{y}})(1 - \\sigma(\\hat{\\mathbf{y}}))", plain: "σ(ŷ)(1 − σ(ŷ))" },
  exact: { tex: "\\hat{\\mathbf{y}}(1 - \\hat{\\mathbf{y}})", plain: "ŷ(1 − ŷ)" },
};
const SEED_FIELD = numberField("seed", "Seed", 0, 2 ** 32 - 1, { type: "integer", default: 1 });
const PLAY_MS = 33;
const COLOURS = ["--curve-1", "--curve-2", "--curve-3", "--curve-4", "--curve-5", "--curve-6"];

/**
 * The training run on the screen in plain NumPy.
 * @param {{inputs: number[][], outputs: number[], seed: number, iterations: number, derivative: Derivative}} body
 */
const numpyOf = ({ inputs, outputs, seed, iterations, derivative }) => `import numpy as np

x = np.array(${JSON.stringify(inputs)})
y = np.array([${JSON.stringify(outputs)}]).T
np.random.seed(${seed})
w = 2 * np.random.random((${inputs[0].length}, 1)) - 1
sigmoid = lambda z: 1 / (1 + np.exp(-z))
for _ in range(${iterations}):
    output = sigmoid(x @ w)
    derivative = ${DERIVATIVE_CODE[derivative]}
    w += x.T @ ((y - output) * derivative)
print(w, sigmoid(np.array(${JSON.stringify([1, ...inputs[0].slice(1).map(() => 0)])}) @ w))`;

/** @param {Derivative} derivative */
const general = (derivative) => ({
  tex: `\\mathbf{w} \\leftarrow \\mathbf{w} + X^\\top\\big((\\mathbf{y} - \\hat{\\mathbf{y}}) \\odot ${FORMULAS[derivative].tex}\\big)`,
  plain: `w ← w + Xᵀ((y − ŷ) ⊙ ${FORMULAS[derivative].plain})`,
});

/**
 * @typedef {import("./update.js").Step} Step
 * @typedef {{weights: number[], initial_weights: number[], prediction: number, outputs: number[], states: number[][], iteration: Step}} Run
 *   `states` and `iteration` where they were requested
 */

/** @param {object} body @returns {Promise<Run>} */
const runOf = (body) => ask("/perceptron", body);

/** @param {{tutorial: Run, exact: Run}} props */
function Compared({ tutorial, exact }) {
  const cells = (/** @type {Run} */ run) => [...run.weights.map((w) => fixed(w, 8)), fixed(run.prediction, 8)];
  const rows = [
    ["printed in the tutorial", ...PRINTED.end.map((w) => fixed(w, 8)), fixed(PRINTED.prediction, 8)],
    ["σ applied twice, as in the tutorial’s code", ...cells(tutorial)],
    ["exact derivative ŷ(1 − ŷ)", ...cells(exact)],
  ];
  return html`<div class="compared" tabindex="0" role="group" aria-label="Weights after training, by derivative">
    <table>
      <thead>
        <tr>
          <th scope="col">weights after training</th>
          <th scope="col">w₁</th>
          <th scope="col">w₂</th>
          <th scope="col">w₃</th>
          <th scope="col">prediction ŷ for [1, 0, 0]</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(([name, ...values]) => html`<tr><th scope="row">${name}</th>${values.map((value) => html`<td>${value}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

/** @param {{derivative: Derivative, seed: number, own: boolean}} props `own`: the truth table is not the tutorial's */
const Tools = ({ derivative, seed, own }) => html`<div class="perceptron-tools">
  <fieldset class="choices">
    <legend class="visually-hidden">Derivative</legend>
    ${DERIVATIVES.map(
      (name) =>
        html`<button class="choice" aria-pressed=${name === derivative}
          onClick=${() => patchQuery({ derivative: name === "tutorial" ? null : name })}
        >
          ${name === "tutorial" ? "Tutorial’s derivative" : "Exact derivative"}
        </button>`,
    )}
  </fieldset>
  <${NumberRow} class="" field=${SEED_FIELD} value=${seed}
    change=${(/** @type {number} */ next) => patchQuery({ seed: next === 1 ? null : next })}>
    Seed${" "}
  <//>
  ${own && html`<button class="quiet" onClick=${() => patchQuery({ inputs: null, outputs: null })}>Reset truth table</button>`}
</div>`;

/** @param {{states: number[][], state: number}} props */
function Weights({ states, state }) {
  const shown = shownStates(states.length);
  const lines = states[0].map((_, j) => ({
    name: `w${subscript(j + 1)}`,
    x: shown.map((i) => Math.log10(i + 1)),
    y: shown.map((i) => states[i][j]),
    colour: COLOURS[j % COLOURS.length],
    dashed: j % 2 === 1,
  }));
  return html`<${LinePlot} title="Weights during training" xLabel="log₁₀(iteration + 1)" file="perceptron-weights"
    at=${Math.log10(state + 1)} format=${(/** @type {number} */ v) => fixed(v, 2)} lines=${lines} />`;
}

/** §3.2.3 takes one output for the accuracy. @param {{run: Run}} props */
function ConfidenceErratum({ run: { prediction, outputs } }) {
  const right = outputs.filter((output, i) => Math.round(output) === OUTPUTS[i]).length;
  return html`<${Erratum}>
    The tutorial calls the prediction for [1, 0, 0] an accuracy of 99.999 %. It is the output of one neuron for one input:
    ŷ = ${fixed(prediction, 8)}, the probability that it gives to class 1. Accuracy is the fraction of examples that are classified
    correctly: here ${right} of ${outputs.length} training examples, ${percent(right / outputs.length, 0)}, and 1 of 1 new example.
  <//>`;
}

/** @param {{run: Run|null, isDefault: boolean}} props `isDefault`: the run has the tutorial's truth table and seed */
function Printed({ run, isDefault }) {
  const results = useAnswer("both", async () => ({ tutorial: await runOf({}), exact: await runOf({ derivative: "exact" }) }));
  const start = run && isDefault ? `; on this page: ${run.initial_weights.map((w) => fixed(w, 8)).join(", ")}` : "";
  return html`<div class="compared-results">
    <h2>Printed result and exact derivative</h2>
    <p class="soft">Initial weights in the tutorial: ${PRINTED.start.map((w) => fixed(w, 8)).join(", ")}${start}.</p>
    ${results.data && html`<${Compared} ...${results.data} />`}
    <${Erratum}>
      The tutorial’s <code>__sigmoid_derivative(output)</code> receives <span class="nowrap">ŷ = σ(z)</span> and applies σ a second time.
      The update is still a descent direction, so the perceptron learns, but its weights differ. All printed digits come from this; with
      the exact derivative, the same initial weights lead to other results.
    <//>
    ${results.data && html`<${ConfidenceErratum} run=${results.data.tutorial} />`}
  </div>`;
}

/** @param {{query: Record<string, string>}} props */
export default function Perceptron({ query }) {
  const [inputs, outputs] = [rowsIn(query, "inputs", INPUTS), numbersIn(query, "outputs", OUTPUTS)];
  const derivative = wordIn(query, "derivative", DERIVATIVES);
  const [seed, iterations] = [numberIn(query, "seed", 1, SEED), ITERATIONS];
  const state = numberIn(query, "step", iterations, { integer: true, minimum: 0, maximum: iterations });
  const body = { inputs, outputs, seed, iterations, derivative };
  const setting = JSON.stringify(body);
  const run = useAnswer(setting, () => runOf({ ...body, states: true }));
  const { data, about } = useAnswerAbout({ setting, state: String(state) }, () =>
    runOf({ ...body, iterations: Math.min(iterations, Math.max(state, 1)), iteration: updateAt(state, iterations) }),
  );
  // While it plays, all numbers are of the newest iteration whose numbers are there.
  const opened = about.setting === setting ? data : null;
  const shown = opened ? Number(about.state) : state;
  const choose = (/** @type {number} */ next) => patchQuery({ step: next === iterations ? null : next });
  const change = (/** @type {number[][]} */ rows, /** @type {number[]} */ y) => patchQuery({ inputs: written(rows), outputs: written(y) });
  const own = query.inputs !== undefined || query.outputs !== undefined;
  return html`<${Lab} page="perceptron" snippets=${callSnippets(location.origin, { path: "/perceptron", body, numpy: numpyOf(body) })}
    lead="A single neuron learns a truth table by gradient descent. Drag through all 10,000 iterations of its training."
  >
    ${run.error && html`<${Problem} error=${run.error} />`}
    ${later(
      { ...run, loading: run.asking, reload: () => {} },
      "Training for 10,000 iterations, about half a second.",
      ({ states }) => html`<div>
        <${Player} state=${state} last=${iterations} choose=${choose} label="Iteration" milliseconds=${PLAY_MS} next=${nextState} far=${100}
          scale=${{ toPlace: placeOf, toState: stateAt }} valueText=${`iteration ${state} of ${iterations}`}
          said=${html`iteration <strong>${integer(shown)}</strong> of ${integer(iterations)}`} />
        <div class="perceptron-stage">
          <${WeightsFigure} weights=${states[shown] ?? inputs[0]} />
          <${TruthTable} inputs=${inputs} outputs=${outputs} predictions=${outputsAt(opened, shown, iterations)} change=${change} />
        </div>
        <${Tools} derivative=${derivative} seed=${seed} own=${own} />
        <${FormulaPair} general=${general(derivative)} numbers=${opened && updateWithNumbers(opened.iteration)} />
        ${shown === iterations && html`<p class="small soft">The last update: no further one follows iteration ${integer(iterations)}.</p>`}
        <${Weights} states=${states} state=${shown} />
      </div>`,
    )}
    <${Printed} run=${run.data} isDefault=${!own && seed === 1} />
  <//>`;
}
