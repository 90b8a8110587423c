/** A network that learns (§II): its weights, what each neuron sees, and where it draws the border, live. */

import { useState } from "preact/hooks";

import { LinePlot } from "../../charts/line-plot.js";
import { Choice, Count } from "../../components/controls.js";
import { FormulaPair } from "../../components/formula.js";
import { Lab } from "../../components/lab.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { fixed, integer, percent } from "../../lib/numbers.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { Diagram } from "./diagram.js";
import { OwnPoints } from "./own-points.js";
import { Plane } from "./plane.js";
import { ACTIVATIONS, INITIALIZATIONS, OPTIMIZERS, SHAPES, setupOf } from "./setup.js";
import { question, REACH, useTraining } from "./training.js";

addStylesheet("/labs/network/network.css");

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./diagram.js").Picked} Picked */

/** @param {{setup: Setup}} props */
function LayerSizes({ setup: { hidden } }) {
  const put = (/** @type {number[]} */ next) => patchQuery({ hidden: next.join(",") });
  return html`<div class="layer-sizes">
    <span>Hidden layers</span>
    ${hidden.map(
      (n, l) =>
        html`<input key=${l} type="number" min="1" max="64" value=${n} aria-label=${`Neurons of hidden layer ${l + 1}`}
          onInput=${(/** @type {any} */ e) =>
            e.target.valueAsNumber >= 1 &&
            e.target.valueAsNumber <= 64 &&
            put(hidden.map((old, k) => (k === l ? e.target.valueAsNumber : old)))} />`,
    )}
    <button class="quiet" disabled=${hidden.length >= 5} aria-label="One more hidden layer" onClick=${() => put([...hidden, 4])}>+</button>
    <button class="quiet" disabled=${hidden.length <= 1} aria-label="One hidden layer less" onClick=${() => put(hidden.slice(0, -1))}>
      −
    </button>
  </div>`;
}

/** @param {{setup: Setup}} props */
const Panel = ({ setup }) => html`<div class="panel">
  <h3>Points</h3>
  <${Choice} name="shape" title="Shape" value=${setup.shape} words=${SHAPES} />
  <${Count} name="classes" title="Classes" value=${setup.classes} min=${2} max=${6} step="1" />
  <${Count} name="noise" title="Noise" value=${setup.noise} min=${0} max=${0.5} step="0.01" />
  <${Count} name="share" title="Share that is learnt" value=${setup.share} min=${0.1} max=${0.9} step="0.1" />
  <${OwnPoints} own=${setup.own} />
  <h3>Network</h3>
  <${LayerSizes} setup=${setup} />
  <${Choice} name="f" title="Activation" value=${setup.activation} words=${ACTIVATIONS} />
  <${Choice} name="init" title="Weights begin as" value=${setup.initialization} words=${INITIALIZATIONS} />
  <h3>Training</h3>
  <${Choice} name="by" title="Optimizer" value=${setup.optimizer} words=${OPTIMIZERS} />
  <${Count} name="rate" title="Learning rate" value=${setup.rate} min=${0} max=${10} step="any" />
  <${Count} name="batch" title="Batch" value=${setup.batch} min=${1} max=${200} step="1" />
  <${Count} name="l1" title="L1" value=${setup.l1} min=${0} max=${10} step="any" />
  <${Count} name="l2" title="L2" value=${setup.l2} min=${0} max=${10} step="any" />
</div>`;

const GENERAL = {
  tex: "\\mathbf{a}^{(l)} = f\\big(W^{(l)}\\mathbf{a}^{(l-1)} + \\mathbf{b}^{(l)}\\big), \\qquad \\sum_l (n_{l-1}\\, n_l + n_l) \\text{ parameters}",
  plain: "a(l) = f(W(l) a(l−1) + b(l))",
};

