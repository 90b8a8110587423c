/** What stands in the address and was not understood: one place of the frame says it, and the page goes on with what it has instead. */

import { signal } from "@preact/signals-core";

/** @typedef {{name: string, value: string, used: string}} Misread `used`: what is shown instead; "" where nothing is */

/** @type {import("@preact/signals-core").Signal<Misread[]>} */
export const misread = signal([]);

/** What was found while a page was drawn, until it is drawn. @type {Map<string, Misread>} */
const found = new Map();

/**
 * @param {string} name of a value in the address
 * @param {string} value as it stands there
 * @param {unknown} [used] what is shown instead
 */
export function reportAddress(name, value, used = "") {
  const said = { name, value, used: String(used ?? "") };
  const before = found.get(name);
  if (before?.value === value && before.used === said.used) return;
  found.set(name, said);
  queueMicrotask(() => {
    misread.value = [...found.values()];
  });
}

/**
 * The value could be read after all, such as the name of a data set that the page has learned of meanwhile.
 * @param {string} name
 * @param {string} value
 */
export function withdrawReport(name, value) {
  if (found.get(name)?.value !== value) return;
  found.delete(name);
  queueMicrotask(() => {
    misread.value = [...found.values()];
  });
}

/** Another page is opened: what it does not understand is its own. */
export function forgetMisread() {
  found.clear();
  misread.value = [];
}
