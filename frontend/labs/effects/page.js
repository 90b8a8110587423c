/** What activation functions do to gradients (§2.1.1 to §2.1.4): three measurements. */

import { Lab } from "../../components/lab.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { html } from "../../lib/html.js";
import { callSnippets } from "../../lib/snippets.js";
import { DeadFigure } from "./dead-figure.js";
import { FlowFigure } from "./flow-figure.js";
import { effectPath, SETTINGS, valuesIn } from "./settings.js";
import { ZigZagFigure } from "./zig-zag-figure.js";

addStylesheet("/labs/effects/effects.css");

const CALLS = /** @type {const} */ ([
  ["flow", "gradient-flow", "sigmoid"],
  ["dead", "dead-units", "relu"],
  ["zig", "zig-zag", "sigmoid"],
]);

/** Each measurement, elsewhere. @param {Record<string, string>} query */
const snippets = (query) =>
  CALLS.flatMap(([name, what, usual]) =>
    callSnippets(location.origin, { path: effectPath(what, query[name]?.split(",")[0] || usual, valuesIn(SETTINGS[name], query)) }).map(
      ({ title, text }) => ({ title: `${what}: ${title}`, text }),
    ),
  );

/** @param {{query: Record<string, string>}} props */
export default function Effects({ query }) {
  return html`<${Lab} page="effects" snippets=${snippets(query)}
    lead=${html`
      The slope of an activation function decides what is left of a gradient. Nothing here is drawn by hand: every line is measured when
      the page opens.
    `}
  >
    <${FlowFigure} query=${query} />
    <${DeadFigure} query=${query} />
    <${ZigZagFigure} query=${query} />
  <//>`;
}
