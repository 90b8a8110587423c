/** One derivative, factor by factor, with its numbers. */

import { FormulaPair } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";

/** @typedef {import("./microscope.js").Told} Told */

const FACTORS = ["dj_da", "da_dz", "dz_dw"];
const GENERAL = {
  tex: [
    "\\frac{\\partial J}{\\partial w_{j,k}^{(l)}} = \\frac{\\partial J}{\\partial a_j^{(l)}}",
    "\\frac{\\partial a_j^{(l)}}{\\partial z_j^{(l)}}",
    "\\frac{\\partial z_j^{(l)}}{\\partial w_{j,k}^{(l)}}",
  ].join(" \\cdot "),
  plain: "∂J/∂w = ∂J/∂a · ∂a/∂z · ∂z/∂w",
};

/** @param {number} value */
const bracket = (value) => (value < 0 ? `(${significant(value)})` : significant(value));

/** @param {Told} told */
function withNumbers({ symbol, examples: [{ factors }], value }) {
  const numbers = factors.map((factor, i) => texSymbol(FACTORS[i] ?? `f${i}`, bracket(factor.value)));
  return {
    tex: `${symbol} = ${numbers.join(" \\cdot ")} = \\mathbf{${significant(value, 6)}}`,
    plain: `${factors.map((factor) => bracket(factor.value)).join(" · ")} = ${significant(value, 6)}`,
  };
}

/** Where ∂J/∂a of the neuron comes from. @param {Told} told */
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

/** The derivative that is looked at, factor by factor. @param {{told: Told}} props */
export function Factors({ told }) {
  const up = upstream(told);
  return html`<div>
    <${FormulaPair} general=${GENERAL} numbers=${withNumbers(told)} />
    <p>From finite differences, (J(w + h) − J(w − h))/2h: <strong>${significant(told.finite_difference, 6)}</strong>.</p>
    ${up && html`<h3>Where ∂J/∂a comes from</h3><${FormulaPair} ...${up} />`}
    <p class="small">In NumPy, for all weights of the layer: <code>${told.code}</code></p>
  </div>`;
}
