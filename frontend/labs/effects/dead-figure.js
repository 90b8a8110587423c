/** Dying ReLU (§2.1.2, §2.1.3). */

import { LinePlot } from "../../charts/line-plot.js";
import { Figure } from "../../components/figure.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { percent } from "../../lib/numbers.js";
import { chosenIn, Functions, SETTINGS, Settings, valuesIn } from "./settings.js";
import { colourOf, useMeasured } from "./use-measured.js";

const ALL = ["tanh", "swish", "relu", "leaky_relu", "elu"];
const USUAL = ["relu", "leaky_relu"];

/** @param {{query: Record<string, string>}} props */
export function DeadFigure({ query }) {
  const chosen = chosenIn(query, "dead", ALL, USUAL);
  const values = valuesIn(SETTINGS.dead, query);
  const answer = useMeasured("dead-units", chosen, values);
  const lines = (answer.data ?? []).map(({ id, found }) => ({
    name: id.replaceAll("_", " "),
    x: found.dead.map((/** @type {number} */ _, /** @type {number} */ i) => i),
    y: found.dead,
    colour: colourOf(ALL, id),
    dashed: ALL.indexOf(id) % 2 === 1,
  }));
  const most = lines.length ? lines.reduce((a, b) => (a.y.at(-1) > b.y.at(-1) ? a : b)) : null;
  return html`<${Figure} number="2" title="Neurons die"
    tools=${html`<${Functions} name="dead" label="Functions of the neurons" all=${ALL} chosen=${chosen} usual=${USUAL} />`}
  >
    ${
      most
        ? html`<p class="effect-say">
          See the line of ${most.name}: after ${most.x.length - 1} steps ${percent(most.y.at(-1))} of its hidden neurons have a slope of 0
          for every example, so no gradient reaches their weights.
        </p>`
        : html`<${Waiting}>Training small networks, about a second<//>`
    }
    ${
      lines.length > 0 &&
      html`<${LinePlot} title="Share of dead neurons" lines=${lines} xLabel="steps of training" yDomain=${[-0.02, 1]} file="dead-units"
        at=${lines[0].x.length - 1} format=${(/** @type {number} */ value) => String(Number(value.toFixed(3)))} />`
    }
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${Settings} fields=${SETTINGS.dead} values=${values} error=${answer.error} />
    <p class="caption">Measured: two hidden layers of 32 neurons on 200 points of two moons, plain gradient descent in batches of 20.</p>
  <//>`;
}
