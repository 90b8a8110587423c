/** The activation functions in NumPy, of z, with their default parameters (§2.1). */

/** @type {Record<string, string>} */
export const IN_NUMPY = {
  identity: "z",
  binary_step: "np.where(z >= 0, 1.0, 0.0)",
  sigmoid: "1 / (1 + np.exp(-z))",
  tanh: "np.tanh(z)",
  hard_tanh: "np.clip(z, -1, 1)",
  arctan: "np.arctan(z)",
  arsinh: "np.arcsinh(z)",
  softsign: "z / (1 + np.abs(z))",
  isru: "z / np.sqrt(1 + z**2)",
  bent_identity: "(np.sqrt(z**2 + 1) - 1) / 2 + z",
  relu: "np.maximum(z, 0)",
  leaky_relu: "np.where(z > 0, z, 0.01 * z)",
  prelu: "np.where(z > 0, z, 0.25 * z)",
  elu: "np.where(z > 0, z, np.expm1(z))",
  selu: "1.0507009873554805 * np.where(z > 0, z, 1.6732632423543772 * np.expm1(z))",
  softplus: "np.logaddexp(0, z)",
  gelu: "z / 2 * (1 + math.erf(z / math.sqrt(2)))",
  swish: "z / (1 + np.exp(-z))",
  mish: "z * np.tanh(np.logaddexp(0, z))",
  sinusoid: "np.sin(z)",
  sinc: "np.sinc(z / np.pi)",
  gaussian: "np.exp(-(z**2))",
};

/** Their derivatives by their outputs a, of those that a network is trained with. @type {Record<string, string>} */
export const SLOPES = { tanh: "1 - a**2", sigmoid: "a * (1 - a)", relu: "(a > 0) * 1.0", identity: "np.ones_like(a)" };
