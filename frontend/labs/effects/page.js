/** Vanishing gradients, dying ReLU, zero-centred outputs and convergence: four measurements. */

import { Lab } from "../../components/lab.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { html } from "../../lib/html.js";
import { callSnippets } from "../../lib/snippets.js";
import { ConvergenceFigure } from "./convergence-figure.js";
import { DyingReluFigure } from "./dying-relu-figure.js";
import { effectPath, SETTINGS, valuesIn } from "./settings.js";
import { VanishingGradientsFigure } from "./vanishing-gradients-figure.js";
import { ZeroCentredFigure } from "./zero-centred-figure.js";

addStylesheet("/labs/effects/effects.css");

const CALLS = /** @type {const} */ ([
  ["flow", "gradient-flow", "sigmoid"],
  ["dead", "dead-units", "relu"],
  ["zig", "zig-zag", "sigmoid"],
  ["converge", "convergence", "sigmoid"],
]);

/** The request of each measurement. @param {Record<string, string>} query */
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
      Backpropagation multiplies the gradient by the derivative of the activation function in every layer. The
      results below are measured when the page opens.
    `}
  >
    <${VanishingGradientsFigure} query=${query} />
    <${DyingReluFigure} query=${query} />
    <${ZeroCentredFigure} query=${query} />
    <${ConvergenceFigure} query=${query} />
  <//>`;
}
