/**
 * The answer to what is on the screen, while it changes: asked at once, one question at a time, the newest next; the last answer stays
 * until then, unless it is about another subject: a value never stands under another name.
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
 * @param {string} [subject] what the page names beside the answer: where it changes, the last answer does not stay
 * @returns {Answer<T>}
 */
export function useAnswer(question, ask, subject = "") {
  const [asker] = useState(() => new NewestAnswer((/** @type {Answer<T>} */ next) => setState(next)));
  const [state, setState] = useState(asker.state);
  const whole = question && `${subject} ${question}`; // another subject is another question
  asker.newest = { question: whole, ask, subject };
  useEffect(() => () => asker.stop(), []);
  useEffect(() => {
    asker.follow();
  }, [whole]);
  return subject === state.subject ? state : { ...state, data: null };
}

/**
 * The last answer with what it is about, for figures whose numbers stand under names: a number never stands under the name of another
 * question. A rejected question has no answer.
 * @template T
 * @template {Record<string, string>} S
 * @param {S} subject
 * @param {() => Promise<T>} ask
 * @returns {{data: T|null, about: S, error: Error|null, isCurrent: boolean}} `about`: what `data` answers, else what is asked; `isCurrent`:
 *   they are the same
 */
export function useAnswerAbout(subject, ask) {
  const question = JSON.stringify(subject);
  const { data: last, error } = useAnswer(question, async () => ({ question, about: subject, answer: await ask() }));
  if (error || !last) return { data: null, about: subject, error, isCurrent: false };
  return { data: last.answer, about: last.about, error: null, isCurrent: last.question === question };
}
