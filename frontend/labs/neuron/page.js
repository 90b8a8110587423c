/** A neuron (§II): ŷ = f(w·x + b), with its numbers in the picture and in the formula. */

import { ask } from "../../api.js";
import { LinePlot } from "../../charts/line-plot.js";
import { FormulaPair } from "../../components/formula.js";
import { useLoaded } from "../../components/hooks.js";
import { Lab } from "../../components/lab.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberIn, numbersIn } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { NeuronFigure } from "./neuron-figure.js";

addStylesheet("/labs/neuron/neuron.css");

const INPUTS = [1, 0.5, -1.2];
const WEIGHTS = [0.8, -1.5, 0.6];
const MOST = 8;
const GENERAL = { tex: "\\hat{y} = f(\\mathbf{w} \\cdot \\mathbf{x} + b) = f\\Big(\\sum_i w_i x_i + b\\Big)", plain: "ŷ = f(w·x + b)" };

/** @param {number} value */
const bracket = (value) => (value < 0 ? `(${significant(value)})` : significant(value));

/**
 * Of the question that was answered, which may be the one before the last.
 * @param {{z: number, y_hat: number, body: {inputs: number[], weights: number[], bias: number}}} answer
 */
function withNumbers({ z, y_hat, body: { inputs, weights, bias } }) {
  const terms = inputs.map((x, i) =>
    texSymbol(`t${i}`, `${texSymbol(`w${i}`, bracket(weights[i]))}\\cdot ${texSymbol(`x${i}`, bracket(x))}`),
  );
  return {
    tex: `\\hat{y} = f(${terms.join(" + ")} + ${texSymbol("b", bracket(bias))}) = f(${texSymbol("z", significant(z))}) = ${texSymbol("y", `\\mathbf{${significant(y_hat)}}`)}`,
    plain: `ŷ = f(${inputs.map((x, i) => `${bracket(weights[i])}·${bracket(x)}`).join(" + ")} + ${bracket(bias)}) = f(${significant(z)}) = ${significant(y_hat)}`,
  };
}

/**
 * A curve with one more point, which it goes through exactly.
 * @param {number[]} x
 * @param {number[]} y
 * @param {number} at
 * @param {number} value
 */
function through(x, y, at, value) {
  const place = x.findIndex((one) => one >= at);
  const i = place < 0 ? x.length : place;
  return { x: [...x.slice(0, i), at, ...x.slice(i)], y: [...y.slice(0, i), value, ...y.slice(i)] };
}

/** @param {{query: Record<string, string>}} props */
export default function Neuron({ query }) {
  const inputs = numbersIn(query, "x", INPUTS).slice(0, MOST);
  const given = numbersIn(query, "w", WEIGHTS);
  const weights = inputs.map((_, i) => given[i] ?? 0);
  const [bias, activation] = [numberIn(query, "b", 0.4), query.f ?? "sigmoid"];
  const body = { inputs, weights, bias, activation };
  const answer = useAnswer(JSON.stringify(body), async () => ({ ...(await ask("/neuron", body)), body }));
  const functions = useLoaded(async () => (await ask("/activations")).filter((/** @type {{id: string}} */ { id }) => id !== "softmax"), []);
  const reach = Math.max(6, Math.ceil(Math.abs(answer.data?.z ?? 0)) + 1);
  const curve = useAnswer(`${activation} ${reach}`, () =>
    ask(`/activations/${encodeURIComponent(activation)}?x_min=${-reach}&x_max=${reach}&points=241`),
  );
  /** @param {{inputs?: number[], weights?: number[], bias?: number}} changes */
  const change = (changes) =>
    patchQuery({
      ...(changes.inputs && { x: changes.inputs.join(",") }),
      ...(changes.weights && { w: changes.weights.join(",") }),
      ...(changes.bias !== undefined && { b: changes.bias }),
    });
  const resize = (/** @type {number} */ count) =>
    patchQuery({
      x: Array.from({ length: count }, (_, i) => inputs[i] ?? 0.5).join(","),
      w: Array.from({ length: count }, (_, i) => weights[i] ?? 1).join(","),
    });
  const numpy = `import numpy as np\n\nx = np.array(${JSON.stringify(inputs)})\nw = np.array(${JSON.stringify(weights)})\nz = w @ x + ${bias}`;
  return html`<${Lab} page="neuron" snippets=${callSnippets(location.origin, { path: "/neuron", body, numpy })}
    lead="Numbers come in, each is weighed, and their sum decides what goes out. Drag a line up or down, or type."
  >
    <${NeuronFigure} inputs=${inputs} weights=${weights} bias=${bias}
      answer=${answer.data?.terms.length === inputs.length ? answer.data : null} change=${change} />
    <div class="neuron-tools">
      <span class="actions">
        <button class="button" disabled=${inputs.length >= MOST} onClick=${() => resize(inputs.length + 1)}>One more input</button>
        <button class="button" disabled=${inputs.length <= 1} onClick=${() => resize(inputs.length - 1)}>One less</button>
      </span>
      <label>
        f${" "}
        <select value=${activation} aria-label="Activation function"
          onChange=${(/** @type {any} */ e) => patchQuery({ f: e.target.value === "sigmoid" ? null : e.target.value })}
        >
          ${(functions.data ?? [{ id: activation, title: activation }]).map(
            (/** @type {{id: string, title: string}} */ { id, title }) =>
              html`<option value=${id} selected=${id === activation}>${title}</option>`,
          )}
        </select>
      </label>
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${FormulaPair} general=${GENERAL} numbers=${answer.data && withNumbers(answer.data)} />
    ${curve.error && html`<${Problem} error=${curve.error} />`}
    ${
      curve.data &&
      answer.data &&
      curve.data.id === answer.data.body.activation &&
      html`<${LinePlot} title=${curve.data.title} xLabel="z" file=${`activation-${activation}`} at=${answer.data.z} height=${260} lines=${[
        { name: "f(z)", ...through(curve.data.x, curve.data.y, answer.data.z, answer.data.y_hat), colour: "--curve-1" },
        {
          name: "f′(z)",
          ...through(curve.data.x, curve.data.derivative, answer.data.z, answer.data.slope),
          colour: "--curve-2",
          dashed: true,
        },
      ]} />`
    }
  <//>`;
}
