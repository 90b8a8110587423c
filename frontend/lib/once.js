/** What must not be done twice, however often a button is pressed. */

/** So long after the answer, another press is still the same one: the page may only now be changing. */
const SAME_PRESS_MS = 3000;

/** What is under way, or has just been answered. @type {Map<string, Promise<any>>} any: the caller names the type */
const sent = new Map();
/** The key of what the service may have done although it could not say so. @type {Map<string, string>} */
const keys = new Map();

/** A text that nobody else uses. Only a page from localhost or https has `randomUUID`. */
const newKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("-");

/**
 * @template T
 * @param {string} what the same text for the same thing
 * @param {(key: string) => Promise<T>} send `key`: by which the service knows a request again
 * @returns {Promise<T>}
 */
export function once(what, send) {
  const before = sent.get(what);
  if (before) return before;
  const key = keys.get(what) ?? newKey();
  keys.set(what, key);
  const answer = send(key);
  sent.set(what, answer);
  answer.then(
    () => {
      keys.delete(what);
      setTimeout(() => sent.delete(what), SAME_PRESS_MS);
    },
    (/** @type {{status?: number}} */ { status = 0 }) => {
      sent.delete(what);
      if (status >= 400 && status < 500) keys.delete(what);
    },
  );
  return answer;
}
