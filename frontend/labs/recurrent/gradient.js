/** The loss over time, and back-propagation through time: every summand of one derivative, and how much of the gradient is left. */

import { LinePlot } from "../../charts/line-plot.js";
import { FormulaPair } from "../../components/formula.js";
import { html } from "../../lib/html.js";
import { significant, termPlaces } from "../../lib/numbers.js";
import { shownLetter } from "./setup.js";

/** @typedef {import("./use-recurrent.js").Shown} Shown */

const LOSS = {
  tex: [
    "\\mathcal{L} = \\sum_{t=1}^{T} \\mathcal{L}^{\\langle t \\rangle}, \\qquad",
    "\\mathcal{L}^{\\langle t \\rangle} = -\\ln \\hat y^{\\langle t \\rangle}_{k}",
  ].join(" "),
  plain: "L = Σ_t L⟨t⟩, L⟨t⟩ = −ln ŷ⟨t⟩_k",
};
const THROUGH_TIME = {
  tex: "\\frac{\\partial \\mathcal{L}}{\\partial w} = \\sum_{t=1}^{T} \\left.\\frac{\\partial \\mathcal{L}}{\\partial w}\\right|_{(t)}",
  plain: "∂L/∂w = Σ_t ∂L/∂w|_(t)",
};

const [FEWEST, MOST] = [3, 15];

/**
 * Terms and their sum: with as many places as the largest needs for three digits, or more where else they would not add up.
 * @param {number[]} terms
 */
function sumOf(terms) {
  const total = terms.reduce((sum, term) => sum + term, 0);
  const largest = Math.max(...terms.map(Math.abs));
  const needed = largest > 0 ? 2 - Math.floor(Math.log10(largest)) : FEWEST;
  const places = termPlaces(terms, Math.max(FEWEST, Math.min(MOST, needed)));
  const written = terms.map((term, i) => (i > 0 && term >= 0 ? `+ ${term.toFixed(places)}` : term.toFixed(places)));
  const sum = total.toFixed(places);
  return { tex: `${written.join(" ")} = \\mathbf{${sum}}`, plain: `${written.join(" ")} = ${sum}` };
}

/** A term of a sum as a bar to the left or to the right. @param {{terms: number[], letters: string[], name: string}} props */
function Bars({ terms, letters, name }) {
  const largest = Math.max(1e-12, ...terms.map(Math.abs));
  return html`<ol class="summands" aria-label=${name}>
    ${terms.map(
      (term, t) => html`<li key=${t}>
        <span>${shownLetter(letters[t])}</span>
        <i><b style=${`width: ${(50 * Math.abs(term)) / largest}%; ${term < 0 ? "right" : "left"}: 50%`}></b></i>
        <span class="number">${significant(term, 3).replace("-", "−")}</span>
      </li>`,
    )}
  </ol>`;
}

/** @param {{shown: Shown}} props */
export function GradientFigure({ shown: { setup, unrolled, pick } }) {
  const { gradient } = unrolled;
  const { derivative } = gradient;
  const letters = [...setup.text];
  const steps = gradient.state_norms.map((_, t) => t + 1);
  return html`<div>
    <${FormulaPair} general=${LOSS} numbers=${sumOf(gradient.losses)} label="Loss over time" />
    <h3>The derivative by one weight</h3>
    <p class="soft">
      w is the weight from unit ${pick.row + 1} to unit ${pick.column + 1} in the ${
        pick.gate === "state" ? "state" : `${pick.gate} gate`
      }. It is used at every step; each summand is the part that comes from its use in one.
    </p>
    <${FormulaPair} general=${THROUGH_TIME} numbers=${sumOf(derivative.summands)} label="Derivative" />
    <${Bars} terms=${derivative.summands} letters=${letters} name="Summands over time" />
    <p>
      By finite differences, with w changed at every step: <strong>${significant(derivative.finite_difference, 6)}</strong>. With w changed
      at one step alone, each summand agrees within${" "}
      ${significant(Math.max(...derivative.summands.map((term, t) => Math.abs(term - derivative.finite_differences[t]))), 2)}.
    </p>
    <${LinePlot} title="Gradient norm over time" xLabel="time step" file="gradient-through-time" height=${220} lines=${[
      { name: "‖∂L/∂a⟨t⟩‖", x: steps, y: gradient.state_norms, colour: "--curve-1" },
    ]} />
    <p class="caption">How much the whole loss changes with the state at each step: the way the gradient takes goes from right to left.</p>
  </div>`;
}
