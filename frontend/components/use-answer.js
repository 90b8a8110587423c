/**
 * The answer to what is on the screen, while it changes: asked at once, one question at a time, the newest next; the last answer stays
 * until then.
 */

import { useEffect, useState } from "preact/hooks";

import { NewestAnswer } from "../lib/newest-answer.js";

/**
 * @template T
 * @typedef {import("../lib/newest-answer.js").Answer<T>} Answer
 */

/**
 * @template T
 * @param {string} question changes whenever the answer must; "" asks nothing
 * @param {() => Promise<T>} ask
 * @returns {Answer<T>}
 */
export function useAnswer(question, ask) {
  const [asker] = useState(() => new NewestAnswer((/** @type {Answer<T>} */ next) => setState(next)));
  const [state, setState] = useState(asker.state);
  asker.newest = { question, ask };
  useEffect(() => () => asker.stop(), []);
  useEffect(() => {
    asker.follow();
  }, [question]);
  return state;
}
