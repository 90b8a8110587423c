/** A neuron (§II): ŷ = f(w·x + b), with the same numbers in the figure and in the formula. */

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
import { onText } from "../../lib/input-handlers.js";
import { significant } from "../../lib/numbers.js";
import { namedIn, numberIn, numbersIn, WITHIN } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { isApproached } from "../activations/calls.js";
import { NeuronFigure } from "./neuron-figure.js";
import { numpyOf } from "./numpy.js";

addStylesheet("/labs/neuron/neuron.css");

const INPUTS = [1, 0.5, -1.2];
const WEIGHTS = [0.8, -1.5, 0.6];
const MAX_INPUTS = 8;
const GENERAL = { tex: "\\hat{y} = f(\\mathbf{w} \\cdot \\mathbf{x} + b) = f\\Big(\\sum_i w_i x_i + b\\Big)", plain: "ŷ = f(w·x + b)" };

/** @param {number} value */
const bracket = (value) => (value < 0 ? `(${significant(value)})` : significant(value));

/** @typedef {{inputs: number[], weights: number[], bias: number, activation: string}} Body */
/** @typedef {{terms: number[], z: number, y_hat: number, slope: number, body: Body}} Answer `slope`: f′(z); `body`: of the request */
/** @typedef {import("../activations/calls.js").Curve} Curve */

/** @param {Answer} answer @param {boolean} isRounded ŷ is a bound that f only approaches */
function withNumbers({ z, y_hat, body: { inputs, weights, bias } }, isRounded) {
  const terms = inputs.map((x, i) =>
    texSymbol(`t${i}`, `${texSymbol(`w${i}`, bracket(weights[i]))}\\cdot ${texSymbol(`x${i}`, bracket(x))}`),
  );
  const equals = isRounded ? { tex: "\\approx", plain: "≈" } : { tex: "=", plain: "=" };
  const sum = `f(${terms.join(" + ")} + ${texSymbol("b", bracket(bias))})`;
  const plainTerms = inputs.map((x, i) => `${bracket(weights[i])}·${bracket(x)}`);
  return {
    tex: `\\hat{y} = ${sum} = f(${texSymbol("z", significant(z))}) ${equals.tex} ${texSymbol("y", `\\mathbf{${significant(y_hat)}}`)}`,
    plain: `ŷ = f(${plainTerms.join(" + ")} + ${bracket(bias)}) = f(${significant(z)}) ${equals.plain} ${significant(y_hat)}`,
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
  const found = x.findIndex((one) => one >= at);
  const i = found < 0 ? x.length : found;
  return { x: [...x.slice(0, i), at, ...x.slice(i)], y: [...y.slice(0, i), value, ...y.slice(i)] };
}

/** The activation function and its derivative, with the neuron's point on them. @param {{curve: Curve, answer: Answer}} props */
function FunctionPlot({ curve: { id, title, x, y, derivative }, answer: { z, y_hat, slope } }) {
  return html`<${LinePlot} title=${title} xLabel="z" file=${`activation-${id}`} at=${z} height=${260} lines=${[
    { name: "f(z)", ...through(x, y, z, y_hat), colour: "--curve-1" },
    { name: "f′(z)", ...through(x, derivative, z, slope), colour: "--curve-2", dashed: true },
  ]} />`;
}

/** @param {{activation: string, functions: {id: string, title: string}[]}} props */
function FunctionChoice({ activation, functions }) {
  return html`<label>
    Activation function f${" "}
    <select value=${activation} aria-label="Activation function"
      onChange=${onText((text) => patchQuery({ f: text === "sigmoid" ? null : text }))}
    >
      ${functions.map(({ id, title }) => html`<option value=${id} selected=${id === activation}>${title}</option>`)}
    </select>
  </label>`;
}

/** All but softmax, which is a function of a vector. @returns {Promise<{id: string, title: string}[]>} */
async function scalarFunctions() {
  /** @type {{id: string, title: string}[]} */
  const functions = await ask("/activations");
  return functions.filter(({ id }) => id !== "softmax");
}

/** The neuron in the address. @param {Record<string, string>} query @param {{id: string}[]} functions @returns {Body} */
function bodyOf(query, functions) {
  const inputs = numbersIn(query, "x", INPUTS, { ...WITHIN, longest: MAX_INPUTS });
  const weights = numbersIn(query, "w", WEIGHTS, WITHIN);
  const activation = functions.length ? namedIn(query, "f", functions, "sigmoid").id : (query.f ?? "sigmoid");
  return { inputs, weights: inputs.map((_, i) => weights[i] ?? 0), bias: numberIn(query, "b", 0.4, WITHIN), activation };
}

/** @param {Body} body @returns {Promise<Answer>} */
const answered = async (body) => ({ ...(await ask("/neuron", body)), body });

/** @param {string} activation @param {number} reach @returns {Promise<Curve>} */
const curveOf = (activation, reach) => ask(`/activations/${encodeURIComponent(activation)}?x_min=${-reach}&x_max=${reach}&points=241`);

/** @param {{inputs?: number[], weights?: number[], bias?: number}} changes */
const change = ({ inputs, weights, bias }) =>
  patchQuery({
    ...(inputs && { x: inputs.join(",") }),
    ...(weights && { w: weights.join(",") }),
    ...(bias !== undefined && { b: bias }),
  });

/** @param {{query: Record<string, string>}} props */
export default function Neuron({ query }) {
  const functions = useLoaded(scalarFunctions, []);
  const body = bodyOf(query, functions.data ?? []);
  const { inputs, weights, bias, activation } = body;
  const answer = useAnswer(functions.data ? JSON.stringify(body) : "", () => answered(body));
  const reach = Math.max(6, Math.ceil(Math.abs(answer.data?.z ?? 0)) + 1);
  const curve = useAnswer(functions.data ? `${activation} ${reach}` : "", () => curveOf(activation, reach));
  const resize = (/** @type {number} */ count) =>
    change({
      inputs: Array.from({ length: count }, (_, i) => inputs[i] ?? 0.5),
      weights: Array.from({ length: count }, (_, i) => weights[i] ?? 1),
    });
  const fits = answer.data && curve.data?.id === answer.data.body.activation ? curve.data : null;
  const isRounded = Boolean(fits && answer.data && isApproached(fits, answer.data.y_hat));
  return html`<${Lab} page="neuron" snippets=${callSnippets(location.origin, { path: "/neuron", body, numpy: numpyOf(body) })}
    lead=${html`
      A neuron adds the weighted inputs and a bias: the weighted sum, or pre-activation, z. Its output ŷ is the activation function of z.
      Drag a connection to change its weight, or type.
    `}
  >
    <${NeuronFigure} inputs=${inputs} weights=${weights} bias=${bias}
      answer=${answer.data?.terms.length === inputs.length ? answer.data : null} change=${change} />
    <div class="neuron-tools">
      <span class="actions">
        <button class="button" disabled=${inputs.length >= MAX_INPUTS} onClick=${() => resize(inputs.length + 1)}>Add an input</button>
        <button class="button" disabled=${inputs.length <= 1} onClick=${() => resize(inputs.length - 1)}>Remove an input</button>
      </span>
      <${FunctionChoice} activation=${activation} functions=${functions.data ?? []} />
    </div>
    ${functions.error && html`<${Problem} error=${functions.error} retry=${functions.reload} />`}
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <${FormulaPair} general=${GENERAL} numbers=${answer.data && withNumbers(answer.data, isRounded)} />
    ${curve.error && html`<${Problem} error=${curve.error} />`}
    ${fits && html`<${FunctionPlot} curve=${fits} answer=${answer.data} />`}
  <//>`;
}
