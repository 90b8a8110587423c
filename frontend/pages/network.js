/** A network that learns (§II): its weights, what each neuron sees, and where it draws the border, live. */

import { useState } from "preact/hooks";

import { LinePlot } from "../charts/line-plot.js";
import { FormulaPair } from "../components/formula.js";
import { Lab } from "../components/lab.js";
import { addStylesheet } from "../components/stylesheet.js";
import { Problem, Waiting } from "../components/words.js";
import { Diagram } from "../labs/network/diagram.js";
import { OwnPoints } from "../labs/network/own-points.js";
import { Plane } from "../labs/network/plane.js";
import { ACTIVATIONS, INITIALIZATIONS, OPTIMIZERS, setupOf, SHAPES } from "../labs/network/setup.js";
import { question, REACH, useTraining } from "../labs/network/training.js";
import { html } from "../lib/html.js";
import { fixed, integer, percent } from "../lib/numbers.js";
import { callSnippets } from "../lib/snippets.js";
import { patchQuery } from "../state.js";

addStylesheet("/styles/network.css");

/** @typedef {import("../labs/network/setup.js").Setup} Setup */
/** @typedef {import("../labs/network/diagram.js").Picked} Picked */

/** @param {{name: string, title: string, value: string, words: readonly string[]}} props */
const Choice = ({ name, title, value, words }) => html`<label class="choice-row"><span>${title}</span><select value=${value} onChange=${(/** @type {any} */ e) => patchQuery({ [name]: e.target.value === words[0] ? null : e.target.value })}>${words.map((word) => html`<option value=${word} selected=${word === value}>${word.replaceAll("_", " ")}</option>`)}</select></label>`;

/** @param {{name: string, title: string, value: number, min: number, max: number, step: string}} props */
const Count = ({ name, title, value, min, max, step }) => html`<label class="choice-row"><span>${title}</span><input type="number" min=${min} max=${max} step=${step} value=${value} onInput=${(/** @type {any} */ e) => e.target.valueAsNumber >= min && e.target.valueAsNumber <= max && patchQuery({ [name]: e.target.valueAsNumber })} /></label>`;

/** @param {{setup: Setup}} props */
function LayerSizes({ setup: { hidden } }) {
  const put = (/** @type {number[]} */ next) => patchQuery({ hidden: next.join(",") });
  return html`<div class="layer-sizes"><span>Hidden layers</span>
    ${hidden.map((n, l) => html`<input key=${l} type="number" min="1" max="64" value=${n} aria-label=${`Neurons of hidden layer ${l + 1}`} onInput=${(/** @type {any} */ e) => e.target.valueAsNumber >= 1 && e.target.valueAsNumber <= 64 && put(hidden.map((old, k) => (k === l ? e.target.valueAsNumber : old)))} />`)}
    <button class="quiet" disabled=${hidden.length >= 5} aria-label="One more hidden layer" onClick=${() => put([...hidden, 4])}>+</button><button class="quiet" disabled=${hidden.length <= 1} aria-label="One hidden layer less" onClick=${() => put(hidden.slice(0, -1))}>−</button></div>`;
}

/** @param {{setup: Setup}} props */
const Panel = ({ setup }) => html`<div class="panel">
  <h3>Points</h3>
  <${Choice} name="shape" title="Shape" value=${setup.shape} words=${SHAPES} /><${Count} name="classes" title="Classes" value=${setup.classes} min=${2} max=${6} step="1" /><${Count} name="noise" title="Noise" value=${setup.noise} min=${0} max=${0.5} step="0.01" /><${Count} name="share" title="Share that is learnt" value=${setup.share} min=${0.1} max=${0.9} step="0.1" />
  <${OwnPoints} own=${setup.own} />
  <h3>Network</h3>
  <${LayerSizes} setup=${setup} /><${Choice} name="f" title="Activation" value=${setup.activation} words=${ACTIVATIONS} /><${Choice} name="init" title="Weights begin as" value=${setup.initialization} words=${INITIALIZATIONS} />
  <h3>Training</h3>
  <${Choice} name="by" title="Optimizer" value=${setup.optimizer} words=${OPTIMIZERS} /><${Count} name="rate" title="Learning rate" value=${setup.rate} min=${0} max=${10} step="any" /><${Count} name="batch" title="Batch" value=${setup.batch} min=${1} max=${200} step="1" /><${Count} name="l1" title="L1" value=${setup.l1} min=${0} max=${10} step="any" /><${Count} name="l2" title="L2" value=${setup.l2} min=${0} max=${10} step="any" />
</div>`;

