/** "Copy as": what is on the screen, for the terminal or for Python. */

import { useRef, useState } from "preact/hooks";

import { html } from "../lib/html.js";

/** @typedef {import("../lib/snippets.js").Snippet} Snippet */

const COPIED_MS = 1600;

/** @param {{text: string}} props */
export function CopyButton({ text }) {
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
  return html`<button class="button" onClick=${copy} aria-live="polite">${said || "Copy"}</button>`;
}

/** @param {{snippets: Snippet[], close: () => void}} props */
function Choices({ snippets, close }) {
  const [chosen, setChosen] = useState(0);
  const { text } = snippets[chosen];
  return html`<div>
    <div class="menu-row">
      <div class="choices">
        ${snippets.map(
          ({ title }, i) =>
            html`<button key=${title} class="choice" aria-pressed=${i === chosen} onClick=${() => setChosen(i)}>${title}</button>`,
        )}
      </div>
      <button class="quiet" onClick=${close}>Close</button>
    </div>
    <pre tabindex="0">${text}</pre>
    <${CopyButton} text=${text} />
  </div>`;
}

/** @param {{snippets: Snippet[]}} props */
export function CopyAs({ snippets }) {
  const [open, setOpen] = useState(false);
  const dialog = useRef(/** @type {HTMLDialogElement|null} */ (null));
  const show = () => {
    setOpen(true);
    dialog.current?.showModal();
  };
  const close = () => dialog.current?.close();
  /** A click beside the dialog closes it. @param {MouseEvent} event */
  const outside = (event) => {
    if (event.target === dialog.current) close();
  };
  return html`<span>
    <button class="quiet" aria-haspopup="dialog" onClick=${show}>Copy as …</button>
    <dialog class="copy" ref=${dialog} aria-label="Copy as" onClick=${outside} onClose=${() => setOpen(false)}>
      ${open && html`<${Choices} snippets=${snippets} close=${close} />`}
    </dialog>
  </span>`;
}
