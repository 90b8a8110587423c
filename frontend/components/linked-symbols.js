/**
 * A symbol, its number and its place in the figure light up together.
 *
 * Whatever stands for one quantity carries the same `data-symbol`: an element of a page or an SVG, or a part of a formula written as
 * `\htmlData{symbol=w1}{w_1}`. Pointing at one of them, or focusing it, lights all of them.
 */

const light = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, light];

const LIT = "color: var(--accent) !important; --lit: var(--accent); background-color: var(--accent-soft);";

let lit = "";

/** Lights every element of a symbol; "" lights none. @param {string} symbol */
function lightSymbol(symbol) {
  if (symbol === lit) return;
  lit = symbol;
  light.replaceSync(symbol && `[data-symbol="${CSS.escape(symbol)}"] { ${LIT} }`);
}

/** @param {Event} event */
const pointed = ({ target }) => lightSymbol(/** @type {Element} */ (target).closest?.("[data-symbol]")?.getAttribute("data-symbol") ?? "");

for (const type of ["pointerover", "focusin"]) document.addEventListener(type, pointed);

/** A symbol in a formula. @param {string} symbol letters, digits, `-` and `_` @param {string} tex */
export const texSymbol = (symbol, tex) => `\\htmlData{symbol=${symbol}}{${tex}}`;
