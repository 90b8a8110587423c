/** The parameters of two layers between the same input and output. */

/** Weights and biases of both layers; n_f = n − ω + 1. @param {{n: number, c: number, w: number, k: number}} sizes */
export function weightsOf({ n, c, w, k }) {
  const out = n - w + 1;
  return { out, convolutional: (w * w * c + 1) * k, dense: (n * n * c + 1) * out * out * k };
}
