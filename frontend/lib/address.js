/** Where the playground is served: on a host of its own, or under a path of one, such as `/play`, behind a proxy. */

/** The path, without a slash at its end; "" on a host of its own. The page itself lies there, whatever its `#`. */
export const BASE = new URL(".", globalThis.document?.baseURI ?? "http://localhost/").pathname.replace(/\/$/, "");

/** Where this program's own files lie: under a path that names their version. */
export const FILES = new URL("..", import.meta.url).pathname.replace(/\/$/, "");

const ROOT = "/api/v1";

/** The address of a route of the API. @param {string} path below /api/v1, or with it */
export const apiUrl = (path) => BASE + ROOT + (path.startsWith(`${BASE}${ROOT}/`) ? path.slice(BASE.length + ROOT.length) : path);

/**
 * An answer whose addresses begin where the page does. The service names them from its own root unless it is told of the proxy.
 * @param {string} text JSON
 */
export const rebased = (text, base = BASE) => (base === "" ? text : text.replaceAll(`"${ROOT}/`, `"${base}${ROOT}/`));
