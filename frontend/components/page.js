/** The page that the address names. Each is loaded when it is first opened. */

import { useEffect, useRef, useState } from "preact/hooks";

import { LABS } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { route } from "../state.js";
import { Problem, Waiting } from "./words.js";

/** Besides the labs. @type {Record<string, () => Promise<any>>} */
const PAGES = {
  home: () => import("../pages/home.js"),
  jobs: () => import("../pages/jobs.js"),
  job: () => import("../pages/job.js"),
  models: () => import("../pages/models.js"),
  model: () => import("../pages/model.js"),
  missing: () => import("../pages/missing.js"),
};

/** @param {string[]} path */
function pageName([first = "home", second]) {
  if (first === "jobs") return second ? "job" : "jobs";
  if (first === "models") return second ? "model" : "models";
  return first === "home" || LABS.has(first) ? first : "missing";
}

export function Page() {
  const { path, query } = route.value;
  const name = pageName(path);
  const [loaded, setLoaded] = useState(/** @type {{name: string, view: any}|null} */ (null));
  const [error, setError] = useState(/** @type {Error|null} */ (null));
  const visited = useRef(false);
  const address = path.join("/");

  useEffect(() => {
    let current = true;
    setError(null);
    (LABS.get(name)?.load ?? PAGES[name])().then(
      (module) => current && setLoaded({ name, view: module.default }),
      () => current && setError(new Error("This page could not be loaded. Is the playground still running?")),
    );
    return () => { current = false; };
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

/**
 * Gives the window its title.
 * @param {string} title
 */
export function useTitle(title) {
  useEffect(() => { document.title = title ? `${title} · Deep Learning Playground` : "Deep Learning Playground"; }, [title]);
}
