/** A formula, set by KaTeX, which is loaded when the first one is shown. */

import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { html } from "../lib/html.js";
import { addStylesheet } from "./stylesheet.js";

/** KaTeX, once it is there. @type {import("@preact/signals").Signal<any>} */
const katex = signal(null);

/** @type {Promise<void>|null} */
let loading = null;

function loadKatex() {
  addStylesheet("/vendor/katex/dist/katex.min.css");
  loading ??= import("katex").then((module) => { katex.value = module.default; });
}

/** @param {{tex: string}} props */
function Typeset({ tex }) {
  const element = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => katex.value.render(tex, element.current, { throwOnError: false }), [tex]);
  return html`<span ref=${element}></span>`;
}

/** @param {{tex: string, plain: string}} props `plain`: the same in plain letters, until KaTeX is there */
export function Formula({ tex, plain }) {
  useEffect(loadKatex, []);
  return html`<div class="formula" tabindex="0">${katex.value ? html`<${Typeset} tex=${tex} />` : plain}</div>`;
}
