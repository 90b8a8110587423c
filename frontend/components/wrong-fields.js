/** Fields of a form whose text is no allowed value: what is wrong with each, told to whoever would send the form. */

import { createContext } from "preact";
import { useCallback, useContext, useEffect, useRef, useState } from "preact/hooks";

/** @typedef {(key: object, problem: string) => void} Report an empty problem: the field is right again */

/** @type {import("preact").Context<Report>} */
export const WrongFields = createContext(/** @type {Report} */ (() => {}));

/** Keeps what the fields inside `WrongFields` report. @returns {{problems: string[], report: Report}} */
export function useWrongFields() {
  const [known, setKnown] = useState(/** @type {Map<object, string>} */ (new Map()));
  const report = useCallback(
    (/** @type {object} */ key, /** @type {string} */ problem) =>
      setKnown((old) => {
        if ((old.get(key) ?? "") === problem) return old;
        const next = new Map(old);
        if (problem) next.set(key, problem);
        else next.delete(key);
        return next;
      }),
    [],
  );
  return { problems: [...known.values()], report };
}

/** Reports a field's problem for as long as the field is shown. @param {string} problem */
export function useReported(problem) {
  const report = useContext(WrongFields);
  const key = useRef({}).current;
  useEffect(() => {
    report(key, problem);
    return () => report(key, "");
  }, [problem]);
}
