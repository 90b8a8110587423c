/** Where §2.1.1 and §2.1.2 err, beside the function that is opened. */

import { Erratum } from "../../components/lab.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";

/** @typedef {import("./calls.js").Point} Point */

/** @param {number} x */
const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/** @param {{point: Point|null}} props */
function TanhErratum({ point }) {
  const x = point?.x ?? 1;
  return html`<${Erratum}>
    §2.1.1 says that the only difference of tanh and σ is that tanh is zero-centred. tanh is σ stretched and shifted, tanh x = 2σ(2x) − 1:
    for x = ${significant(x)}, ${significant(Math.tanh(x))} = 2 · ${significant(sigmoid(2 * x))} − 1, while σ(x) =
    ${` ${significant(sigmoid(x))}`}. So they differ in slope, too: at 0 it is 1 for tanh and ¼ for σ, and less of the gradient
    vanishes.
  <//>`;
}

/** @param {{id: string}} props */
const SmoothErratum = ({ id }) => html`<${Erratum}>
  §2.1.1 calls sigmoid and tanh “the” non-linear, non-piecewise activation functions.
  ${id === "swish" ? " Swish is one, too" : " Swish (§2.1.4) is another, and so are softplus, GELU and Mish"}: a single smooth equation,
  not linear.
<//>`;

const ReluErratum = () => html`<${Erratum}>
  §2.1.2 calls ReLU a linear activation function. It is piecewise linear, and that makes it non-linear: f(−1) + f(1) = 0 + 1 = 1, but
  f(−1 + 1) = f(0) = 0. And a neuron does not die because its value is negative for one example: its weights then receive no gradient
  from that example. It is dead when z is negative for every example; <a href="#/effects">how many are</a> is measured.
<//>`;

/** @param {{id: string, point: Point|null}} props */
export function Errata({ id, point }) {
  if (id === "relu") return html`<${ReluErratum} />`;
  return html`<div>
    ${["sigmoid", "tanh"].includes(id) && html`<${TanhErratum} point=${point} />`}
    ${["sigmoid", "tanh", "swish"].includes(id) && html`<${SmoothErratum} id=${id} />`}
  </div>`;
}
