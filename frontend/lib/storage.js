/**
 * What the browser keeps between two visits: texts by key. A browser that blocks storage throws where it is only looked at, and one that
 * is full throws at a write; the page goes on without, and forgets when it is closed.
 */

/** What could not be kept in the browser. @type {Map<string, string|null>} */
const here = new Map();

/** @param {string} key @returns {string|null} null: nothing is kept under the key */
export function readStored(key) {
  if (here.has(key)) return here.get(key) ?? null;
  try {
    return globalThis.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string|null} value null removes it
 * @returns {boolean} whether it is still there at the next visit
 */
export function writeStored(key, value) {
  try {
    if (value === null) globalThis.localStorage.removeItem(key);
    else globalThis.localStorage.setItem(key, value);
    here.delete(key);
    return true;
  } catch {
    here.set(key, value);
    return false;
  }
}