const GENERAL = { tex: "\\mathbf{a}^{(l)} = f\\big(W^{(l)}\\mathbf{a}^{(l-1)} + \\mathbf{b}^{(l)}\\big), \\qquad \\sum_l (n_{l-1}\\, n_l + n_l) \\text{ parameters}", plain: "a(l) = f(W(l) a(l−1) + b(l))" };

/** The number of parameters, layer by layer. @param {any[]} layers */
function counted(layers) {
  const sizes = layers.map(({ weights }) => [weights[0].length, weights.length]);
  const total = sizes.reduce((sum, [from, to]) => sum + from * to + to, 0);
  return { tex: `${sizes.map(([from, to]) => `(${from}\\cdot ${to} + ${to})`).join(" + ")} = ${total}`, plain: `${sizes.map(([from, to]) => `(${from}·${to} + ${to})`).join(" + ")} = ${total}` };
}

/** @param {{picked: Picked, layers: any[], edit: (layers: any[]) => void}} props */
function Editor({ picked: { layer, unit, input }, layers, edit }) {
  const one = layers[layer];
  const value = one && (input === null ? one.bias[unit] : one.weights[unit]?.[input]);
  if (value === undefined) return null;
  const set = (/** @type {number} */ next) => edit(layers.map((old, l) => (l !== layer ? old : input === null ? { ...old, bias: old.bias.map((/** @type {number} */ b, /** @type {number} */ u) => (u === unit ? next : b)) } : { ...old, weights: old.weights.map((/** @type {number[]} */ row, /** @type {number} */ u) => (u === unit ? row.map((w, i) => (i === input ? next : w)) : row)) })));
  return html`<label class="weight-editor"><span>${input === null ? `Bias of neuron ${unit + 1} of layer ${layer + 1}` : `Weight from ${layer === 0 ? `x${input + 1}` : `neuron ${input + 1}`} to neuron ${unit + 1} of layer ${layer + 1}`}</span>
    <input type="number" step="0.1" value=${Number(value.toFixed(4))} onInput=${(/** @type {any} */ e) => Number.isFinite(e.target.valueAsNumber) && set(e.target.valueAsNumber)} /></label>`;
}

/** @param {Setup} setup @param {number} classes */
const keras = ({ hidden, activation, optimizer, rate, batch }, classes) => `import keras

model = keras.Sequential([
    keras.Input((2,)),
${hidden.map((n) => `    keras.layers.Dense(${n}, activation="${activation === "identity" ? "linear" : activation}"),`).join("\n")}
    keras.layers.Dense(${classes === 2 ? 1 : classes}, activation="${classes === 2 ? "sigmoid" : "softmax"}"),
])
model.compile(keras.optimizers.${{ adam: "Adam", adamw: "AdamW", rmsprop: "RMSprop", adagrad: "Adagrad" }[/** @type {"adam"} */ (optimizer)] ?? "SGD"}(${rate}${optimizer === "momentum" || optimizer === "nesterov" ? `, momentum=0.9${optimizer === "nesterov" ? ", nesterov=True" : ""}` : ""}), loss="${classes === 2 ? "binary_crossentropy" : "categorical_crossentropy"}", metrics=["accuracy"])
model.fit(x, y, batch_size=${batch}, epochs=100)`;

