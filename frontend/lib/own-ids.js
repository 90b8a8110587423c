/** A list of job ids as the browser's storage holds it, and which run a page opens on. */

const KEPT = 200;

/** @param {string|null} text what the storage holds; anything but a list of texts counts as nothing @returns {string[]} */
export function ownIds(text) {
  try {
    const list = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.filter((id) => typeof id === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** @param {string[]} ids the newest first @param {string} id */
export const withOwn = (ids, id) => [id, ...ids.filter((other) => other !== id)].slice(0, KEPT);

/**
 * The model that a page opens on: the newest that this browser has trained, else one that ships with the playground; never another's.
 * @template {{id: string, source: string}} M
 * @param {M[]} models the newest first
 * @param {string[]} own
 * @param {(model: M) => boolean} [preferred] which of those that ship
 * @returns {M|undefined}
 */
export function openedFirst(models, own, preferred = () => true) {
  const shipped = models.filter(({ source }) => source === "pretrained");
  return models.find(({ id }) => own.includes(id)) ?? shipped.find(preferred) ?? shipped[0];
}
