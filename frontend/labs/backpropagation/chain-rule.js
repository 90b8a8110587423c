/** The chain rule for one derivative: its factors, their values, and their product. */

import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";

/** @typedef {import("./use-backpropagation.js").Derivation} Derivation */

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

/** @param {Derivation} derivation */
function withNumbers({ symbol, examples: [{ factors }], value }) {
  const numbers = factors.map((factor, i) => texSymbol(FACTORS[i] ?? `f${i}`, bracket(factor.value)));
  return {
    tex: `${symbol} = ${numbers.join(" \\cdot ")} = \\mathbf{${significant(value, 6)}}`,
    plain: `${factors.map((factor) => bracket(factor.value)).join(" · ")} = ${significant(value, 6)}`,
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

/** @param {{derivation: Derivation, isBias: boolean}} props */
export function ChainRule({ derivation, isBias }) {
  const up = upstream(derivation);
  const parameter = isBias ? "b" : "w";
  return html`<section class="derivation">
    <h2>Chain rule</h2>
    <${FormulaPair} general=${isBias ? BIAS : WEIGHT} numbers=${withNumbers(derivation)} />
    <p>
      By finite differences, <span class="nowrap">(J(${parameter} + h) − J(${parameter} − h))/2h</span>:${" "}
      <strong>${significant(derivation.finite_difference, 6)}</strong>.
    </p>
    ${up && html`<h3>Upstream gradient ∂J/∂a, from the local gradients δ of the next layer</h3><${FormulaPair} ...${up} />`}
    <p class="small">In NumPy, for all ${isBias ? "biases" : "weights"} of the layer: <code>${derivation.code}</code></p>
  </section>`;
}
