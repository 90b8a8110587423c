/** The service at the other end of `fetch`: every request waits until the test answers it. */

import { settled } from "./deferred.js";

/** Takes the place of `fetch`; the requests stand in the order in which they came. */
export function service() {
  const requests = [];
  globalThis.fetch = (url, { method = "GET", headers = {}, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
      requests.push({
        url: url.replace("/api/v1", ""),
        method,
        headers,
        signal,
        body: typeof body === "string" ? JSON.parse(body) : body,
        answer: async (answer, status = 200) => {
          resolve(answer instanceof Blob ? new Response(answer) : Response.json(answer, { status }));
          await settled();
          await settled();
        },
        fail: async () => {
          reject(new TypeError("fetch failed"));
          await settled();
        },
      });
    });
  return {
    requests,
    /** The newest request for a path. */
    newest: (path) => requests.findLast(({ url }) => url.startsWith(path)),
    to: (path) => requests.filter(({ url }) => url.startsWith(path)),
  };
}
