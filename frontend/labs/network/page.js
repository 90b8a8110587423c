/** A neural network (§II): its weights, the output of each neuron, and its decision boundary, during training. */

import { useState } from "preact/hooks";

import { LinePlot } from "../../charts/line-plot.js";
import { FormulaPair } from "../../components/formula.js";
import { Lab } from "../../components/lab.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { integer } from "../../lib/numbers.js";
import { callSnippets } from "../../lib/snippets.js";
import { DecisionBoundary, removeLast } from "./decision-boundary.js";
import { Diagram } from "./diagram.js";
import { keras } from "./keras.js";
import { Panel } from "./panel.js";
import { trainRequest } from "./requests.js";
import { setupOf } from "./setup.js";
import { Transport } from "./transport.js";
import { useNetworkTraining } from "./use-network-training.js";
import { useUndoKey } from "./use-undo-key.js";
import { WeightEditor } from "./weight-editor.js";

addStylesheet("/labs/network/network.css");

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./diagram.js").Picked} Picked */
/** @typedef {import("./state.js").Layer} Layer */
/** @typedef {import("./state.js").State} State */
/** @typedef {ReturnType<typeof useNetworkTraining>} Training */

const GENERAL = {
  tex: [
    "\\mathbf{a}^{(l)} = f\\big(W^{(l)}\\mathbf{a}^{(l-1)} + \\mathbf{b}^{(l)}\\big)",
    "\\sum_l (n_{l-1}\\, n_l + n_l) \\text{ parameters}",
  ].join(", \\qquad "),
  plain: "a(l) = f(W(l) a(l−1) + b(l))",
};

/** The number of parameters, layer by layer. @param {Layer[]} layers */
function counted(layers) {
  const sizes = layers.map(({ weights }) => [weights[0].length, weights.length]);
  const total = sizes.reduce((sum, [from, to]) => sum + from * to + to, 0);
  return {
    tex: `${sizes.map(([from, to]) => `(${from}\\cdot ${to} + ${to})`).join(" + ")} = ${total}`,
    plain: `${sizes.map(([from, to]) => `(${from}·${to} + ${to})`).join(" + ")} = ${total}`,
  };
}

/** @param {{history: State["history"]}} props */
function LossChart({ history }) {
  const x = history.map(({ step }) => step);
  const [training, testing] = [history.map(({ train }) => train), history.map(({ test }) => test)];
  return html`<${LinePlot} title="Training and test loss" xLabel="step" height=${240} file="network-loss" lines=${[
    { name: "training loss", x, y: training, colour: "--curve-1" },
    { name: "test loss", x, y: testing, colour: "--curve-2", dashed: true },
  ]} />`;
}

/** What a change threw away, and how to get it back. @param {{notice: Training["notice"]}} props */
const ChangeNotice = ({ notice }) =>
  notice &&
  html`<p class="notice change-notice" role="status">
    <span>${notice.text}</span> ${notice.undo && html`<button class="quiet" onClick=${notice.undo}>Undo</button>`}
  </p>`;

/** @param {{setup: Setup, training: Training, state: State}} props */
function Network({ setup, training, state }) {
  const [picked, setPicked] = useState(/** @type {Picked|null} */ (null));
  const { layers, outputs, history, divergedAt } = state;
  useUndoKey(training.notice?.undo ?? (setup.added.length > 0 ? () => removeLast(setup.added) : null));
  return html`<div>
    <${Transport} setup=${setup} training=${training} state=${state} />
    <${ChangeNotice} notice=${training.notice} />
    ${
      divergedAt &&
      html`<p class="notice bad" role="status">
        Training diverged at step ${integer(divergedAt)}: the learning rate of ${setup.rate} is too large here. Choose a smaller learning
        rate, and reset.
      </p>`
    }
    <div class="network-stage">
      <div class="network-diagram">
        <${Diagram} layers=${layers} outputs=${outputs.layers} axis=${outputs.x} picked=${picked} pick=${setPicked} />
        ${picked && html`<${WeightEditor} picked=${picked} layers=${layers} edit=${training.edit} />`}
      </div>
      <${DecisionBoundary} setup=${setup} state=${state} />
    </div>
    <h3>Forward pass and number of parameters</h3>
    <${FormulaPair} general=${GENERAL} numbers=${counted(layers)} />
    <div class="beside">
      <${LossChart} history=${history} />
      <${Panel} setup=${setup} />
    </div>
  </div>`;
}

/** @param {{query: Record<string, string>}} props */
export default function NetworkPage({ query }) {
  const setup = setupOf(query);
  const training = useNetworkTraining(setup, query);
  const { state, error } = training;
  const snippets =
    state && callSnippets(location.origin, { path: "/network/train", body: trainRequest(setup, state, 100), keras: keras(setup, state) });
  return html`<${Lab} page="network" snippets=${snippets}
    lead=${html`
      Each square shows the output of one neuron over the input plane. Train the network and watch its decision boundary form; click a
      connection to edit its weight, or a neuron to edit its bias. The page opens with a network of 1,000 steps; Reset goes back to step 0.
    `}
  >
    ${error && html`<${Problem} error=${error} />`}
    ${!state && !error && html`<${Waiting}>Training the network, about a second<//>`}
    ${state && html`<${Network} setup=${setup} training=${training} state=${state} />`}
  <//>`;
}
