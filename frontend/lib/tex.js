/** The arithmetic that the API writes (`⌊(32 + 2·0 − 3)/1 + 1⌋ = 30`) as TeX. */

/** @type {[RegExp, string][]} */
const SIGNS = [
  [/⌊/g, "\\left\\lfloor "],
  [/⌋/g, "\\right\\rfloor "],
  [/⌈/g, "\\lceil "],
  [/⌉/g, "\\rceil "],
  [/·/g, "\\cdot "],
  [/×/g, "\\times "],
  [/−/g, "-"],
  [/→/g, "\\to "],
  [/(\d),(\d)/g, "$1{,}$2"],
];

/** @param {string} text */
export function toTex(text) {
  return SIGNS.reduce((tex, [sign, replacement]) => tex.replace(sign, replacement), text);
}
