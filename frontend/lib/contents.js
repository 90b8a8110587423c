/** The tutorial's contents: its sections, and the page that brings each part to life. The rail, the addresses and the tests read this list. */

/**
 * @typedef {Object} Entry
 * @property {string} page its place in the address
 * @property {string} number of the tutorial's section
 * @property {string} title
 * @property {() => Promise<{default: any}>} load
 */

/** @type {{roman: string, title: string, labs: Entry[]}[]} */
export const CONTENTS = [
  { roman: "I", title: "Deep learning basics", labs: [] },
  { roman: "II", title: "Artificial neural networks", labs: [
    { page: "neuron", number: "2", title: "A neuron", load: () => import("../pages/neuron.js") },
    { page: "network", number: "2", title: "A network that learns", load: () => import("../pages/network.js") },
    { page: "activations", number: "2.1", title: "Activation functions", load: () => import("../pages/activations.js") },
    { page: "effects", number: "2.1", title: "What they do to gradients", load: () => import("../pages/effects.js") },
  ] },
  { roman: "III", title: "Back-propagation", labs: [
    { page: "cost", number: "3.1", title: "Cost", load: () => import("../pages/cost.js") },
    { page: "backpropagation", number: "3.2", title: "Microscope", load: () => import("../pages/backpropagation.js") },
    { page: "perceptron", number: "3.2", title: "10,000 steps", load: () => import("../pages/perceptron.js") },
  ] },
  { roman: "IV", title: "Convolutional networks", labs: [
    { page: "kernels", number: "4.1", title: "Kernels", load: () => import("../pages/kernels.js") },
    { page: "pooling", number: "4.2", title: "Stride and pooling", load: () => import("../pages/pooling.js") },
    { page: "cnn", number: "4.3", title: "Naming images", load: () => import("../pages/cnn.js") },
    { page: "optimizers", number: "4.3", title: "Optimizers", load: () => import("../pages/optimizers.js") },
  ] },
  { roman: "V", title: "Recurrent networks", labs: [
    { page: "words", number: "5.1", title: "Words as vectors", load: () => import("../pages/words.js") },
  ] },
  { roman: "VI", title: "Adversarial networks", labs: [
    { page: "gan", number: "6", title: "Forger and judge", load: () => import("../pages/gan.js") },
  ] },
];

/** Every lab by its place in the address. @type {Map<string, Entry>} */
export const LABS = new Map(CONTENTS.flatMap(({ labs }) => labs.map((lab) => [lab.page, lab])));
