/** The chain rule for one derivative: its factors, their values, and their product. */

import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";

/** @typedef {import("./use-backpropagation.js").Derivation} Derivation */
/** @typedef {import("./network-figure.js").Layer} Layer */
/** @typedef {import("./network-figure.js").Parameter} Parameter */

const FACTORS = ["dj_da", "da_dz", "dz_dw"];

/** @param {string} symbol of the weight or the bias @param {string} plain */
const chainRuleOf = (symbol, plain) => ({
  tex: [
    `\\frac{\\partial J}{\\partial ${symbol}} = \\frac{\\partial J}{\\partial a_j^{(l)}}`,
    "\\frac{\\partial a_j^{(l)}}{\\partial z_j^{(l)}}",
    `\\frac{\\partial z_j^{(l)}}{\\partial ${symbol}}`,
  ].join(" \\cdot "),
  plain: `∂J/∂${plain} = ∂J/∂a · ∂a/∂z · ∂z/∂${plain}`,
});
const WEIGHT = chainRuleOf("w_{j,k}^{(l)}", "w");
const BIAS = chainRuleOf("b_j^{(l)}", "b");

/** @param {number} value */
const bracket = (value) => (value < 0 ? `(${significant(value)})` : significant(value));

/** Functions that reach the ends of their range, and the slope 0, by rounding alone. */
const SATURATING = ["tanh", "sigmoid"];

/**
 * True where a number of the product is 0 or ±1 by rounding alone: a slope or an output of a function that only approaches it, or a
 * product too small for a number.
 * @param {Derivation} derivation
 * @param {Parameter} parameter
 * @param {Layer[]} layers
 */
export function isRounded({ examples: [{ factors }], value }, { layer, input }, layers) {
  const [, slope, entering] = factors.map((factor) => factor.value);
  const before = layers[layer - 1]?.activation;
  const bounds = before === "sigmoid" ? [0, 1] : [-1, 1];
  const isBound = input !== null && SATURATING.includes(before) && bounds.includes(entering);
  const isUnderflow = value === 0 && factors.every((factor) => factor.value !== 0);
  return isUnderflow || isBound || (slope === 0 && SATURATING.includes(layers[layer].activation));
}

/** @param {Derivation} derivation @param {boolean} rounded */
function withNumbers({ symbol, examples: [{ factors }], value }, rounded) {
  const equals = rounded ? { tex: "\\approx", plain: "≈" } : { tex: "=", plain: "=" };
  const numbers = factors.map((factor, i) => texSymbol(FACTORS[i] ?? `f${i}`, bracket(factor.value)));
  return {
    tex: `${symbol} ${equals.tex} ${numbers.join(" \\cdot ")} ${equals.tex} \\mathbf{${significant(value, 6)}}`,
    plain: `${factors.map((factor) => bracket(factor.value)).join(" · ")} ${equals.plain} ${significant(value, 6)}`,
  };
}

/** ∂J/∂a of a hidden neuron: the local gradients of the next layer, weighted and summed. @param {Derivation} derivation */
function upstream({ upstream: terms, examples }) {
  if (!terms.length) return null;
  const sum = terms.map(({ factors }) => factors.map(({ symbol }) => symbol).join("\\,")).join(" + ");
  const numbers = terms.map(({ factors }) => factors.map(({ value }) => bracket(value)).join(" \\cdot ")).join(" + ");
  const total = examples[0].factors[0].value;
  return {
    general: { tex: sum, plain: "Σ δ w" },
    numbers: { tex: `${numbers} = ${significant(total, 5)}`, plain: `${significant(total, 5)}` },
  };
}

/** @param {{derivation: Derivation, selected: Parameter, layers: Layer[]}} props */
export function ChainRule({ derivation, selected, layers }) {
  const isBias = selected.input === null;
  const up = upstream(derivation);
  const parameter = isBias ? "b" : "w";
  return html`<section class="derivation">
    <h2>Chain rule</h2>
    <${FormulaPair} general=${isBias ? BIAS : WEIGHT} numbers=${withNumbers(derivation, isRounded(derivation, selected, layers))} />
    <p>
      By finite differences, <span class="nowrap">(J(${parameter} + h) − J(${parameter} − h))/2h</span>:${" "}
      <strong>${significant(derivation.finite_difference, 6)}</strong>.
    </p>
    ${up && html`<h3>Upstream gradient ∂J/∂a, from the local gradients δ of the next layer</h3><${FormulaPair} ...${up} />`}
    <p class="small">In NumPy, for all ${isBias ? "biases" : "weights"} of the layer: <code>${derivation.code}</code></p>
  </section>`;
}