/** The number of parameters, layer by layer. @param {any[]} layers */
function counted(layers) {
  const sizes = layers.map(({ weights }) => [weights[0].length, weights.length]);
  const total = sizes.reduce((sum, [from, to]) => sum + from * to + to, 0);
  return {
    tex: `${sizes.map(([from, to]) => `(${from}\\cdot ${to} + ${to})`).join(" + ")} = ${total}`,
    plain: `${sizes.map(([from, to]) => `(${from}·${to} + ${to})`).join(" + ")} = ${total}`,
  };
}

/** @param {{picked: Picked, layers: any[], edit: (layers: any[]) => void}} props */
function Editor({ picked: { layer, unit, input }, layers, edit }) {
  const one = layers[layer];
  const value = one && (input === null ? one.bias[unit] : one.weights[unit]?.[input]);
  if (value === undefined) return null;
  const set = (/** @type {number} */ next) =>
    edit(
      layers.map((old, l) =>
        l !== layer
          ? old
          : input === null
            ? { ...old, bias: old.bias.map((/** @type {number} */ b, /** @type {number} */ u) => (u === unit ? next : b)) }
            : {
                ...old,
                weights: old.weights.map((/** @type {number[]} */ row, /** @type {number} */ u) =>
                  u === unit ? row.map((w, i) => (i === input ? next : w)) : row,
                ),
              },
      ),
    );
  return html`<label class="weight-editor">
    <span>
      ${
        input === null
          ? `Bias of neuron ${unit + 1} of layer ${layer + 1}`
          : `Weight from ${layer === 0 ? `x${input + 1}` : `neuron ${input + 1}`} to neuron ${unit + 1} of layer ${layer + 1}`
      }
    </span>
    <input type="number" step="0.1" value=${Number(value.toFixed(4))}
      onInput=${(/** @type {any} */ e) => Number.isFinite(e.target.valueAsNumber) && set(e.target.valueAsNumber)} />
  </label>`;
}

const KERAS_INITIALIZERS = {
  xavier: "GlorotUniform()",
  he: 'VarianceScaling(2, "fan_in", "untruncated_normal")',
  uniform: "RandomUniform(-1, 1)",
  zeros: "Zeros()",
};
const KERAS_OPTIMIZERS = /** @type {Record<string, [string, string]>} */ ({
  adam: ["Adam", ""],
  adamw: ["AdamW", ""],
  rmsprop: ["RMSprop", ""],
  adagrad: ["Adagrad", ", initial_accumulator_value=0"],
  sgd: ["SGD", ""],
  momentum: ["SGD", ", momentum=0.9"],
  nesterov: ["SGD", ", momentum=0.9, nesterov=True"],
});

/** The same network and training in Keras; its random numbers are others. @param {Setup} setup @param {number} classes */
function keras({ hidden, activation, initialization, optimizer, rate, batch, l1, l2, seed }, classes) {
  const isPair = classes === 2;
  const [name, more] = KERAS_OPTIMIZERS[optimizer];
  const penalty = l1 || l2 ? `, kernel_regularizer=keras.regularizers.L1L2(${l1} / ${batch}, ${l2} / (2 * ${batch}))` : "";
  const layer = (/** @type {number} */ units, /** @type {string} */ f) =>
    `    keras.layers.Dense(${units}, "${f === "identity" ? "linear" : f}", kernel_initializer=keras.initializers.${KERAS_INITIALIZERS[initialization]}${penalty}),`;
  return `import keras

keras.utils.set_random_seed(${seed})
model = keras.Sequential([
    keras.Input((2,)),
${[...hidden.map((units) => layer(units, activation)), layer(isPair ? 1 : classes, isPair ? "sigmoid" : "softmax")].join("\n")}
])
model.compile(keras.optimizers.${name}(${rate}${more}), "${isPair ? "binary" : "categorical"}_crossentropy", metrics=["accuracy"])
model.fit(x, y, batch_size=${batch}, epochs=100)`;
}

