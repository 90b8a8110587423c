/** Forward and backward pass of the page as a program in NumPy (§3.2), down to the selected derivative. */

import { IN_NUMPY, SLOPES } from "../../lib/numpy-functions.js";

/** @typedef {import("./network-figure.js").Parameter} Parameter */
/** @typedef {import("./network-figure.js").Layer} Layer */

/** @param {{layers: Layer[], x: number[][], y: number[][]}} body @param {Parameter} selected */
export function numpyOf({ layers, x, y }, { layer, unit, input }) {
  const names = [...new Set(layers.map(({ activation }) => activation))];
  const table = (/** @type {string} */ name, /** @type {Record<string, string>} */ of, /** @type {string} */ variable) =>
    `${name} = {${names.map((one) => `"${one}": lambda ${variable}: ${of[one]}`).join(", ")}}`;
  const rows = layers.map(
    ({ weights, bias, activation }) => `    (np.array(${JSON.stringify(weights)}), np.array(${JSON.stringify(bias)}), "${activation}"),`,
  );
  return `import numpy as np

${table("f", IN_NUMPY, "z")}
${table("slope", SLOPES, "a")}
layers = [
${rows.join("\n")}
]

# Forward pass; the last layer is sigmoid, the cost J cross-entropy.
a = [np.array(${JSON.stringify(x)})]
for w, b, name in layers:
    a.append(f[name](a[-1] @ w.T + b))

# Backward pass: delta is dJ/dz of each layer.
delta = [a[-1] - np.array(${JSON.stringify(y)})]
for (w, _, _), (_, _, name), output in zip(layers[:0:-1], layers[-2::-1], a[-2:0:-1]):
    delta.insert(0, delta[0] @ w * slope[name](output))

dj_dw = [d.T @ before for d, before in zip(delta, a)]
dj_db = [d.sum(axis=0) for d in delta]
print(${input === null ? `dj_db[${layer}][${unit}]` : `dj_dw[${layer}][${unit}, ${input}]`})`;
}
