/** The page that the address names. Each is loaded when it is first opened. */

import { useEffect, useErrorBoundary, useRef, useState } from "preact/hooks";

import { LABS } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { formatRoute } from "../lib/route.js";
import { route } from "../state.js";
import { UnloadedPage } from "./unloaded-page.js";
import { Problem, Waiting } from "./words.js";

/** @typedef {import("preact").ComponentType<{path: string[], query: Record<string, string>}>} View */

/** @param {string[]} path */
function pageName([first = "home", second]) {
  if (first === "jobs") return second ? "job" : "jobs";
  if (first === "models") return second ? "model" : "models";
  if (first === "train") return "train";
  return first === "home" || LABS.has(first) ? first : "missing";
}

/** By name, so that no module that a page needs imports the pages. @param {string} name */
const load = (name) => import(LABS.has(name) ? `../labs/${name}/page.js` : `../pages/${name}.js`);

/**
 * A page, or why it cannot be drawn.
 * @param {{view: View, path: string[], query: Record<string, string>}} props
 */
function Drawn({ view, path, query }) {
  const [error, reset] = useErrorBoundary((/** @type {unknown} */ caught) => console.warn(caught));
  const address = JSON.stringify(query);
  useEffect(() => reset(), [address]);
  if (!error) return html`<${view} path=${path} query=${query} />`;
  return html`<div>
    <${Problem} error=${new Error("This page cannot be drawn as its address says.")} />
    <p><a href=${formatRoute(path)}>Open it with its usual settings</a></p>
  </div>`;
}

export function Page() {
  const { path, query } = route.value;
  const name = pageName(path);
  const [loaded, setLoaded] = useState(/** @type {{name: string, view: View}|null} */ (null));
  const [failed, setFailed] = useState(false);
  const visited = useRef(false);
  const address = path.join("/");

  useEffect(() => {
    let current = true;
    setFailed(false);
    load(name).then(
      (module) => current && setLoaded({ name, view: module.default }),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [name]);

  useEffect(() => {
    if (visited.current) {
      scrollTo(0, 0);
      document.getElementById("page")?.focus({ preventScroll: true });
    }
    visited.current = true;
  }, [address]);

  if (failed) return html`<${UnloadedPage} />`;
  if (loaded?.name !== name) return html`<${Waiting}>The page is being opened.<//>`;
  return html`<${Drawn} key=${address} view=${loaded.view} path=${path} query=${query} />`;
}
