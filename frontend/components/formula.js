/** A formula, set by KaTeX, which is loaded when the first one is shown. */

import { useEffect, useRef } from "preact/hooks";

import { html } from "../lib/html.js";
import { addStylesheet } from "./stylesheet.js";

/** @type {Promise<any>|null} */
let loading = null;

function loadKatex() {
  addStylesheet("/vendor/katex/dist/katex.min.css");
  loading ??= import("katex").then((module) => module.default);
  return loading;
}

/** @param {{tex: string, plain: string, block?: boolean}} props `plain`: the same in plain letters, until KaTeX is there */
export function Formula({ tex, plain, block = true }) {
  const element = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    let current = true;
    loadKatex().then((katex) => {
      if (current && element.current) katex.render(tex, element.current, { displayMode: false, throwOnError: false });
    });
    return () => { current = false; };
  }, [tex]);
  return html`<span class=${block ? "formula" : ""} style=${block ? "display: block" : ""}><span ref=${element} key=${tex}>${plain}</span></span>`;
}