/** @param {{query: Record<string, string>}} props */
export default function NetworkPage({ query }) {
  const setup = setupOf(query);
  const { state, error, playing, setPlaying, rate, train, restart, edit } = useTraining(setup);
  const [picked, setPicked] = useState(/** @type {Picked|null} */ (null));
  const [label, setLabel] = useState(0);
  const snippets =
    state &&
    callSnippets(location.origin, { path: "/network/train", body: question(setup, state, 100), keras: keras(setup, state.classes) });
  /** @param {number} x @param {number} y */
  const add = (x, y) => {
    const own = setup.own.length ? setup.own : (state?.points.x ?? []).map(([a, b], i) => [a, b, state?.points.labels[i] ?? 0]);
    patchQuery({ own: [...own, [x, y, label]].map(([a, b, c]) => `${a.toFixed(2)},${b.toFixed(2)},${c}`).join(";") });
  };
  /** @param {KeyboardEvent} event */
  const space = (event) => {
    if (event.key === " " && event.target === event.currentTarget) {
      event.preventDefault();
      setPlaying(!playing);
    }
  };
  return html`<${Lab} page="network" snippets=${snippets}
    lead="Every square is the plane as one neuron sees it. Press play and watch the border form; click a line to take a weight into your own hands."
  >
    ${error && html`<${Problem} error=${error} />`}
    ${!state && !error && html`<${Waiting}>A network is being trained for you, about a second.<//>`}
    ${
      state &&
      html`<div>
        <div class="transport network-transport" tabindex="0" role="group" aria-label="Training; the space bar plays and pauses"
          onKeyDown=${space}
        >
          <button class="button primary" onClick=${() => setPlaying(!playing)}>${playing ? "Pause" : "Play"}</button>
          <button class="button" disabled=${playing} onClick=${() => train(1)}>Step</button>
          <button class="button" onClick=${() => restart(0)}>Reset</button>
          <button class="quiet" onClick=${() => patchQuery({ seed: setup.seed + 1 })}>New start</button>
          <output>step <strong>${integer(state.step)}</strong></output>
          <output>right: <strong>${percent(state.accuracy)}</strong>, held out <strong>${percent(state.testAccuracy)}</strong></output>
          ${playing && rate > 0 && html`<output class="soft small">${rate.toFixed(0)} frames a second</output>`}
        </div>
        ${
          state.divergedAt &&
          html`<p class="notice bad" role="status">
            The weights ran away at step ${integer(state.divergedAt)}: the learning rate of ${setup.rate} is too large here. Take a smaller
            one, and reset.
          </p>`
        }
        <div class="network-stage">
          <${Diagram} layers=${state.layers} maps=${state.maps.layers} axes=${state.maps.x} picked=${picked} pick=${setPicked} />
          <div>
            <${Plane} maps=${state.maps.layers.at(-1)} low=${-REACH} high=${REACH} train=${state.train} test=${state.test}
              classes=${state.classes} add=${add} />
            <div class="paint">
              <span class="small soft">A click adds a point of class</span>
              ${Array.from(
                { length: Math.min(6, state.classes + (setup.own.length ? 1 : 0)) },
                (_, k) => html`<button class="choice" aria-pressed=${k === label} onClick=${() => setLabel(k)}>${k}</button>`,
              )}
            </div>
          </div>
        </div>
        ${picked && html`<${Editor} picked=${picked} layers=${state.layers} edit=${edit} />`}
        <${FormulaPair} general=${GENERAL} numbers=${counted(state.layers)} />
        <div class="beside">
          <${LinePlot} title="Cost" xLabel="step" height=${240} file="network-cost"
            lines=${[
              {
                name: `learnt ${fixed(state.course.at(-1)?.train, 3)}`,
                x: state.course.map(({ step }) => step),
                y: state.course.map((mark) => mark.train),
                colour: "--curve-1",
              },
              {
                name: `held out ${fixed(state.course.at(-1)?.test, 3)}`,
                x: state.course.map(({ step }) => step),
                y: state.course.map((mark) => mark.test),
                colour: "--curve-2",
                dashed: true,
              },
            ]} />
          <${Panel} setup=${setup} />
        </div>
      </div>`
    }
  <//>`;
}
