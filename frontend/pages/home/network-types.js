/** The types of neural network of §1.2, each with the page where it runs. */

import { Erratum } from "../../components/lab.js";
import { html } from "../../lib/html.js";

const TYPES = [
  {
    title: "Artificial neural network (ANN)",
    href: "#/network",
    text: "Layers of neurons, each connected to all of the layer before. Watch one separate two spirals.",
  },
  {
    title: "Convolutional neural network (CNN)",
    href: "#/cnn",
    text: "Small kernels slide over an image, pooling shrinks it, a plain network predicts its class. The figure above is one.",
  },
  {
    title: "Recurrent neural network (RNN)",
    href: "#/recurrent",
    text: "Takes its own earlier state as input, step by step. Watch one read a word, gate by gate, and learn what comes next.",
  },
  {
    title: "Generative adversarial network (GAN)",
    href: "#/gan",
    text: "A generator makes images from noise, a discriminator tells them from real ones. Watch digits emerge.",
  },
];

export const NetworkTypes = () => html`<section class="home-part">
  <h2>Four types of network</h2>
  <ul class="entries">
    ${TYPES.map(({ title, href, text }) => {
      const entry = html`<h3>${title}</h3><p class="soft">${text}</p>`;
      return html`<li key=${title}><a href=${href}>${entry}</a></li>`;
    })}
  </ul>
  <${Erratum}>
    §1.2 lists these four types and then asks for “the difference between all 3 types”. There are ${TYPES.length}, and they overlap: a CNN
    is an ANN whose connections share their weights, and both networks of a GAN can be CNNs.
  <//>
</section>`;
