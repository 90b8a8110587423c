/** The first page: a trained network at work, and the ways into the playground. */

import { Hero } from "../components/hero.js";
import { useTitle } from "../components/hooks.js";
import { addStylesheet } from "../components/stylesheet.js";
import { html } from "../lib/html.js";
import { Claims } from "./home/claims.js";
import { NetworkTypes } from "./home/network-types.js";

addStylesheet("/styles/labs.css");
addStylesheet("/styles/home.css");

const ENTRIES = [
  {
    href: "#/network",
    title: "Watch a neural network train",
    text: "A small network moves its decision boundary between two spirals, thirty times per second. Change any weight yourself.",
  },
  {
    href: "#/kernels",
    title: "Convolve a photo",
    text: "Your photo under fourteen convolution kernels, down to the products behind a single pixel.",
  },
  {
    href: "#/backpropagation",
    title: "Follow the chain rule",
    text: "Every factor of a derivative with its number and its place in the network, checked by finite differences.",
  },
  {
    href: "#/perceptron",
    title: "Step through gradient descent",
    text: "The tutorial’s NumPy perceptron over 10,000 iterations, to all its printed digits, and with the correct derivative.",
  },
  {
    href: "#/cnn",
    title: "Train a CNN",
    text: "The tutorial’s network with its 122,570 parameters, on bundled images. Loss and accuracy are drawn while it trains.",
  },
  {
    href: "#/models",
    title: "Classify your own images",
    text: "Drop a photo on a trained network, see the predicted classes, and open every feature map down to a single activation.",
  },
  {
    href: "#/jobs",
    title: "Follow the jobs",
    text: "What is running, what is queued, what has finished. Close the page and come back from another device.",
  },
  {
    href: "./docs",
    title: "Use the API",
    text: "Every figure here is also a call of the REST API: for curl, for Python, for your own programs.",
  },
];

export default function Home() {
  useTitle("");
  return html`<div>
    <div class="page-head">
      <div>
        <h1>Deep learning in interactive figures</h1>
        <p class="lead">
          The tutorial’s neural networks, trained on your own machine while you watch. Here is a trained convolutional network that
          classifies an image.
        </p>
      </div>
    </div>
    <${Hero} />
    <ul class="entries">
      ${ENTRIES.map(({ href, title, text }) => html`<li key=${href}><a href=${href}><h3>${title}</h3><p class="soft">${text}</p></a></li>`)}
    </ul>
    <${NetworkTypes} />
    <${Claims} />
  </div>`;
}
