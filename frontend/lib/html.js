/** Templates: `html` makes virtual nodes of preact; text in them is text, never markup. */

import htm from "htm";
import { h } from "preact";

/** @typedef {import("preact").ComponentChildren} Children what a template makes, and what stands inside an element */

/** @type {(strings: TemplateStringsArray, ...values: unknown[]) => Children} */
export const html = htm.bind(h);

/**
 * Joins class names, leaving out those that do not apply.
 * @param {...(string|false|null|undefined)} names
 */
export function classes(...names) {
  return names.filter(Boolean).join(" ");
}