/** @param {{query: Record<string, string>}} props */
export default function NetworkPage({ query }) {
  const setup = setupOf(query);
  const { state, error, playing, setPlaying, rate, train, restart, edit } = useTraining(setup);
  const [picked, setPicked] = useState(/** @type {Picked|null} */ (null));
  const [label, setLabel] = useState(0);
  const snippets = state && callSnippets(location.origin, { path: "/network/train", body: question(setup, state, 100), keras: keras(setup, state.classes) });
  /** @param {number} x @param {number} y */
  const add = (x, y) => {
    const own = setup.own.length ? setup.own : (state?.train.x ?? []).map((/** @type {number[]} */ [a, b], /** @type {number} */ i) => [a, b, state?.train.labels[i]]);
    patchQuery({ own: [...own, [x, y, label]].map(([a, b, c]) => `${a.toFixed(2)},${b.toFixed(2)},${c}`).join(";") });
  };
  /** @param {KeyboardEvent} event */
  const space = (event) => { if (event.key === " " && event.target === event.currentTarget) { event.preventDefault(); setPlaying(!playing); } };
  return html`<${Lab} page="network" snippets=${snippets} lead="Every square is the plane as one neuron sees it. Press play and watch the border form; click a line to take a weight into your own hands.">
    ${error && html`<${Problem} error=${error} />`}
    ${!state && !error && html`<${Waiting}>A network is being trained for you, about a second.<//>`}
    ${state && html`<div>
      <div class="transport network-transport" tabindex="0" role="group" aria-label="Training; the space bar plays and pauses" onKeyDown=${space}>
        <button class="button primary" onClick=${() => setPlaying(!playing)}>${playing ? "Pause" : "Play"}</button><button class="button" disabled=${playing} onClick=${() => train(1)}>Step</button><button class="button" onClick=${() => restart(0)}>Reset</button><button class="quiet" onClick=${() => patchQuery({ seed: setup.seed + 1 })}>New start</button>
        <output>step <strong>${integer(state.step)}</strong></output><output>right: <strong>${percent(state.accuracy)}</strong>, held out <strong>${percent(state.testAccuracy)}</strong></output>${playing && rate > 0 && html`<output class="soft small">${rate.toFixed(0)} frames a second</output>`}
      </div>
      ${state.divergedAt && html`<p class="notice bad" role="status">The weights ran away at step ${integer(state.divergedAt)}: the learning rate of ${setup.rate} is too large here. Take a smaller one, and reset.</p>`}
      <div class="network-stage">
        <${Diagram} layers=${state.layers} maps=${state.maps.layers} axes=${state.maps.x} picked=${picked} pick=${setPicked} />
        <div><${Plane} maps=${state.maps.layers.at(-1)} low=${-REACH} high=${REACH} train=${state.train} test=${state.test} classes=${state.classes} add=${add} />
          <div class="paint"><span class="small soft">A click adds a point of class</span>${Array.from({ length: Math.min(6, state.classes + (setup.own.length ? 1 : 0)) }, (_, k) => html`<button class="choice" aria-pressed=${k === label} onClick=${() => setLabel(k)}>${k}</button>`)}</div></div>
      </div>
      ${picked && html`<${Editor} picked=${picked} layers=${state.layers} edit=${edit} />`}
      <${FormulaPair} general=${GENERAL} numbers=${counted(state.layers)} />
      <div class="beside">
        <${LinePlot} title="Cost" xLabel="step" height=${240} file="network-cost" lines=${[{ name: `learnt ${fixed(state.course.at(-1)?.train, 3)}`, x: state.course.map(({ step }) => step), y: state.course.map((mark) => mark.train), colour: "--curve-1" }, { name: `held out ${fixed(state.course.at(-1)?.test, 3)}`, x: state.course.map(({ step }) => step), y: state.course.map((mark) => mark.test), colour: "--curve-2", dashed: true }]} />
        <${Panel} setup=${setup} />
      </div>
    </div>`}
  <//>`;
}
