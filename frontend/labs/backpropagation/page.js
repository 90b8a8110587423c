/** The microscope (§3.2): any derivative of a small network as its named factors, beside the same from finite differences. */

import { ask } from "../../api.js";
import { FormulaPair } from "../../components/formula.js";
import { Erratum, Lab } from "../../components/lab.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { Player } from "../../components/player.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant, subscript } from "../../lib/numbers.js";
import { numberIn, numbersIn, wordIn } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { NetworkFigure } from "./network-figure.js";

addStylesheet("/labs/backpropagation/backpropagation.css");

/** @typedef {import("./network-figure.js").Picked} Picked */

const SHAPES = /** @type {const} */ (["3-2-1", "2-1", "4-3-2-1", "1"]);
const INPUTS = [0.5, -1];
const ACTIVATIONS = /** @type {const} */ (["tanh", "sigmoid", "relu"]);
const PLAY_MS = 900;
const FACTORS = ["dj_da", "da_dz", "dz_dw"];
const GENERAL = {
  tex: "\\frac{\\partial J}{\\partial w_{j,k}^{(l)}} = \\frac{\\partial J}{\\partial a_j^{(l)}} \\cdot \\frac{\\partial a_j^{(l)}}{\\partial z_j^{(l)}} \\cdot \\frac{\\partial z_j^{(l)}}{\\partial w_{j,k}^{(l)}}",
  plain: "∂J/∂w = ∂J/∂a · ∂a/∂z · ∂z/∂w",
};

/** `1,0,b`: layer, neuron, input or bias. @param {string|undefined} text @param {any[]} layers @returns {Picked} */
function pickedIn(text, layers) {
  const [layer, unit, input] = (text ?? "0,0,0").split(",");
  const found = { layer: Number(layer), unit: Number(unit), input: input === "b" ? null : Number(input) };
  const row = layers[found.layer]?.weights[found.unit];
  return row && (found.input === null || found.input in row) ? found : { layer: 0, unit: 0, input: 0 };
}

/** @param {number} value */
const bracket = (value) => (value < 0 ? `(${significant(value)})` : significant(value));

/** @param {any} told */
function withNumbers({ symbol, examples: [{ factors }], value }) {
  const numbers = factors.map((/** @type {any} */ factor, /** @type {number} */ i) =>
    texSymbol(FACTORS[i] ?? `f${i}`, bracket(factor.value)),
  );
  return {
    tex: `${symbol} = ${numbers.join(" \\cdot ")} = \\mathbf{${significant(value, 6)}}`,
    plain: `${factors.map((/** @type {any} */ factor) => bracket(factor.value)).join(" · ")} = ${significant(value, 6)}`,
  };
}

/** Where ∂J/∂a of the neuron comes from. @param {any} told */
function upstream({ upstream: terms, examples }) {
  if (!terms.length) return null;
  const sum = terms.map((/** @type {any} */ { factors }) => factors.map((/** @type {any} */ { symbol }) => symbol).join("\\,")).join(" + ");
  const numbers = terms
    .map((/** @type {any} */ { factors }) => factors.map((/** @type {any} */ { value }) => bracket(value)).join(" \\cdot "))
    .join(" + ");
  const total = examples[0].factors[0].value;
  return {
    general: { tex: sum, plain: "Σ δ w" },
    numbers: { tex: `${numbers} = ${significant(total, 5)}`, plain: `${significant(total, 5)}` },
  };
}

/** @param {number} stage @param {number} layers */
const stageWords = (stage, layers) =>
  stage === 0
    ? "the input is there"
    : stage <= layers
      ? `forward: layer ${stage} has spoken`
      : `back: δ of layer ${2 * layers + 1 - stage} is known`;

