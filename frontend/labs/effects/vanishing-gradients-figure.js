/** Vanishing gradients (§2.1.1): the gradient norm after each layer of backpropagation. */

import { LinePlot } from "../../charts/line-plot.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { Problem, Waiting } from "../../components/words.js";
import { nameOf } from "../../lib/activation-names.js";
import { html } from "../../lib/html.js";
import { counted, significant } from "../../lib/numbers.js";
import { wordIn } from "../../lib/query.js";
import { patchQuery } from "../../state.js";
import { chosenIn, Functions, SETTINGS, Settings, valuesIn } from "./settings.js";
import { colourOf, useMeasured } from "./use-measured.js";

const ALL = ["sigmoid", "tanh", "relu", "leaky_relu", "selu", "swish"];
const USUAL = ["sigmoid", "tanh", "relu", "swish"];
const MEASURES = /** @type {const} */ (["gradients", "products"]);
const TITLES = { gradients: "Relative gradient norm", products: "Product of the root mean squares of f′" };
const CHOICES = { gradients: "gradient norm", products: "derivatives alone" };

const GENERAL = {
  tex: [
    "\\delta^{(l)} = \\big(W^{(l+1)\\top} \\delta^{(l+1)}\\big) \\odot f'(\\mathbf{z}^{(l)})",
    "\\frac{\\lVert\\nabla^{(1)}\\rVert}{\\lVert\\nabla^{(L)}\\rVert} = \\prod_l s_l\\, g_l",
  ].join(" \\quad\\Rightarrow\\quad "),
  plain: "δ(l) = (W(l+1)ᵀ δ(l+1)) ⊙ f′(z(l)): in each layer the gradient is multiplied by s, of f′, and by g, of the weights",
};
const SHOWN = 3;

/**
 * @typedef {{initialization: string, gain: number, slopes: number[], weight_factors: number[], products: number[],
 *   gradients: number[]}} Flow
 */

/**
 * The factors of the layers, and their product: what the chart ends with.
 * @param {{id: string, found: Flow}} run
 * @param {string} measure
 */
function multiplied({ id, found }, measure) {
  const factors = found.slopes.map((slope, i) =>
    measure === "products" ? significant(slope, 3) : `(${significant(slope, 3)} \\cdot ${significant(found.weight_factors[i], 3)})`,
  );
  const product = significant(/** @type {number} */ ((measure === "products" ? found.products : found.gradients).at(-1)), 3);
  const between = measure === "products" ? " \\cdot " : "\\,";
  const shown = [...factors.slice(0, SHOWN), ...(factors.length > SHOWN ? ["\\dots"] : [])];
  return {
    tex: `\\text{${nameOf(id)}: } ${shown.join(between)} = ${product.replace(/e(-?\d+)/, "\\cdot 10^{$1}")}`,
    plain: `${nameOf(id)}: ${shown.join(" ").replaceAll("\\cdot", "·").replaceAll("\\dots", "…")} = ${product}`,
  };
}

/** Where the gradient vanishes most, and the gains. @param {{runs: {id: string, found: Flow}[], measure: "gradients"|"products"}} props */
function Finding({ runs, measure }) {
  const end = (/** @type {{found: Flow}} */ { found }) => /** @type {number} */ (found[measure].at(-1));
  const least = runs.reduce((a, b) => (end(a) < end(b) ? a : b));
  const what = measure === "gradients" ? "the gradient is" : "the derivatives alone multiply it by";
  return html`<p class="effect-finding">
    After ${counted(least.found.slopes.length, "layer")} of ${nameOf(least.id)} ${what} ${significant(end(least), 3)}
    ${measure === "gradients" && " times that at the output"}.
    ${
      runs.some(({ id }) => id === "sigmoid") &&
      " The derivative of sigmoid is at most 0.25, and where a neuron saturates, that is for large |z|, it is close to 0."
    }
  </p>`;
}

/** What the gain is, and what it is for. @param {{runs: {id: string, found: Flow}[]}} props */
const Gains = ({ runs }) => html`<p class="caption">
  The weights have standard deviation gain/√64. Gain here:
  ${` ${runs.map(({ id, found }) => `${nameOf(id)} ${significant(found.gain)} (${found.initialization})`).join(", ")}`}. He takes √2
  for ReLU and functions like it, which set about half of the values to 0; Xavier takes 1 for tanh and sigmoid: so the values keep their
  size from layer to layer. In each layer f′ multiplies the gradient by s, the root mean square of f′, weighted by the squared gradient;
  the weights multiply it by g, about the gain.
</p>`;

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
  const runs = answer.data ?? [];
  return html`<${Figure} number="1" title="Vanishing gradients"
    tools=${html`<${Functions} name="flow" label="Activation functions of the layers" all=${ALL} chosen=${chosen} usual=${USUAL} />`}
  >
    ${
      runs.length
        ? html`<${Finding} runs=${runs} measure=${measure} />`
        : !answer.error && html`<${Waiting}>Backpropagating gradients through the layers<//>`
    }
    ${
      lines.length > 0 &&
      html`<${LinePlot} title=${TITLES[measure]} lines=${lines} logY xLabel="layers from the output"
        file="gradient-flow" at=${lines[0].x.length} format=${(/** @type {number} */ value) => significant(value, 3)} />`
    }
    ${runs.length > 0 && html`<${FormulaPair} general=${GENERAL} numbers=${multiplied(runs[0], measure)} />`}
    ${runs.length > 0 && html`<${Gains} runs=${runs} />`}
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
