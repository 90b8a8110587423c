/** What every page shares: the address, the theme, the service's health. All of it is read from elsewhere, none of it is kept here. */

import { effect, signal } from "@preact/signals";

import { getHealth } from "./api.js";
import { divergingTable, parseRgb } from "./lib/colour.js";
import { forgetMisread } from "./lib/misread.js";
import { formatRoute, parseRoute } from "./lib/route.js";
import { readStored, writeStored } from "./lib/storage.js";

/** @typedef {"system"|"light"|"dark"} Theme */
/** @typedef {Record<string, string|number|boolean|null|undefined>} Query */

const THEME_KEY = "playground.theme";

export const route = signal(parseRoute(location.hash));
addEventListener("hashchange", () => {
  const next = parseRoute(location.hash);
  if (next.path.join("/") !== route.value.path.join("/")) forgetMisread();
  route.value = next;
});

/** Opens a page; the way back leads here. @param {string[]} path @param {Query} [query] */
export function go(path, query) {
  location.hash = formatRoute(path, query);
}

/** Changes the page's state in the address, without a new step of the way back. @param {Query} query */
export function setQuery(query) {
  const next = formatRoute(route.value.path, query);
  history.replaceState(null, "", next);
  route.value = parseRoute(next);
}

/** Changes some values of it; null removes one. @param {Query} changes */
export function patchQuery(changes) {
  setQuery({ ...route.value.query, ...changes });
}

/** Opens something on the page; the way back closes it. @param {Query} changes */
export function openQuery(changes) {
  go(route.value.path, { ...route.value.query, ...changes });
}

/** @returns {Theme} */
function storedTheme() {
  const stored = readStored(THEME_KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export const theme = signal(storedTheme());

const systemDark = matchMedia("(prefers-color-scheme: dark)");

/** True while the page is dark, by choice or by the system. */
export const isDark = signal(false);

const paper = matchMedia("print");

/** On paper every page is light, and so are the figures that are drawn with colours of a theme. */
function updateDark() {
  isDark.value = !paper.matches && (theme.value === "dark" || (theme.value === "system" && systemDark.matches));
}
for (const media of [systemDark, paper]) media.addEventListener("change", updateDark);

effect(() => {
  writeStored(THEME_KEY, theme.value === "system" ? null : theme.value);
  if (theme.value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.value;
  updateDark();
});

/**
 * Colours of tokens.css as the browser computes them in the present theme.
 * @param {string[]} names such as `--curve-1`
 */
export function colours(names) {
  const probe = document.createElement("i");
  document.body.append(probe);
  const found = names.map((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return found;
}

/** The diverging scale of the present theme as a lookup table. */
export const signedColours = signal(new Uint8ClampedArray(0));
effect(() => {
  void isDark.value;
  signedColours.value = divergingTable(colours([0, 1, 2, 3, 4, 5, 6].map((i) => `--diverging-${i}`)).map(parseRgb));
});

/** @type {import("@preact/signals").Signal<{answer: import("./lib/types.js").Health|null, problem: string}>} */
export const health = signal({ answer: null, problem: "" });

const HEALTH_INTERVAL_MS = 1000;

/** Asks for the service's health now and every second, while the page is looked at. */
export async function watchHealth() {
  if (!document.hidden) {
    try {
      health.value = { answer: await getHealth(), problem: "" };
    } catch (error) {
      health.value = { answer: null, problem: /** @type {Error} */ (error).message };
    }
  }
  setTimeout(watchHealth, HEALTH_INTERVAL_MS);
}
