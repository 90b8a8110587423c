/** A formula, set by KaTeX, which is loaded when the first one is shown. */

import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { html } from "../lib/html.js";
import { withPowers } from "../lib/tex-numbers.js";
import "./linked-symbols.js";
import { addStylesheet } from "./stylesheet.js";

/** KaTeX, once it is there. @type {import("@preact/signals").Signal<typeof import("katex").default|null>} */
const katex = signal(null);

let asked = false;

function loadKatex() {
  if (asked) return;
  asked = true;
  addStylesheet("/vendor/katex/dist/katex.min.css");
  import("katex").then((module) => {
    katex.value = module.default;
  });
}

/** Of the commands that touch the page only the one that names a symbol is let through. */
const OPTIONS = { throwOnError: false, strict: false, trust: (/** @type {{command: string}} */ { command }) => command === "\\htmlData" };

/** @param {{tex: string, display: boolean}} props */
function Typeset({ tex, display }) {
  const element = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => {
    if (element.current) katex.value?.render(withPowers(tex), element.current, { ...OPTIONS, displayMode: display });
  }, [tex, display]);
  return html`<span ref=${element}></span>`;
}

/**
 * @param {{tex: string, plain: string, display?: boolean}} props `plain`: the same in plain letters, until KaTeX is there; `display`: with
 *   tall sums and fractions
 */
export function Formula({ tex, plain, display = false }) {
  useEffect(loadKatex, []);
  return html`<div class="formula" tabindex="0" role="group" aria-label=${plain}>
    ${katex.value ? html`<${Typeset} tex=${tex} display=${display} />` : plain}
  </div>`;
}

/** A symbol inside a sentence. @param {{tex: string, plain: string}} props */
export function InlineFormula({ tex, plain }) {
  useEffect(loadKatex, []);
  return katex.value ? html`<${Typeset} tex=${tex} display=${false} />` : html`<span>${plain}</span>`;
}

/**
 * The formula of the tutorial, and under it the same formula with the numbers that are on the screen.
 * @param {{general: {tex: string, plain: string}, numbers: {tex: string, plain: string}|null, label?: string}} props
 */
export function FormulaPair({ general, numbers, label = "Formula" }) {
  return html`<div class="formula-pair" role="group" aria-label=${label}>
    <${Formula} ...${general} display=${true} />
    ${numbers && html`<${Formula} ...${numbers} display=${true} />`}
  </div>`;
}
