/** Style sheets of libraries that only some figures need. */

import { BASE, FILES } from "../lib/address.js";

const added = new Set();

/** Adds a style sheet to the page, once. @param {string} href from the root of the playground, such as `/styles/labs.css` */
export function addStylesheet(href) {
  if (added.has(href)) return;
  added.add(href);
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href.startsWith("/vendor/") ? BASE + href : FILES + href;
  document.head.append(link);
}
