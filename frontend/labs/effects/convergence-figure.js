/** Convergence (§2.1.4): the training loss per epoch with each activation function. */

import { LinePlot } from "../../charts/line-plot.js";
import { Figure } from "../../components/figure.js";
import { Problem, Waiting } from "../../components/words.js";
import { nameOf } from "../../lib/activation-names.js";
import { html } from "../../lib/html.js";
import { counted, significant } from "../../lib/numbers.js";
import { chosenIn, Functions, SETTINGS, Settings, valuesIn } from "./settings.js";
import { colourOf, useMeasured } from "./use-measured.js";

const ALL = ["sigmoid", "tanh", "swish", "relu", "leaky_relu", "elu", "gelu"];
const USUAL = ["sigmoid", "tanh", "swish", "relu"];

/**
 * @typedef {{initialization: string, losses: number[][], median: number[], low: number[], high: number[], threshold: number,
 *   epochs_to_threshold: (number|null)[]}} Found
 * @typedef {{id: string, found: Found}} Run
 */

/** The epoch after which half of the runs are below the threshold; Infinity where fewer than half ever are. @param {Found} found */
export function medianEpoch({ epochs_to_threshold: epochs }) {
  const sorted = epochs.map((epoch) => epoch ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1];
}

/** @param {Run} run */
function reached({ id, found }) {
  const epochs = found.epochs_to_threshold.filter((epoch) => epoch !== null);
  const [all, some] = [found.epochs_to_threshold.length, epochs.length];
  const name = nameOf(id);
  if (some === 0) return `${name} in none of ${counted(all, "run")}`;
  const [first, last] = [Math.min(...epochs), Math.max(...epochs)];
  const range = first === last ? counted(first, "epoch") : `${first} to ${counted(last, "epoch")}`;
  return some === all ? `${name} after ${range}` : `${name} in ${some} of ${counted(all, "run")}, after ${range}`;
}

/** Swish beside ReLU, where both were trained. @param {Run[]} runs */
function swishAndRelu(runs) {
  const [swish, relu] = ["swish", "relu"].map((id) => runs.find((run) => run.id === id));
  if (!swish || !relu) return "";
  const epochs = (/** @type {Run} */ { found }) => {
    const epoch = medianEpoch(found);
    return Number.isFinite(epoch) ? counted(epoch, "epoch") : `more than ${counted(found.median.length - 1, "epoch")}`;
  };
  const claim = "§2.1.4 says that Swish makes it easier to converge while training.";
  return `${claim} Here half of the runs are below the threshold after ${epochs(swish)} with Swish, and after ${epochs(relu)} with ReLU.`;
}

/** @param {{runs: Run[]}} props */
function Finding({ runs }) {
  const sorted = [...runs].sort((a, b) => (medianEpoch(a.found) <= medianEpoch(b.found) ? -1 : 1));
  return html`<p class="effect-finding">
    The training loss falls below ${significant(runs[0].found.threshold)}: ${sorted.map(reached).join("; ")}.
    ${" "}${swishAndRelu(runs)}
  </p>`;
}

/** @param {Run} run */
const initialization = ({ id, found }) => `${nameOf(id)} ${found.initialization === "he" ? "He" : "Xavier"}`;

/** @param {{query: Record<string, string>}} props */
export function ConvergenceFigure({ query }) {
  const chosen = chosenIn(query, "converge", ALL, USUAL);
  const values = valuesIn(SETTINGS.converge, query);
  const answer = useMeasured("convergence", chosen, values);
  /** @type {Run[]} */
  const runs = answer.data ?? [];
  const lines = runs.map(({ id, found }) => ({
    name: nameOf(id),
    x: found.median.map((_, i) => i),
    y: found.median,
    band: found,
    colour: colourOf(ALL, id),
    dashed: ALL.indexOf(id) % 2 === 1,
  }));
  return html`<${Figure} number="4" title="Convergence"
    tools=${html`<${Functions} name="converge" label="Activation functions of the trained networks" all=${ALL} chosen=${chosen}
      usual=${USUAL} />`}
  >
    ${runs.length ? html`<${Finding} runs=${runs} />` : !answer.error && html`<${Waiting}>Training small networks, a few seconds<//>`}
    ${
      lines.length > 0 &&
      html`<${LinePlot} title="Training loss" lines=${lines} xLabel="epoch" logY file="convergence"
      at=${lines[0].x.length - 1} format=${(/** @type {number} */ value) => significant(value, 3)} />`
    }
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${Settings} fields=${SETTINGS.converge} values=${values} error=${answer.error} />
    <p class="caption">
      Measured: J of all examples after each epoch; the line is the median over the runs, the band reaches from the lowest to the highest.
      The same 200 points of two circles, layers of 8 neurons, batches of 40 and stochastic gradient descent for every function; initial
      weights as is usual for it${runs.length > 0 && `: ${runs.map(initialization).join(", ")}`}.
    </p>
  <//>`;
}
