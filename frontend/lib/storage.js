/** The browser's own storage. Where it is blocked or full, nothing is kept, and nothing breaks. */

/** @param {string} key @returns {string|null} */
export function readStored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string|null} text null removes it */
export function writeStored(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // A private window, a browser that blocks storage, or no room.
  }
}
