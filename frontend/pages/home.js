/** The first page: a trained network at work, and the ways into the playground. */

import { Hero } from "../components/hero.js";
import { useTitle } from "../components/hooks.js";
import { html } from "../lib/html.js";

const ENTRIES = [
  {
    href: "#/network",
    title: "Watch one learn",
    text: "A small network draws its border between two spirals, thirty times a second. Take any weight into your own hands.",
  },
  {
    href: "#/kernels",
    title: "Look through a kernel",
    text: "Your photo under fourteen small matrices, down to the product behind a single pixel.",
  },
  {
    href: "#/backpropagation",
    title: "Take a derivative apart",
    text: "Every factor of the chain rule with its number and its place in the network, checked by finite differences.",
  },
  {
    href: "#/perceptron",
    title: "Drag through 10,000 steps",
    text: "The tutorial’s NumPy network, to all its printed digits, and what the right derivative gives.",
  },
  {
    href: "#/cnn",
    title: "Train it yourself",
    text: "The tutorial’s network with its 122,570 parameters, on images that are already here. The curves grow while you watch.",
  },
  {
    href: "#/models",
    title: "Show it your pictures",
    text: "Drop a photo on the trained network, see what it says, and open every layer down to a single value.",
  },
  {
    href: "#/jobs",
    title: "Follow the jobs",
    text: "What runs now, what waits, what it has reached. Close the page and come back from another device.",
  },
  {
    href: "/docs",
    title: "Use it without the browser",
    text: "Every figure here is also a call of the REST API: for curl, for Python, for your own programs.",
  },
];

export default function Home() {
  useTitle("");
  return html`<div>
    <div class="page-head">
      <div>
        <h1>Deep learning, with its figures alive</h1>
        <p class="lead">
          The tutorial’s networks, trained on your own machine while you watch. Here is one that has learnt to name pictures, looking at
          one.
        </p>
      </div>
    </div>
    <${Hero} />
    <ul class="entries">
      ${ENTRIES.map(({ href, title, text }) => html`<li key=${href}><a href=${href}><h3>${title}</h3><p class="soft">${text}</p></a></li>`)}
    </ul>
  </div>`;
}
