/** Backpropagation step by step (§3.2): forward pass, backward pass, and the chain rule for any weight of a small network. */

import { Erratum, Lab } from "../../components/lab.js";
import { Player } from "../../components/player.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberIn } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { ChainRule } from "./chain-rule.js";
import { GradientCheck } from "./gradient-check.js";
import { NetworkFigure } from "./network-figure.js";
import { numpyOf } from "./numpy.js";
import { Panel } from "./panel.js";
import { setupOf, useBackpropagation } from "./use-backpropagation.js";

addStylesheet("/labs/backpropagation/backpropagation.css");

/** @typedef {import("./network-figure.js").Parameter} Parameter */
/** @typedef {import("./use-backpropagation.js").Gradients} Gradients */
/** @typedef {import("./use-backpropagation.js").Passes} Passes */
/** @typedef {import("./use-backpropagation.js").Derivation} Derivation */

const PLAY_MS = 900;

/** @param {number} stage @param {number} layers */
const stageName = (stage, layers) => {
  if (stage === 0) return "forward pass: input x";
  return stage <= layers ? `forward pass: layer ${stage}` : `backward pass: δ of layer ${2 * layers + 1 - stage}`;
};

/** @param {{backward: Gradients}} props */
function SuperscriptErratum({ backward }) {
  const deltas = backward.layers.map(({ delta }, l) => `layer ${l + 1}: ${delta[0].map((v) => significant(v, 3)).join(", ")}`);
  return html`<${Erratum}>
    In §3.2.2 one superscript is wrong: in ∂z<sub>j</sub><sup>(l)</sup>/∂w<sub>jk</sub><sup>(i)</sup> the weight has (i), the index of
    an example, where it must have (l), the index of its layer, as everywhere else:${" "}
    ∂z<sub>j</sub><sup>(l)</sup>/∂w<sub>jk</sub><sup>(l)</sup>
    = x<sub>k</sub><sup>(l−1)</sup>. A weight belongs to a layer and is the same for all examples. The local gradient δ is printed correctly
    with (l); here it is ${deltas.join("; ")}.
    ${" "}In §3.1 w<sup>(l)</sup> joins layer l to l + 1, in §3.2.2 and on this page l − 1 to l: the same weights, numbered differently.
  <//>`;
}

/** @param {{query: Record<string, string>, passes: Passes, selected: Parameter, select: (parameter: Parameter) => void}} props */
function Stages({ query, passes, selected, select }) {
  const { network } = passes;
  const last = 2 * network.length;
  const stage = numberIn(query, "stage", last, { integer: true, minimum: 0, maximum: last });
  const name = stageName(stage, network.length);
  return html`<div>
    <${Player} state=${stage} last=${last} label="Forward pass, then backward pass" milliseconds=${PLAY_MS} said=${name} valueText=${name}
      choose=${(/** @type {number} */ next) => patchQuery({ stage: next === last ? null : next })} />
    <${NetworkFigure} x=${passes.x} layers=${network} forward=${passes.forward.layers} backward=${passes.layers}
      forwardLayers=${Math.min(stage, network.length)} backwardLayers=${Math.max(0, stage - network.length)} selected=${selected}
      select=${select} />
  </div>`;
}

/** @param {{passes: Passes, derivation: Derivation|null, selected: Parameter, select: (parameter: Parameter) => void}} props */
const Explained = ({ passes, derivation, selected, select }) => html`<div>
  ${derivation && html`<${ChainRule} derivation=${derivation} selected=${selected} layers=${passes.network} />`}
  <${SuperscriptErratum} backward=${passes} />
  <${GradientCheck} layers=${passes.network} backward=${passes} selected=${selected} select=${select} />
</div>`;

/** @param {{query: Record<string, string>}} props */
export default function Backpropagation({ query }) {
  const setup = setupOf(query);
  const { body, selected, costs, passes, derivation, error } = useBackpropagation(setup, query.pick);
  const select = (/** @type {Parameter} */ { layer, unit, input }) => patchQuery({ pick: `${layer},${unit},${input ?? "b"}` });
  const numpy = body ? numpyOf(body, selected) : undefined;
  const snippets = body && callSnippets(location.origin, { path: "/network/chain-rule", body: { ...body, ...selected }, numpy });
  return html`<${Lab} page="backpropagation" snippets=${snippets}
    lead="Select a weight or a bias: the chain rule splits its derivative into factors, and the figure shows where each one comes from."
  >
    ${error && html`<${Problem} error=${error} />`}
    <div class="stage">
      ${
        passes
          ? html`<${Stages} query=${query} passes=${passes} selected=${selected} select=${select} />`
          : html`<div>${!error && html`<${Waiting}>Computing forward and backward pass.<//>`}</div>`
      }
      <${Panel} setup=${setup} passes=${passes} costs=${costs} />
    </div>
    ${passes && html`<${Explained} passes=${passes} derivation=${derivation} selected=${selected} select=${select} />`}
  <//>`;
}
