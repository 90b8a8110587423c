/** A recurrent cell (§V): unrolled over a text, gate by gate, in both conventions, with its gradient through time. */

import { Figure } from "../../components/figure.js";
import { Erratum, Lab } from "../../components/lab.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { callSnippets } from "../../lib/snippets.js";
import { GateMaps } from "./gates.js";
import { GradientFigure } from "./gradient.js";
import { MemoryFigure } from "./memory.js";
import { Panel } from "./panel.js";
import { setupOf } from "./setup.js";
import { StepNumbers } from "./step-numbers.js";
import { TrainingFigure } from "./training.js";
import { UnrolledFigure } from "./unrolled.js";
import { unrollBody, useRecurrent } from "./use-recurrent.js";

addStylesheet("/labs/recurrent/recurrent.css");

const Errata = () => html`<${Erratum}>
  §V prints a<sup>⟨t⟩</sup> = g₁(W<sub>aa</sub>a<sup>⟨t−1⟩</sup> W<sub>ax</sub>x<sup>⟨t⟩</sup> + b<sub>a</sub>): the first plus sign is
  missing. It calls the LSTM “a generalization of GRU”; the GRU is the younger one, of 2014, and simplifies the LSTM of 1997. Its table of
  their equations is a lost image: here is what it held.
<//>`;

/** @param {{shown: import("./use-recurrent.js").Shown, query: Record<string, string>}} props */
const Figures = ({ shown, query }) => {
  const { at, unit } = shown.setup;
  return html`<div>
    <${Figure} number="2" title="Gates over time"><${GateMaps} shown=${shown} at=${at} unit=${unit} /><//>
    <${Figure} number="3" title="One step in numbers"><${StepNumbers} shown=${shown} /><//>
    <${Figure} number="4" title="Backpropagation through time"><${GradientFigure} shown=${shown} /><//>
    <${Figure} number="5" title="Vanishing gradient over time"><${MemoryFigure} query=${query} /><//>
    <${Errata} />
  </div>`;
};

/** @param {{query: Record<string, string>}} props */
export default function Recurrent({ query }) {
  const setup = setupOf(query);
  const { shown, error, asking } = useRecurrent(setup);
  const body = shown && unrollBody(shown.setup, shown.network, shown.pick);
  return html`<${Lab} page="recurrent" snippets=${body && callSnippets(location.origin, { path: "/recurrent/unroll", body })}
    lead=${html`
      A recurrent neural network (RNN) reads a sequence step by step, and its hidden state carries what came before. Type a word: the layer
      is unrolled over its letters, and predicts the next one at each.
    `}
  >
    ${error && html`<${Problem} error=${error} />`}
    <div class="stage">
      <div>
        ${shown ? html`<${UnrolledFigure} shown=${shown} at=${shown.setup.at} />` : !error && html`<${Waiting}>Unrolling the layer.<//>`}
        ${shown && html`<${TrainingFigure} shown=${shown} />`}
      </div>
      <${Panel} setup=${setup} asking=${asking} />
    </div>
    ${shown && html`<${Figures} shown=${shown} query=${query} />`}
  <//>`;
}
