/** The microscope (§3.2): any derivative of a small network as its named factors, beside the same from finite differences. */

import { Erratum, Lab } from "../../components/lab.js";
import { Player } from "../../components/player.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberIn } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { AllDerivatives } from "./all-derivatives.js";
import { Factors } from "./factors.js";
import { setupOf, useMicroscope } from "./microscope.js";
import { NetworkFigure } from "./network-figure.js";
import { Panel } from "./panel.js";

addStylesheet("/labs/backpropagation/backpropagation.css");

/** @typedef {import("./network-figure.js").Picked} Picked */
/** @typedef {import("./microscope.js").Gradients} Gradients */
/** @typedef {import("./microscope.js").Passed} Passed */
/** @typedef {import("./microscope.js").Setup} Setup */
/** @typedef {import("./microscope.js").Told} Told */

const PLAY_MS = 900;

/** @param {number} stage @param {number} layers */
const stageWords = (stage, layers) =>
  stage === 0
    ? "the input is there"
    : stage <= layers
      ? `forward: layer ${stage} has spoken`
      : `back: δ of layer ${2 * layers + 1 - stage} is known`;

/** @param {{backward: Gradients}} props */
function Exponents({ backward }) {
  const deltas = backward.layers.map(({ delta }, l) => `layer ${l + 1}: ${delta[0].map((v) => significant(v, 3)).join(", ")}`);
  return html`<${Erratum}>
    In §3.2.2 the tutorial writes the local gradient with the exponent (i), which numbers examples, where it means (l), which numbers
    layers: δ<sup>(l)</sup> = ∂J/∂a<sup>(l)</sup> · ∂a<sup>(l)</sup>/∂z<sup>(l)</sup>. Read with (i), there would be one δ an example
    and none a layer; here it is ${deltas.join("; ")}.
  <//>`;
}

/**
 * @param {{setup: Setup, query: Record<string, string>, passed: Passed, told: Told|null, costs: number[], picked: Picked}} props
 */
function Microscope({ setup, query, passed, told, costs, picked }) {
  const { units, x } = setup;
  const last = 2 * units.length;
  const stage = Math.max(0, Math.min(last, numberIn(query, "stage", last)));
  const words = stageWords(stage, units.length);
  const pick = (/** @type {Picked} */ { layer, unit, input }) => patchQuery({ pick: `${layer},${unit},${input ?? "b"}` });
  return html`<div>
    <${Player} state=${stage} last=${last} label="Forward, then backward" milliseconds=${PLAY_MS} said=${words} valueText=${words}
      choose=${(/** @type {number} */ next) => patchQuery({ stage: next === last ? null : next })} />
    <div class="stage">
      <${NetworkFigure} x=${x} layers=${passed.network} forward=${passed.forward.layers} backward=${passed.layers}
        seen=${Math.min(stage, units.length)} told=${Math.max(0, stage - units.length)} picked=${picked} pick=${pick} />
      <${Panel} setup=${setup} passed=${passed} costs=${costs} />
    </div>
    ${told && html`<${Factors} told=${told} />`}
    <${Exponents} backward=${passed} />
    <h2>All of them, checked</h2>
    <p class="soft">The largest deviation from finite differences is ${significant(passed.largest_deviation, 2)}.</p>
    <${AllDerivatives} layers=${passed.network} backward=${passed} picked=${picked} pick=${pick} />
  </div>`;
}

/** @param {{query: Record<string, string>}} props */
export default function Backpropagation({ query }) {
  const setup = setupOf(query);
  const { body, picked, costs, passed, told, error } = useMicroscope(setup, query.pick);
  const numpy = told ? `import numpy as np\n\n# delta: the local gradients of each layer; x: its inputs\n${told.code}` : undefined;
  const snippets = body && callSnippets(location.origin, { path: "/network/chain-rule", body: { ...body, ...picked }, numpy });
  return html`<${Lab} page="backpropagation" snippets=${snippets}
    lead="Choose a line or a neuron: its derivative falls apart into factors, and each has its place in the network."
  >
    ${error && html`<${Problem} error=${error} />`}
    ${!passed && !error && html`<${Waiting}>The derivatives are being computed.<//>`}
    ${passed && html`<${Microscope} setup=${setup} query=${query} passed=${passed} told=${told} costs=${costs} picked=${picked} />`}
  <//>`;
}
