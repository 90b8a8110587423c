/** The vanishing gradient (§2.1.1). */

import { LinePlot } from "../../charts/line-plot.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { wordIn } from "../../lib/query.js";
import { patchQuery } from "../../state.js";
import { chosenIn, Functions, SETTINGS, Settings, valuesIn } from "./settings.js";
import { colourOf, useMeasured } from "./use-measured.js";

const ALL = ["sigmoid", "tanh", "relu", "leaky_relu", "selu", "swish"];
const USUAL = ["sigmoid", "tanh", "relu", "swish"];
const SHARES = /** @type {const} */ (["gradients", "products"]);
const TITLES = { gradients: "with the weights", products: "by the slopes alone" };

const GENERAL = {
  tex: [
    "\\delta^{(l)} = \\big(W^{(l+1)\\top} \\delta^{(l+1)}\\big) \\odot f'(\\mathbf{z}^{(l)})",
    "\\lVert\\delta^{(1)}\\rVert \\sim \\prod_l \\overline{f'(z^{(l)})}",
  ].join(" \\quad\\Rightarrow\\quad "),
  plain: "δ(l) = (W(l+1)ᵀ δ(l+1)) ⊙ f′(z(l)): slopes are multiplied",
};
const SHOWN = 4;

/** The slopes that are multiplied, and what they leave. @param {{id: string, found: {slopes: number[], products: number[]}}} measured */
function multiplied({ id, found: { slopes, products } }) {
  const first = slopes.slice(0, SHOWN).map((slope) => significant(slope, 2));
  const rest = slopes.length > SHOWN ? ["\\dots"] : [];
  const product = significant(/** @type {number} */ (products.at(-1)), 3).replace(/e(-?\d+)/, "\\cdot 10^{$1}");
  return {
    tex: `\\text{${id.replaceAll("_", " ")}: } ${[...first, ...rest].join(" \\cdot ")} = ${product}`,
    plain: `${id}: ${first.join(" · ")} … = ${significant(/** @type {number} */ (products.at(-1)), 3)}`,
  };
}

/** @param {{query: Record<string, string>}} props */
export function FlowFigure({ query }) {
  const chosen = chosenIn(query, "flow", ALL, USUAL);
  const values = valuesIn(SETTINGS.flow, query);
  const share = wordIn(query, "share", SHARES);
  const answer = useMeasured("gradient-flow", chosen, values);
  const lines = (answer.data ?? []).map(({ id, found }) => ({
    name: id.replaceAll("_", " "),
    x: found[share].map((/** @type {number} */ _, /** @type {number} */ i) => i + 1),
    y: found[share],
    colour: colourOf(ALL, id),
    dashed: ALL.indexOf(id) % 2 === 1,
  }));
  const least = lines.length ? lines.reduce((a, b) => (a.y.at(-1) < b.y.at(-1) ? a : b)) : null;
  return html`<${Figure} number="1" title="The gradient vanishes"
    tools=${html`<${Functions} name="flow" label="Functions through the layers" all=${ALL} chosen=${chosen} usual=${USUAL} />`}
  >
    ${
      least
        ? html`<p class="effect-say">
          See how far each line falls on its way back through ${least.x.length} layers: of the gradient at the output, ${least.name} leaves
          a share of ${significant(least.y.at(-1), 3)}.
        </p>`
        : html`<${Waiting}>Sending gradients back through the layers<//>`
    }
    ${
      lines.length > 0 &&
      html`<${LinePlot} title="What is left of the gradient" lines=${lines} logY xLabel="layers back from the output"
        file="gradient-flow" at=${values.depth} format=${(/** @type {number} */ value) => significant(value, 3)} />`
    }
    ${answer.data && answer.data.length > 0 && html`<${FormulaPair} general=${GENERAL} numbers=${multiplied(answer.data[0])} />`}
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <div class="choices" role="group" aria-label="What is measured">
      ${SHARES.map(
        (word) =>
          html`<button key=${word} class="choice" aria-pressed=${word === share}
            onClick=${() => patchQuery({ share: word === "gradients" ? null : word })}>${TITLES[word]}</button>`,
      )}
    </div>
    <${Settings} fields=${SETTINGS.flow} values=${values} error=${answer.error} />
    <p class="caption">Measured: 32 random examples through random layers of 64 neurons, and a random gradient back.</p>
  <//>`;
}
