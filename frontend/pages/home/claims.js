/** What §1.1 claims of neural networks, tried. */

import { useEffect, useRef, useState } from "preact/hooks";

import { html } from "../../lib/html.js";
import { Versatility } from "./versatility.js";

/** Whether the element has come into view. @param {{current: Element|null}} element */
function useSeen(element) {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return isSeen;
}

const Abstraction = () => html`<p class="measure">
  <b>Abstraction.</b> “The hidden layers are abstracted away, making it easier for engineers to debug.” To use the network above, an image
  goes in and classes come out; nothing of its hidden layers has to be known. To debug one, its hidden layers are opened again:
  ${" "}<a href="#/models/pretrained-cifar10-cnn">the feature maps of every layer</a>,
  ${" "}<a href="#/network">the output of every neuron</a>,
  ${" "}<a href="#/backpropagation">every derivative against finite differences</a>.
</p>`;

export function Claims() {
  const element = useRef(/** @type {HTMLElement|null} */ (null));
  const isSeen = useSeen(element);
  return html`<section class="home-part" ref=${element}>
    <h2>Two claims of §1.1, tried</h2>
    <${Versatility} isSeen=${isSeen} />
    <${Abstraction} />
  </section>`;
}