/** @param {{layers: any[], backward: any, picked: Picked, pick: (picked: Picked) => void}} props */
const AllDerivatives = ({
  layers,
  backward,
  picked,
  pick,
}) => html`<div class="ledger-scroll" tabindex="0" role="group" aria-label="Every derivative">
  <table>
    <thead>
      <tr>
        <th scope="col">parameter</th>
        <th scope="col" class="number">value</th>
        <th scope="col" class="number">derivative</th>
        <th scope="col" class="number">finite difference</th>
      </tr>
    </thead>
    <tbody>
      ${layers.flatMap(({ weights, bias }, l) =>
        weights.flatMap((/** @type {number[]} */ row, /** @type {number} */ u) =>
          [
            ...row.map((w, i) => ({ i, w, d: backward.layers[l].dj_dw[u][i], f: backward.layers[l].dj_dw_difference[u][i] })),
            { i: null, w: bias[u], d: backward.layers[l].dj_db[u], f: backward.layers[l].dj_db_difference[u] },
          ].map(
            ({ i, w, d, f }) => html`<tr class=${picked.layer === l && picked.unit === u && picked.input === i ? "active" : ""}>
              <td>
                <button class="row-open" onClick=${() => pick({ layer: l, unit: u, input: i })}>
                  ${i === null ? `b, neuron ${u + 1}` : `w, ${i + 1} → ${u + 1}`} <span class="soft">of layer ${l + 1}</span>
                </button>
              </td>
              <td class="number">${significant(w)}</td>
              <td class="number">${significant(d, 6)}</td>
              <td class="number">${significant(f, 6)}</td>
            </tr>`,
          ),
        ),
      )}
    </tbody>
  </table>
</div>`;

