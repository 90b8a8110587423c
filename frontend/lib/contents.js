/**
 * The tutorial's contents: its sections, and the page that brings each part to life. The rail, the addresses and the tests read this list.
 */

/**
 * @typedef {Object} Entry
 * @property {string} page its place in the address, and its folder in labs/
 * @property {string} number of the tutorial's section
 * @property {string} title
 */

/** @type {{roman: string, title: string, labs: Entry[]}[]} */
export const CONTENTS = [
  { roman: "I", title: "Deep learning basics", labs: [] },
  {
    roman: "II",
    title: "Artificial neural networks",
    labs: [
      { page: "neuron", number: "2", title: "A neuron" },
      { page: "network", number: "2", title: "A network that learns" },
      { page: "activations", number: "2.1", title: "Activation functions" },
      { page: "effects", number: "2.1", title: "What they do to gradients" },
    ],
  },
  {
    roman: "III",
    title: "Back-propagation",
    labs: [
      { page: "cost", number: "3.1", title: "Cost" },
      { page: "backpropagation", number: "3.2", title: "Microscope" },
      { page: "perceptron", number: "3.2", title: "10,000 steps" },
    ],
  },
  {
    roman: "IV",
    title: "Convolutional networks",
    labs: [
      { page: "kernels", number: "4.1", title: "Kernels" },
      { page: "pooling", number: "4.2", title: "Stride and pooling" },
      { page: "cnn", number: "4.3", title: "Naming images" },
      { page: "optimizers", number: "4.3", title: "Optimizers" },
    ],
  },
  { roman: "V", title: "Recurrent networks", labs: [{ page: "words", number: "5.1", title: "Words as vectors" }] },
  { roman: "VI", title: "Adversarial networks", labs: [{ page: "gan", number: "6", title: "Forger and judge" }] },
];

/** Every lab by its place in the address. @type {Map<string, Entry>} */
export const LABS = new Map(CONTENTS.flatMap(({ labs }) => labs.map((lab) => [lab.page, lab])));
