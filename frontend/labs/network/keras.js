/** The network of the page and its training, as a program for Keras. */

/** @typedef {import("./setup.js").Setup} Setup */

/** Where the page has not trained yet. */
const USUAL_STEPS = 1000;
const KERAS_INITIALIZERS = {
  xavier: "GlorotUniform()",
  he: 'VarianceScaling(2, "fan_in", "untruncated_normal")',
  uniform: "RandomUniform(-1, 1)",
  zeros: "Zeros()",
};
const KERAS_OPTIMIZERS = /** @type {Record<string, [string, string]>} */ ({
  adam: ["Adam", ""],
  adamw: ["AdamW", ""],
  rmsprop: ["RMSprop", ""],
  adagrad: ["Adagrad", ", initial_accumulator_value=0"],
  sgd: ["SGD", ""],
  momentum: ["SGD", ", momentum=0.9"],
  nesterov: ["SGD", ", momentum=0.9, nesterov=True"],
});

/**
 * The same network, data and length of training in Keras, with other random numbers.
 * @param {Setup} setup
 * @param {{classes: number, train: import("./points.js").Points, step: number}} state
 */
export function keras({ hidden, activation, initialization, optimizer, rate, batch, l1, l2, seed }, { classes, train, step }) {
  const isBinary = classes === 2;
  const [name, more] = KERAS_OPTIMIZERS[optimizer];
  const penalty = l1 || l2 ? `, kernel_regularizer=keras.regularizers.L1L2(${l1} / ${batch}, ${l2} / (2 * ${batch}))` : "";
  const weights = `kernel_initializer=keras.initializers.${KERAS_INITIALIZERS[initialization]}${penalty}`;
  const layer = (/** @type {number} */ units, /** @type {string} */ f) =>
    `    keras.layers.Dense(${units}, "${f === "identity" ? "linear" : f}", ${weights}),`;
  const updates = Math.ceil(train.x.length / batch);
  const epochs = Math.max(1, Math.round((step || USUAL_STEPS) / updates));
  return `import keras
import numpy as np

x = np.array(${JSON.stringify(train.x)})
y = np.array(${JSON.stringify(train.y)})

keras.utils.set_random_seed(${seed})
model = keras.Sequential([
    keras.Input((2,)),
${[...hidden.map((units) => layer(units, activation)), layer(isBinary ? 1 : classes, isBinary ? "sigmoid" : "softmax")].join("\n")}
])
model.compile(keras.optimizers.${name}(${rate}${more}), "${isBinary ? "binary" : "categorical"}_crossentropy", metrics=["accuracy"])
model.fit(x, y, batch_size=${batch}, epochs=${epochs})`;
}
