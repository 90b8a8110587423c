/** The cell, its text and its training, from the address. */

import { numberIn, SEED, textIn, wordIn } from "../../lib/query.js";

export const CELLS = /** @type {const} */ (["lstm", "gru", "rnn"]);
export const CELL_TITLES = { lstm: "LSTM", gru: "GRU", rnn: "simple RNN" };
export const CONVENTIONS = /** @type {const} */ (["keras", "tutorial"]);
export const CONVENTION_TITLES = { keras: "Keras, PyTorch", tutorial: "tutorial (§V)" };
export const UNITS = { integer: true, minimum: 1, maximum: 8 };
export const MAX_STEPS = 2000;
export const RATE = { minimum: 0, maximum: 10 };
/** Of the service: as many steps over time, and as many different letters. */
const MAX_LETTERS = 33;
const MAX_DIFFERENT = 32;
const TEXT = "hello";

/**
 * @typedef {{cell: typeof CELLS[number], convention: typeof CONVENTIONS[number], after: boolean, text: string, letters: string[],
 *   units: number, seed: number, steps: number, rate: number, clip: boolean, at: number, unit: number}} Setup
 *   `letters`: the different ones, in the order in which they come; `at`: the time step that is looked into; `unit`: of the layer
 */

/** @param {string} text */
export const lettersOf = (text) => [...new Set(text)];

/** What is wrong with a text; "" where nothing is. @param {string} text */
export function problemOf(text) {
  const count = [...text].length;
  if (count < 3) return `at least 3 letters are needed: ${count === 0 ? "there is none" : `there ${count === 1 ? "is 1" : "are 2"}`}`;
  if (count > MAX_LETTERS) return `at most ${MAX_LETTERS} letters are allowed; there are ${count}`;
  const different = lettersOf(text).length;
  if (different < 2) return "at least 2 different letters are needed";
  return different > MAX_DIFFERENT ? `at most ${MAX_DIFFERENT} different letters are allowed; there are ${different}` : "";
}

/** @param {Record<string, string>} query @returns {Setup} */
export function setupOf(query) {
  const text = textIn(query, "text", TEXT, problemOf);
  const units = numberIn(query, "units", 4, UNITS);
  const last = [...text].length - 2;
  const [cell, convention] = [wordIn(query, "cell", CELLS), wordIn(query, "convention", CONVENTIONS)];
  return {
    cell,
    convention,
    after: wordIn(query, "after", ["yes", "no"]) === "yes" && cell === "gru" && convention === "keras",
    text,
    letters: lettersOf(text),
    units,
    seed: numberIn(query, "seed", 0, SEED),
    steps: numberIn(query, "steps", 0, { integer: true, minimum: 0, maximum: MAX_STEPS }),
    rate: numberIn(query, "rate", 0.3, RATE),
    clip: wordIn(query, "clip", ["yes", "no"]) === "yes",
    at: Math.min(last, numberIn(query, "at", Math.min(2, last), { integer: true, minimum: 0, maximum: MAX_LETTERS })),
    unit: Math.min(units - 1, numberIn(query, "unit", 0, { integer: true, minimum: 0, maximum: UNITS.maximum })),
  };
}

/**
 * The letters as the layer reads them: each but the last as a one-hot vector; after each the next one is to be predicted.
 * @param {Setup} setup
 */
export function sequenceOf({ text, letters }) {
  const places = [...text].map((letter) => letters.indexOf(letter));
  const x = places.slice(0, -1).map((place) => letters.map((_, i) => (i === place ? 1 : 0)));
  return { x, targets: places.slice(1) };
}

/** A letter that can be seen. @param {string} letter */
export const shownLetter = (letter) => (letter === " " ? "␣" : letter);
