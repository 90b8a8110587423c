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
import { patchQuery } from "../../state.js";
import { BoundaryPlot } from "./boundary-plot.js";
import { Diagram } from "./diagram.js";
import { keras } from "./keras.js";
import { Panel } from "./panel.js";
import { REACH, trainRequest } from "./requests.js";
import { setupOf } from "./setup.js";
import { Transport } from "./transport.js";
import { useNetworkTraining } from "./use-network-training.js";
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

/** The decision boundary, and the class of the points that a click adds. @param {{setup: Setup, state: State}} props */
function DecisionBoundary({ setup, state }) {
  const [label, setLabel] = useState(0);
  const { points, classes, outputs, train, test } = state;
  /** @param {number} x @param {number} y */
  const add = (x, y) => {
    const own = setup.own.length ? setup.own : points.x.map(([a, b], i) => [a, b, points.labels[i]]);
    patchQuery({ own: [...own, [x, y, label]].map(([a, b, c]) => `${a.toFixed(2)},${b.toFixed(2)},${c}`).join(";") });
  };
  return html`<div>
    <h3>Decision boundary</h3>
    <${BoundaryPlot} outputs=${outputs.layers.at(-1)} reach=${REACH} train=${train} test=${test} classes=${classes} add=${add} />
    <p class="caption">Points with a ring: test data. All others: training data.</p>
    <div class="point-class">
      <span class="small soft">A click adds a point of class</span>
      ${Array.from(
        { length: Math.min(6, classes + (setup.own.length ? 1 : 0)) },
        (_, k) => html`<button class="choice" aria-pressed=${k === label} onClick=${() => setLabel(k)}>${k}</button>`,
      )}
    </div>
  </div>`;
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

/** @param {{setup: Setup, training: Training, state: State}} props */
function Network({ setup, training, state }) {
  const [picked, setPicked] = useState(/** @type {Picked|null} */ (null));
  const { layers, outputs, history, divergedAt } = state;
  return html`<div>
    <${Transport} setup=${setup} training=${training} state=${state} />
    ${
      divergedAt &&
      html`<p class="notice bad" role="status">
        Training diverged at step ${integer(divergedAt)}: the learning rate of ${setup.rate} is too large here. Choose a smaller learning
        rate, and reset.
      </p>`
    }
    <div class="network-stage">
      <${Diagram} layers=${layers} outputs=${outputs.layers} axis=${outputs.x} picked=${picked} pick=${setPicked} />
      <${DecisionBoundary} setup=${setup} state=${state} />
    </div>
    ${
      picked &&
      html`<${WeightEditor} picked=${picked} layers=${layers} edit=${(/** @type {Layer[]} */ next) => training.session.edit(next)} />`
    }
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
  const training = useNetworkTraining(setup);
  const { state, error } = training;
  const snippets =
    state &&
    callSnippets(location.origin, { path: "/network/train", body: trainRequest(setup, state, 100), keras: keras(setup, state.classes) });
  return html`<${Lab} page="network" snippets=${snippets}
    lead=${html`
      Each square shows the output of one neuron over the input plane. Train the network and watch its decision boundary form; click a
      connection to edit its weight, or a neuron to edit its bias.
    `}
  >
    ${error && html`<${Problem} error=${error} />`}
    ${!state && !error && html`<${Waiting}>Training the network, about a second<//>`}
    ${state && html`<${Network} setup=${setup} training=${training} state=${state} />`}
  <//>`;
}
