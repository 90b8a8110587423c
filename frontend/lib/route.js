/** The part of the address after `#` holds the page and its state: `#/cnn?dataset=cifar10&epochs=3`. */

/** @typedef {{path: string[], query: Record<string, string>}} Route */

/**
 * The page of word embeddings once kept the settings of a training as JSON in `set`; old addresses still lead to them.
 * @param {Record<string, string>} query
 */
function withSettings({ set, ...query }) {
  if (!set) return query;
  try {
    const settings = Object.entries(JSON.parse(set) ?? {});
    return {
      ...query,
      ...Object.fromEntries(settings.map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)])),
    };
  } catch {
    return query;
  }
}

/** The preset `improved` was once called `modern`. @param {Record<string, string>} query */
const withPreset = (query) => (query.preset === "modern" ? { ...query, preset: "improved" } : query);

/** A part of the path; one whose `%` is no escape stands for itself. @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * @param {string} hash with or without its `#`
 * @returns {Route}
 */
export function parseRoute(hash) {
  const [path, ...rest] = hash.replace(/^#?\/?/, "").split("?");
  const query = rest.join("?");
  return {
    path: path.split("/").filter(Boolean).map(decoded),
    query: withPreset(withSettings(Object.fromEntries(new URLSearchParams(query)))),
  };
}

/**
 * The inverse of `parseRoute`. Values that are null, undefined or "" are left out.
 * @param {string[]} path
 * @param {Record<string, string|number|boolean|null|undefined>} [query]
 */
export function formatRoute(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${search ? `?${search}` : ""}`;
}
