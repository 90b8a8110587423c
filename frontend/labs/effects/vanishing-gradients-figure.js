/** Vanishing gradients (§2.1.1): the gradient norm after each layer of backpropagation. */

import { LinePlot } from "../../charts/line-plot.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { counted, significant } from "../../lib/numbers.js";
import { wordIn } from "../../lib/query.js";
import { patchQuery } from "../../state.js";
import { nameOf } from "./names.js";
import { chosenIn, Functions, SETTINGS, Settings, valuesIn } from "./settings.js";
import { colourOf, useMeasured } from "./use-measured.js";

const ALL = ["sigmoid", "tanh", "relu", "leaky_relu", "selu", "swish"];
const USUAL = ["sigmoid", "tanh", "relu", "swish"];
const MEASURES = /** @type {const} */ (["gradients", "products"]);
const TITLES = { gradients: "Relative gradient norm", products: "Product of mean derivatives" };
const CHOICES = { gradients: "gradient norm", products: "derivatives alone" };

const GENERAL = {
  tex: [
    "\\delta^{(l)} = \\big(W^{(l+1)\\top} \\delta^{(l+1)}\\big) \\odot f'(\\mathbf{z}^{(l)})",
    "\\lVert\\delta^{(1)}\\rVert \\sim \\prod_l \\overline{f'(z^{(l)})}",
  ].join(" \\quad\\Rightarrow\\quad "),
  plain: "δ(l) = (W(l+1)ᵀ δ(l+1)) ⊙ f′(z(l)): derivatives are multiplied",
};
const SHOWN = 4;

/** The mean derivatives of the layers, and their product. @param {{id: string, found: {slopes: number[], products: number[]}}} measured */
function multiplied({ id, found: { slopes, products } }) {
  const first = slopes.slice(0, SHOWN).map((slope) => significant(slope, 2));
  const rest = slopes.length > SHOWN ? ["\\dots"] : [];
  const product = significant(/** @type {number} */ (products.at(-1)), 3).replace(/e(-?\d+)/, "\\cdot 10^{$1}");
  return {
    tex: `\\text{${nameOf(id)}: } ${[...first, ...rest].join(" \\cdot ")} = ${product}`,
    plain: `${nameOf(id)}: ${first.join(" · ")} … = ${significant(/** @type {number} */ (products.at(-1)), 3)}`,
  };
}

/** @param {{query: Record<string, string>}} props */
export function VanishingGradientsFigure({ query }) {
  const chosen = chosenIn(query, "flow", ALL, USUAL);
  const values = valuesIn(SETTINGS.flow, query);
  const measure = wordIn(query, "share", MEASURES);
  const answer = useMeasured("gradient-flow", chosen, values);
  const lines = (answer.data ?? []).map(({ id, found }) => ({
    name: nameOf(id),
    x: found[measure].map((/** @type {number} */ _, /** @type {number} */ i) => i + 1),
    y: found[measure],
    colour: colourOf(ALL, id),
    dashed: ALL.indexOf(id) % 2 === 1,
  }));
  const least = lines.length ? lines.reduce((a, b) => (a.y.at(-1) < b.y.at(-1) ? a : b)) : null;
  return html`<${Figure} number="1" title="Vanishing gradients"
    tools=${html`<${Functions} name="flow" label="Activation functions of the layers" all=${ALL} chosen=${chosen} usual=${USUAL} />`}
  >
    ${
      least
        ? html`<p class="effect-finding">
          After ${counted(least.x.length, "layer")} of ${least.name} the gradient is ${significant(least.y.at(-1), 3)} times that at the
          output. The derivative of sigmoid is at most 0.25, and where a neuron saturates, that is for large |z|, it is close to 0.
        </p>`
        : html`<${Waiting}>Backpropagating gradients through the layers<//>`
    }
    ${
      lines.length > 0 &&
      html`<${LinePlot} title=${TITLES[measure]} lines=${lines} logY xLabel="layers from the output"
        file="gradient-flow" at=${values.depth} format=${(/** @type {number} */ value) => significant(value, 3)} />`
    }
    ${answer.data && answer.data.length > 0 && html`<${FormulaPair} general=${GENERAL} numbers=${multiplied(answer.data[0])} />`}
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <div class="choices" role="group" aria-label="Measure">
      ${MEASURES.map(
        (word) =>
          html`<button key=${word} class="choice" aria-pressed=${word === measure}
            onClick=${() => patchQuery({ share: word === "gradients" ? null : word })}>${CHOICES[word]}</button>`,
      )}
    </div>
    <${Settings} fields=${SETTINGS.flow} values=${values} error=${answer.error} />
    <p class="caption">Measured: forward and backward pass of 32 random examples through layers of 64 neurons with random weights.</p>
  <//>`;
}
