/** Dying ReLU (§2.1.2, §2.1.3): neurons whose derivative is 0 for every example. */

import { LinePlot } from "../../charts/line-plot.js";
import { Figure } from "../../components/figure.js";
import { Problem, Waiting } from "../../components/words.js";
import { nameOf } from "../../lib/activation-names.js";
import { html } from "../../lib/html.js";
import { counted, percent } from "../../lib/numbers.js";
import { chosenIn, Functions, SETTINGS, Settings, valuesIn } from "./settings.js";
import { colourOf, useMeasured } from "./use-measured.js";

const ALL = ["tanh", "swish", "relu", "leaky_relu", "elu"];
const USUAL = ["relu", "leaky_relu"];

/**
 * Why the curve of a function falls: dead neurons that came back, by hidden layer.
 * @param {{name: string, revived: number[]}} line
 */
export function revivalOf({ name, revived: [first, second] }) {
  if (first + second === 0) return "";
  const times = (/** @type {number} */ count) => (count === 0 ? "never" : counted(count, "time"));
  const counts = `${times(second)} in the second hidden layer and ${times(first)} in the first, whose inputs are the data`;
  return `Where the curve of ${name} falls, a dead neuron came back: the layer before it still learns, and changes its inputs. This
    happened ${counts}.`;
}

/** @param {{query: Record<string, string>}} props */
export function DyingReluFigure({ query }) {
  const chosen = chosenIn(query, "dead", ALL, USUAL);
  const values = valuesIn(SETTINGS.dead, query);
  const answer = useMeasured("dead-units", chosen, values);
  const lines = (answer.data ?? []).map(({ id, found }) => ({
    name: nameOf(id),
    x: found.dead.map((/** @type {number} */ _, /** @type {number} */ i) => i),
    y: found.dead,
    revived: found.revived,
    colour: colourOf(ALL, id),
    dashed: ALL.indexOf(id) % 2 === 1,
  }));
  const most = lines.length ? lines.reduce((a, b) => (a.y.at(-1) > b.y.at(-1) ? a : b)) : null;
  return html`<${Figure} number="2" title="Dying ReLU"
    tools=${html`<${Functions} name="dead" label="Activation functions of the hidden layers" all=${ALL} chosen=${chosen} usual=${USUAL} />`}
  >
    ${
      most
        ? html`<p class="effect-finding">
          A neuron is dead when its derivative is 0 for every example: its weights receive no gradient and cannot change. After training
          for ${counted(most.x.length - 1, "step")}, ${percent(most.y.at(-1))} of the hidden neurons with ${most.name} are dead.
          ${" "}${revivalOf(most)}
        </p>`
        : !answer.error && html`<${Waiting}>Training small networks, about a second<//>`
    }
    ${
      lines.length > 0 &&
      html`<${LinePlot} title="Fraction of dead neurons" lines=${lines} xLabel="step" yDomain=${[-0.02, 1]} file="dead-units"
        at=${lines[0].x.length - 1} format=${(/** @type {number} */ value) => String(Number(value.toFixed(3)))} />`
    }
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${Settings} fields=${SETTINGS.dead} values=${values} error=${answer.error} />
    <p class="caption">
      Measured: two hidden layers of 32 neurons, trained on 200 points of two moons by stochastic gradient descent with batch size 20.
    </p>
  <//>`;
}
