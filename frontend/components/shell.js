/** The frame of every page: the tutorial's contents on the left, the page beside it. */

import { useEffect, useState } from "preact/hooks";

import { CONTENTS, LABS } from "../lib/contents.js";
import { classes, html } from "../lib/html.js";
import { route } from "../state.js";
import { MisreadAddress } from "./misread-address.js";
import { Patience } from "./patience.js";
import { Service } from "./service.js";
import { ThemeToggle } from "./theme-toggle.js";

/** @param {string} page */
const current = (page) => ((route.value.path[0] ?? "home") === page ? "page" : undefined);

function Contents() {
  return html`<nav aria-label="Contents of the tutorial">
    <ol class="contents">
      ${CONTENTS.map(
        ({ roman, title, labs }) => html`<li>
          <span class=${classes("section", labs.length > 0 && "has-labs")}><span class="roman">${roman}</span>${title}</span>
          ${
            labs.length > 0 &&
            html`<ul>${labs.map(
              (lab) => html`<li>
                <a class="rail-link" href=${`#/${lab.page}`} aria-current=${current(lab.page)}>
                  <span class="roman">${lab.number}</span>
                  <span>${lab.short ?? lab.title}</span>
                </a>
              </li>`,
            )}</ul>`
          }
        </li>`,
      )}
    </ol>
  </nav>`;
}

function Mark() {
  const cells = [0.25, 0.55, 0.2, 0.55, 1, 0.55, 0.2, 0.55, 0.25];
  return html`<svg viewBox="0 0 20 20" aria-hidden="true">
    ${cells.map(
      (opacity, i) =>
        html`<rect x=${(i % 3) * 7} y=${Math.floor(i / 3) * 7} width="6" height="6" fill="currentColor" opacity=${opacity} />`,
    )}
  </svg>`;
}

/** @param {{open: boolean}} props */
function Rail({ open }) {
  return html`<div class=${classes("rail", open && "open")} id="rail">
    <a class="wordmark" href="#/" aria-current=${current("home")}><${Mark} /><span>Deep Learning<br />Playground</span></a>
    <${Contents} />
    <nav class="rail-group" aria-label="Workshop">
      <a class="rail-link" href="#/train" aria-current=${current("train")}><span>Train</span></a>
      <a class="rail-link" href="#/jobs" aria-current=${current("jobs")}><span>Jobs</span></a>
      <a class="rail-link" href="#/models" aria-current=${current("models")}><span>Models</span></a>
    </nav>
    <div class="rail-foot">
      <${Service} />
      <div class="rail-tools"><${ThemeToggle} /><a href="./docs">API</a></div>
    </div>
  </div>`;
}

const WORKSHOP = new Map([
  ["train", "Train"],
  ["jobs", "Jobs"],
  ["models", "Models"],
]);

function whereText() {
  const [first = ""] = route.value.path;
  const lab = LABS.get(first);
  return lab ? `${lab.number} ${lab.short ?? lab.title}` : (WORKSHOP.get(first) ?? "Contents");
}

/** @param {{children: import("../lib/html.js").Children}} props */
export function Shell({ children }) {
  const [open, setOpen] = useState(false);
  const address = route.value.path.join("/");
  useEffect(() => setOpen(false), [address]);
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const close = (event) => {
      if (event.key === "Escape") setOpen(false);
    };
    addEventListener("keydown", close);
    return () => removeEventListener("keydown", close);
  }, []);
  return html`<div class="shell">
    <a class="skip-link" href="#page" onClick=${(/** @type {Event} */ e) => {
      e.preventDefault();
      document.getElementById("page")?.focus();
    }}>To the page</a>
    ${open && html`<button class="scrim" aria-label="Close the contents" onClick=${() => setOpen(false)}></button>`}
    <${Rail} open=${open} />
    <button class="menu-button" aria-expanded=${open} aria-controls="rail" onClick=${() => setOpen(!open)}>
      <${Lines} open=${open} /><span class="where">${open ? "Close" : whereText()}</span>
    </button>
    <main class="page" id="page" tabindex="-1"><${MisreadAddress} />${children}</main>
    <${Patience} />
  </div>`;
}

/** @param {{open: boolean}} props */
function Lines({ open }) {
  return html`<svg width="18" height="14" viewBox="0 0 18 14" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
    ${open ? html`<path d="M3 1 L15 13 M15 1 L3 13" />` : html`<path d="M0 1 H18 M0 7 H18 M0 13 H12" />`}
  </svg>`;
}