/** @param {{query: Record<string, string>}} props */
export default function Backpropagation({ query }) {
  const shape = wordIn(query, "units", SHAPES);
  const units = shape.split("-").map(Number);
  const x = numbersIn(query, "x", INPUTS).slice(0, 4);
  const [target, seed, rate, steps] = [
    numberIn(query, "y", 1),
    Math.max(0, numberIn(query, "seed", 3)),
    numberIn(query, "rate", 0.5),
    Math.max(0, Math.min(200, numberIn(query, "steps", 0))),
  ];
  const activation = wordIn(query, "f", ACTIVATIONS);
  const made = useAnswer(JSON.stringify([units, x.length, seed, activation, x, target, rate, steps]), async () => {
    const fresh = await ask("/network/new", {
      inputs: x.length,
      units,
      seed,
      activations: units.map((_, i) => (i === units.length - 1 ? "sigmoid" : activation)),
    });
    if (!steps) return { ...fresh, costs: [], steps };
    const trained = await ask("/network/train", {
      ...fresh,
      x: [x],
      y: [[target]],
      steps,
      optimizer: "sgd",
      parameters: { learning_rate: rate },
    });
    return { ...trained, steps };
  });
  const layers = made.data?.layers;
  const picked = pickedIn(query.pick, layers ?? []);
  const body = layers && { layers, x: [x], y: [[target]] };
  const key = layers ? JSON.stringify(body) : "";
  const backward = useAnswer(key, async () => ({
    key,
    steps: made.data?.steps,
    forward: await ask("/network/forward", { layers, x: [x] }),
    ...(await ask("/network/backward", body)),
  }));
  const told = useAnswer(key && `${key} ${query.pick}`, () =>
    ask("/network/chain-rule", { ...body, layer: picked.layer, unit: picked.unit, input: picked.input }),
  );
  const last = 2 * units.length;
  const stage = Math.max(0, Math.min(last, numberIn(query, "stage", last)));
  const pick = (/** @type {Picked} */ { layer, unit, input }) => patchQuery({ pick: `${layer},${unit},${input ?? "b"}` });
  const ready = layers && backward.data && backward.data.key === key;
  const up = told.data && upstream(told.data);
  const error = made.error ?? backward.error ?? told.error;
  return html`<${Lab} page="backpropagation"
    snippets=${
      body &&
      callSnippets(location.origin, {
        path: "/network/chain-rule",
        body: { ...body, ...picked },
        numpy: told.data ? `import numpy as np\n\n# delta: the local gradients of each layer; x: its inputs\n${told.data.code}` : undefined,
      })
    } lead="Choose a line or a neuron: its derivative falls apart into factors, and each has its place in the network."
  >
    ${error && html`<${Problem} error=${error} />`}
    ${!ready && !error && html`<${Waiting}>The derivatives are being computed.<//>`}
    ${
      ready &&
      html`<div>
        <${Player} state=${stage} last=${last}
          choose=${(/** @type {number} */ next) => patchQuery({ stage: next === last ? null : next })} label="Forward, then backward"
          milliseconds=${PLAY_MS} said=${stageWords(stage, units.length)} valueText=${stageWords(stage, units.length)} />
        <div class="stage">
          <${NetworkFigure} x=${x} layers=${layers} forward=${backward.data.forward.layers} backward=${backward.data.layers}
            seen=${Math.min(stage, units.length)} told=${Math.max(0, stage - units.length)} picked=${picked} pick=${pick} />
          <div class="panel">
            <label class="choice-row">
              <span>Neurons</span>
              <select value=${shape} onChange=${(/** @type {any} */ e) => patchQuery({ units: e.target.value, pick: null, stage: null })}>
                ${SHAPES.map((word) => html`<option value=${word} selected=${word === shape}>${word}</option>`)}
              </select>
            </label>
            <label class="choice-row">
              <span>Activation</span>
              <select value=${activation} onChange=${(/** @type {any} */ e) => patchQuery({ f: e.target.value })}>
                ${ACTIVATIONS.map((word) => html`<option value=${word} selected=${word === activation}>${word}</option>`)}
              </select>
            </label>
            ${x.map(
              (value, i) =>
                html`<label class="choice-row" key=${i}>
                  <span>x${subscript(i + 1)}</span>
                  <input type="number" step="0.1" value=${value}
                    onInput=${(/** @type {any} */ e) =>
                      Number.isFinite(e.target.valueAsNumber) &&
                      patchQuery({ x: x.map((old, k) => (k === i ? e.target.valueAsNumber : old)).join(",") })} />
                </label>`,
            )}
            <label class="choice-row">
              <span>target y</span>
              <input type="number" min="0" max="1" step="0.1" value=${target}
                onInput=${(/** @type {any} */ e) =>
                  e.target.valueAsNumber >= 0 && e.target.valueAsNumber <= 1 && patchQuery({ y: e.target.valueAsNumber })} />
            </label>
            <label class="choice-row">
              <span>Learning rate</span>
              <input type="number" min="0" max="10" step="0.1" value=${rate}
                onInput=${(/** @type {any} */ e) =>
                  e.target.valueAsNumber > 0 && e.target.valueAsNumber <= 10 && patchQuery({ rate: e.target.valueAsNumber })} />
            </label>
            <p class="actions">
              <button class="button" disabled=${steps >= 200} onClick=${() => patchQuery({ steps: steps + 1 })}>
                Take a step downhill
              </button>
              ${steps > 0 && html`<button class="quiet" onClick=${() => patchQuery({ steps: null })}>Back to the start</button>`}
              <button class="quiet" onClick=${() => patchQuery({ seed: seed + 1, steps: null })}>Other weights</button>
            </p>
            <p role="status">
              J = <strong>${significant(backward.data.cost.total, 5)}</strong>
              ${
                backward.data.steps > 0 &&
                html`
                  ${" "}after ${backward.data.steps} ${backward.data.steps === 1 ? "step" : "steps"}; it
                  was ${significant(made.data.costs[0], 5)}
                `
              }
            </p>
          </div>
        </div>
        ${
          told.data &&
          html`<div>
            <${FormulaPair} general=${GENERAL} numbers=${withNumbers(told.data)} />
            <p>From finite differences, (J(w + h) − J(w − h))/2h: <strong>${significant(told.data.finite_difference, 6)}</strong>.</p>
            ${up && html`<h3>Where ∂J/∂a comes from</h3><${FormulaPair} ...${up} />`}
            <p class="small">In NumPy, for all weights of the layer: <code>${told.data.code}</code></p>
          </div>`
        }
        <${Erratum}>
          In §3.2.2 the tutorial writes the local gradient with the exponent (i), which numbers examples, where it means (l), which numbers
          layers: δ<sup>(l)</sup> = ∂J/∂a<sup>(l)</sup> · ∂a<sup>(l)</sup>/∂z<sup>(l)</sup>. Read with (i), there would be one δ an example
          and none a layer; here it is${" "}
          ${backward.data.layers
            .map(
              (/** @type {any} */ { delta }, /** @type {number} */ l) =>
                `layer ${l + 1}: ${delta[0].map((/** @type {number} */ v) => significant(v, 3)).join(", ")}`,
            )
            .join("; ")}.
        <//>
        <h2>All of them, checked</h2>
        <p class="soft">The largest deviation from finite differences is ${significant(backward.data.largest_deviation, 2)}.</p>
        <${AllDerivatives} layers=${layers} backward=${backward.data} picked=${picked} pick=${pick} />
      </div>`
    }
  <//>`;
}
