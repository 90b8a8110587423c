/** The neuron of the page as a program in NumPy (§2): ŷ = f(w·x + b). */

import { IN_NUMPY } from "../../lib/numpy-functions.js";

/** @param {{inputs: number[], weights: number[], bias: number, activation: string}} neuron */
export function numpyOf({ inputs, weights, bias, activation }) {
  const f = IN_NUMPY[activation];
  return (
    f &&
    `${f.includes("math.") ? "import math\n\n" : ""}import numpy as np

x = np.array(${JSON.stringify(inputs)})
w = np.array(${JSON.stringify(weights)})
z = w @ x + ${bias}
y_hat = ${f}
print(y_hat)`
  );
}
