/**
 * The answer to what is on the screen, while it changes: asked at once, one question at a time, the newest next; the last answer stays
 * until then.
 */

import { useEffect, useRef, useState } from "preact/hooks";

/**
 * @template T
 * @typedef {{data: T|null, error: Error|null, asking: boolean}} Answer `error`: why the newest question was rejected; `data`: still the
 *   last answer
 */

/**
 * @template T
 * @param {string} question changes whenever the answer must; "" asks nothing
 * @param {() => Promise<T>} ask
 * @returns {Answer<T>}
 */
export function useAnswer(question, ask) {
  const [state, setState] = useState(/** @type {Answer<T>} */ ({ data: null, error: null, asking: true }));
  const latest = useRef({ question, ask });
  latest.current = { question, ask };
  const busy = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  useEffect(() => {
    /** Asks until the newest question is answered. */
    const follow = async () => {
      if (busy.current) return;
      busy.current = true;
      for (let answered = ""; !gone.current && latest.current.question && latest.current.question !== answered; ) {
        answered = latest.current.question;
        setState((old) => ({ ...old, asking: true }));
        try {
          const data = await latest.current.ask();
          if (!gone.current) setState({ data, error: null, asking: false });
        } catch (error) {
          if (!gone.current) setState((old) => ({ ...old, error: /** @type {Error} */ (error), asking: false }));
        }
      }
      busy.current = false;
    };
    follow();
  }, [question]);
  return state;
}
