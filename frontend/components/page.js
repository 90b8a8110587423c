/** The page that the address names. Each is loaded when it is first opened. */

import { useEffect, useRef, useState } from "preact/hooks";

import { LABS } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { route } from "../state.js";
import { Problem, Waiting } from "./words.js";

/** @param {string[]} path */
function pageName([first = "home", second]) {
  if (first === "jobs") return second ? "job" : "jobs";
  if (first === "models") return second ? "model" : "models";
  if (first === "train") return "train";
  return first === "home" || LABS.has(first) ? first : "missing";
}

/** By name, so that no module that a page needs imports the pages. @param {string} name */
const load = (name) => import(LABS.has(name) ? `../labs/${name}/page.js` : `../pages/${name}.js`);

export function Page() {
  const { path, query } = route.value;
  const name = pageName(path);
  const [loaded, setLoaded] = useState(
    /** @type {{name: string, view: import("preact").ComponentType<{path: string[], query: Record<string, string>}>}|null} */ (null),
  );
  const [error, setError] = useState(/** @type {Error|null} */ (null));
  const visited = useRef(false);
  const address = path.join("/");

  useEffect(() => {
    let current = true;
    setError(null);
    load(name).then(
      (module) => current && setLoaded({ name, view: module.default }),
      () => current && setError(new Error("This page could not be loaded. Is the playground still running?")),
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

  if (error) return html`<${Problem} error=${error} retry=${() => location.reload()} />`;
  if (loaded?.name !== name) return html`<${Waiting}>The page is being opened.<//>`;
  return html`<${loaded.view} key=${address} path=${path} query=${query} />`;
}
