/** The vanishing gradient over time, measured: how much of it is left after many steps, by cell (§V). */

import { ask } from "../../api.js";
import { LinePlot } from "../../charts/line-plot.js";
import { Count } from "../../components/controls.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { counted, significant } from "../../lib/numbers.js";
import { numberIn } from "../../lib/query.js";
import { CELL_TITLES, CELLS } from "./setup.js";

const LENGTH = { integer: true, minimum: 2, maximum: 200 };
const BIAS = { minimum: -10, maximum: 10 };

/** @param {{query: Record<string, string>}} props */
export function MemoryFigure({ query }) {
  const length = numberIn(query, "length", 60, LENGTH);
  const bias = numberIn(query, "forget", 1, BIAS);
  const paths = CELLS.map((cell) => `/recurrent/memory?cell=${cell}&length=${length}&forget_bias=${bias}`);
  /** @returns {Promise<{cell: typeof CELLS[number], norms: number[]}[]>} */
  const measure = () => Promise.all(paths.map((path) => ask(path)));
  const { data, error } = useAnswer(paths.join(" "), measure);
  const lines = (data ?? []).map(({ cell, norms }, i) => ({
    name: CELL_TITLES[cell],
    x: norms.map((_, t) => t + 1),
    y: norms,
    colour: `--curve-${i + 1}`,
    dashed: i === 1,
  }));
  return html`<div>
    ${
      data
        ? html`<p class="effect-finding">
          Of the gradient at the last of ${counted(data[0].norms.length, "time step")}, what reaches the first
          is ${data.map(({ cell, norms }) => `${significant(norms[0], 2)} with ${CELL_TITLES[cell]}`).join(", ")}. A forget gate that is
          open (b_f = 5) lets the gradient of an LSTM through.
        </p>`
        : !error && html`<${Waiting}>Backpropagating through time.<//>`
    }
    ${error && html`<${Problem} error=${error} />`}
    ${lines.length > 0 && html`<${LinePlot} title="Relative gradient norm" xLabel="time step" logY file="memory" lines=${lines} />`}
    <div class="memory-settings">
      <${Count} name="length" title="Time steps" value=${length} min=${LENGTH.minimum} max=${LENGTH.maximum} />
      <${Count} name="forget" title="Bias of the forget gate" value=${bias} min=${BIAS.minimum} max=${BIAS.maximum} step="any" />
    </div>
    <p class="caption">
      Measured: new layers of 32 units that read random inputs; the norm of ∂𝓛⟨T⟩/∂a⟨t⟩ relative to that at t = T, for a loss that reads
      the last state alone.
    </p>
  </div>`;
}
