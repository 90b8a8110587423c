/** Style sheets of libraries that only some figures need. */

const added = new Set();

/** Adds a style sheet to the page, once. @param {string} href */
export function addStylesheet(href) {
  if (added.has(href)) return;
  added.add(href);
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}
