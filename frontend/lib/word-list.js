/** Several words in one field: separated by spaces or commas, of any script. */

/** @typedef {import("./schema.js").Field} Field */

/** @param {string} text */
export const wordsIn = (text) => text.split(/[\s,;，、،؛；]+/).filter(Boolean);

/**
 * What is wrong with a list of words, in words; empty when nothing is.
 * @param {Field} field its bounds count words
 * @param {string[]} words
 */
export function problemWithWords({ bounds }, words) {
  return words.length > bounds.maximum ? `at most ${bounds.maximum} words; these are ${words.length}` : "";
}

/** As the vocabulary has it: İ becomes a plain i, where JavaScript adds a dot of its own. @param {string} word */
export const lowerCase = (word) => word.normalize("NFC").replaceAll("İ", "i").toLowerCase().replaceAll("i\u0307", "i");
