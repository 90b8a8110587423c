/** Starts the page: the shell, and in it the page that the address names. */

import { render } from "preact";

import { Page } from "./components/page.js";
import { Shell } from "./components/shell.js";
import { html } from "./lib/html.js";
import { watchHealth } from "./state.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
root.textContent = "";
render(html`<${Shell}><${Page} /><//>`, root);
watchHealth();
