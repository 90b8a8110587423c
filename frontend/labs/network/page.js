/** A network that learns (§II): its weights, what each neuron sees, and where it draws the border, live. */

import { useState } from "preact/hooks";

import { LinePlot } from "../../charts/line-plot.js";
import { FormulaPair } from "../../components/formula.js";
import { Lab } from "../../components/lab.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { Problem, Waiting } from "../../components/words.js";
import { onNumber } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { fixed, integer, percent } from "../../lib/numbers.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { Diagram } from "./diagram.js";
import { keras } from "./keras.js";
import { Panel } from "./panel.js";
import { Plane } from "./plane.js";
import { setupOf } from "./setup.js";
import { question, REACH, useTraining } from "./training.js";

addStylesheet("/labs/network/network.css");

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./diagram.js").Layer} Layer */
/** @typedef {import("./diagram.js").Picked} Picked */
/** @typedef {import("./training.js").State} State */
/** @typedef {ReturnType<typeof useTraining>} Training */

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

/**
 * The layer with another value of one weight, or of a bias.
 * @param {Layer} layer
 * @param {Picked} picked
 * @param {number} value
 * @returns {Layer}
 */
function withValue(layer, { unit, input }, value) {
  if (input === null) return { ...layer, bias: layer.bias.with(unit, value) };
  return { ...layer, weights: layer.weights.with(unit, layer.weights[unit].with(input, value)) };
}

/** @param {{picked: Picked, layers: Layer[], edit: (layers: Layer[]) => void}} props */
function Editor({ picked, layers, edit }) {
  const { layer, unit, input } = picked;
  const one = layers[layer];
  const value = one && (input === null ? one.bias[unit] : one.weights[unit]?.[input]);
  if (value === undefined) return null;
  return html`<label class="weight-editor">
    <span>
      ${
        input === null
          ? `Bias of neuron ${unit + 1} of layer ${layer + 1}`
          : `Weight from ${layer === 0 ? `x${input + 1}` : `neuron ${input + 1}`} to neuron ${unit + 1} of layer ${layer + 1}`
      }
    </span>
    <input type="number" step="0.1" value=${Number(value.toFixed(4))}
      onInput=${onNumber((next) => edit(layers.with(layer, withValue(one, picked, next))))} />
  </label>`;
}

/** Play, step, begin again; and how far it is. @param {{setup: Setup, training: Training, state: State}} props */
function Transport({ setup, training: { playing, setPlaying, rate, trainer }, state }) {
  /** @param {KeyboardEvent} event */
  const space = (event) => {
    if (event.key === " " && event.target === event.currentTarget) {
      event.preventDefault();
      setPlaying(!playing);
    }
  };
  return html`<div class="transport network-transport" tabindex="0" role="group" aria-label="Training; the space bar plays and pauses"
    onKeyDown=${space}
  >
    <button class="button primary" onClick=${() => setPlaying(!playing)}>${playing ? "Pause" : "Play"}</button>
    <button class="button" disabled=${playing} onClick=${() => trainer.train(1)}>Step</button>
    <button class="button" onClick=${() => trainer.restart(0)}>Reset</button>
    <button class="quiet" onClick=${() => patchQuery({ seed: setup.seed + 1 })}>New start</button>
    <output>step <strong>${integer(state.step)}</strong></output>
    <output>right: <strong>${percent(state.accuracy)}</strong>, held out <strong>${percent(state.testAccuracy)}</strong></output>
    ${playing && rate > 0 && html`<output class="soft small">${rate.toFixed(0)} frames a second</output>`}
  </div>`;
}

/** The plane, and the class of the points that a click adds. @param {{setup: Setup, state: State}} props */
function Points({ setup, state }) {
  const [label, setLabel] = useState(0);
  const { points, classes, maps, train, test } = state;
  /** @param {number} x @param {number} y */
  const add = (x, y) => {
    const own = setup.own.length ? setup.own : points.x.map(([a, b], i) => [a, b, points.labels[i]]);
    patchQuery({ own: [...own, [x, y, label]].map(([a, b, c]) => `${a.toFixed(2)},${b.toFixed(2)},${c}`).join(";") });
  };
  return html`<div>
    <${Plane} maps=${maps.layers.at(-1)} low=${-REACH} high=${REACH} train=${train} test=${test} classes=${classes} add=${add} />
    <div class="paint">
      <span class="small soft">A click adds a point of class</span>
      ${Array.from(
        { length: Math.min(6, classes + (setup.own.length ? 1 : 0)) },
        (_, k) => html`<button class="choice" aria-pressed=${k === label} onClick=${() => setLabel(k)}>${k}</button>`,
      )}
    </div>
  </div>`;
}

/** The cost of both parts so far. @param {{course: State["course"]}} props */
function Costs({ course }) {
  const x = course.map(({ step }) => step);
  const [learnt, held] = [course.map(({ train }) => train), course.map(({ test }) => test)];
  return html`<${LinePlot} title="Cost" xLabel="step" height=${240} file="network-cost" lines=${[
    { name: `learnt ${fixed(learnt.at(-1), 3)}`, x, y: learnt, colour: "--curve-1" },
    { name: `held out ${fixed(held.at(-1), 3)}`, x, y: held, colour: "--curve-2", dashed: true },
  ]} />`;
}

/** @param {{setup: Setup, training: Training, state: State}} props */
function Learning({ setup, training, state }) {
  const [picked, setPicked] = useState(/** @type {Picked|null} */ (null));
  const { layers, maps, course, divergedAt } = state;
  return html`<div>
    <${Transport} setup=${setup} training=${training} state=${state} />
    ${
      divergedAt &&
      html`<p class="notice bad" role="status">
        The weights ran away at step ${integer(divergedAt)}: the learning rate of ${setup.rate} is too large here. Take a smaller one, and
        reset.
      </p>`
    }
    <div class="network-stage">
      <${Diagram} layers=${layers} maps=${maps.layers} axes=${maps.x} picked=${picked} pick=${setPicked} />
      <${Points} setup=${setup} state=${state} />
    </div>
    ${picked && html`<${Editor} picked=${picked} layers=${layers} edit=${(/** @type {Layer[]} */ next) => training.trainer.edit(next)} />`}
    <${FormulaPair} general=${GENERAL} numbers=${counted(layers)} />
    <div class="beside">
      <${Costs} course=${course} />
      <${Panel} setup=${setup} />
    </div>
  </div>`;
}

/** @param {{query: Record<string, string>}} props */
export default function NetworkPage({ query }) {
  const setup = setupOf(query);
  const training = useTraining(setup);
  const { state, error } = training;
  const snippets =
    state &&
    callSnippets(location.origin, { path: "/network/train", body: question(setup, state, 100), keras: keras(setup, state.classes) });
  return html`<${Lab} page="network" snippets=${snippets}
    lead=${html`
      Every square is the plane as one neuron sees it. Press play and watch the border form; click a line to take a weight into your own
      hands.
    `}
  >
    ${error && html`<${Problem} error=${error} />`}
    ${!state && !error && html`<${Waiting}>A network is being trained for you, about a second.<//>`}
    ${state && html`<${Learning} setup=${setup} training=${training} state=${state} />`}
  <//>`;
}
