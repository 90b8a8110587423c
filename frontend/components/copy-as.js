/** "Copy as": what is on the screen, for the terminal or for Python. */

import { useEffect, useRef, useState } from "preact/hooks";

import { html } from "../lib/html.js";

/** @typedef {import("../lib/snippets.js").Snippet} Snippet */

const COPIED_MS = 1600;

/** Closes on Escape and on a click elsewhere. @param {boolean} open @param {() => void} close */
function useDismiss(open, close) {
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    if (!open) return undefined;
    /** @param {Event} event */
    const away = (event) => { if (!box.current?.contains(/** @type {Node} */ (event.target))) close(); };
    /** @param {KeyboardEvent} event */
    const escape = (event) => { if (event.key === "Escape") close(); };
    addEventListener("pointerdown", away);
    addEventListener("keydown", escape);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("keydown", escape);
    };
  }, [open]);
  return box;
}

/** @param {{text: string}} props */
function CopyButton({ text }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Select the text to copy it");
    }
    setTimeout(() => setSaid(""), COPIED_MS);
  };
  return html`<button class="quiet" onClick=${copy} aria-live="polite">${said || "Copy"}</button>`;
}

/** @param {{snippets: Snippet[], side?: "left"|"right"}} props `side`: the edge of the button that the menu keeps */
export function CopyAs({ snippets, side = "right" }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const box = useDismiss(open, () => setOpen(false));
  const snippet = snippets[chosen];
  return html`<div class="menu" ref=${box}>
    <button class="quiet" aria-expanded=${open} onClick=${() => setOpen(!open)}>Copy as …</button>
    ${open && html`<div class=${`menu-body ${side === "left" ? "left" : ""}`}>
      <div class="menu-row">
        <div class="choices">${snippets.map(({ title }, i) => html`<button class="choice" aria-pressed=${i === chosen} onClick=${() => setChosen(i)}>${title}</button>`)}</div>
        <${CopyButton} text=${snippet.text} />
      </div>
      <pre tabindex="0">${snippet.text}</pre>
    </div>`}
  </div>`;
}
