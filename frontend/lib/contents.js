/**
 * The tutorial's contents: its sections, and the page for each part. The rail, the addresses and the tests read this list.
 * It is also the only place that says which page belongs to which kind of training.
 */

/**
 * @typedef {Object} Entry
 * @property {string} page its place in the address, and its folder in labs/
 * @property {string} number of the tutorial's section
 * @property {string} title
 * @property {string} [short] its title where there is little room
 * @property {string[]} [kinds] of training that the page starts and shows, a run at `?job=<id>`
 * @property {string} [opensModels] the name in the page's address that opens one of their models
 * @property {boolean} [modelFigures] the lab has a `model.js`, whose figures stand on the page of a model
 */

/** @type {{roman: string, title: string, labs: Entry[]}[]} */
export const CONTENTS = [
  { roman: "I", title: "Deep learning basics", labs: [] },
  {
    roman: "II",
    title: "Artificial neural networks",
    labs: [
      { page: "neuron", number: "2", title: "A neuron" },
      { page: "network", number: "2", title: "Neural network" },
      { page: "activations", number: "2.1", title: "Activation functions" },
      {
        page: "effects",
        number: "2.1",
        title: "Vanishing gradients, dying ReLU, zero-centred outputs",
        short: "Vanishing gradients",
      },
    ],
  },
  {
    roman: "III",
    title: "Backpropagation",
    labs: [
      { page: "cost", number: "3.1", title: "Cost function" },
      { page: "backpropagation", number: "3.2", title: "Backpropagation step by step", short: "Step by step" },
      { page: "perceptron", number: "3.2", title: "A perceptron in NumPy", short: "Perceptron in NumPy" },
    ],
  },
  {
    roman: "IV",
    title: "Convolutional networks",
    labs: [
      { page: "kernels", number: "4.1", title: "Convolution kernels" },
      { page: "pooling", number: "4.2", title: "Stride and pooling" },
      {
        page: "cnn",
        number: "4.3",
        title: "Image classification (CNN)",
        short: "Image classification",
        kinds: ["cnn"],
        modelFigures: true,
      },
      { page: "optimizers", number: "4.3", title: "Optimizers" },
    ],
  },
  {
    roman: "V",
    title: "Recurrent networks",
    labs: [
      { page: "recurrent", number: "5", title: "A recurrent cell (RNN, GRU, LSTM)", short: "A recurrent cell" },
      { page: "words", number: "5.1", title: "Word embeddings", kinds: ["word2vec", "glove"], opensModels: "model" },
    ],
  },
  {
    roman: "VI",
    title: "Adversarial networks",
    labs: [{ page: "gan", number: "6", title: "Generative adversarial network (GAN)", short: "GAN", kinds: ["gan"], opensModels: "job" }],
  },
];

/** Every lab by its place in the address. @type {Map<string, Entry>} */
export const LABS = new Map(CONTENTS.flatMap(({ labs }) => labs.map((lab) => [lab.page, lab])));

/** The lab of a kind of training, where there is one. @param {string} kind */
export const labOf = (kind) => [...LABS.values()].find(({ kinds }) => kinds?.includes(kind));

/** Where a training is watched. @param {string} kind @param {string} id */
export const jobAddress = (kind, id) => `#/${labOf(kind)?.page ?? `train/${encodeURIComponent(kind)}`}?job=${id}`;

/** Where a finished training is opened as a model. @param {string} kind @param {string} id */
export function modelAddress(kind, id) {
  const lab = labOf(kind);
  return lab?.opensModels ? `#/${lab.page}?${lab.opensModels}=${id}` : `#/models/${id}`;
}

/** Where a training of a kind is set up from nothing but its parameters. @param {string} kind */
export const trainAddress = (kind) => `#/train/${encodeURIComponent(kind)}`;
