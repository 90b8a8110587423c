/** Light, dark, or as the system says; remembered in this browser. */

import { html } from "../lib/html.js";
import { isDark, theme } from "../state.js";

/** One click to the other look; a click back to the system's own look follows the system again. */
function toggle() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const wanted = isDark.value ? "light" : "dark";
  theme.value = wanted === system ? "system" : wanted;
}

export function ThemeToggle() {
  const other = isDark.value ? "light" : "dark";
  return html`<button class="quiet" style="margin-left: -0.5rem" onClick=${toggle} aria-label=${`Change to the ${other} look`}>
    <svg width="13" height="13" viewBox="0 0 14 14" style="vertical-align: -1px; margin-right: 6px" aria-hidden="true">
      <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path d="M7 1 A6 6 0 0 1 7 13 Z" fill="currentColor" />
    </svg>
    ${isDark.value ? "Light" : "Dark"}
  </button>`;
}
