/** Activation functions, as papers write them. */

const NAMES = /** @type {Record<string, string>} */ ({
  relu: "ReLU",
  leaky_relu: "leaky ReLU",
  elu: "ELU",
  selu: "SELU",
  gelu: "GELU",
  swish: "Swish",
});

/** @param {string} id of `GET /activations` */
export const nameOf = (id) => NAMES[id] ?? id;
