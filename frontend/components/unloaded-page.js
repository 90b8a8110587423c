/** A page whose files did not arrive. A browser keeps a file that failed as failed, so the page is loaded anew when there is an answer. */

import { useEffect, useState } from "preact/hooks";

import { getHealth } from "../api.js";
import { html } from "../lib/html.js";
import { Problem } from "./words.js";

const AGAIN_MS = 1000;

export function UnloadedPage() {
  const [gone, setGone] = useState(false);
  useEffect(() => {
    const timer = setInterval(
      () =>
        getHealth().then(
          () => gone && location.reload(),
          () => setGone(true),
        ),
      AGAIN_MS,
    );
    return () => clearInterval(timer);
  }, [gone]);
  const error = new Error(
    gone
      ? "This page could not be loaded: the playground does not answer. It opens by itself as soon as there is an answer."
      : "This page could not be loaded.",
  );
  return html`<${Problem} error=${error} retry=${() => location.reload()} />`;
}
