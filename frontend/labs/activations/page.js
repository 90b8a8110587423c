/** Activation functions (§2.1): one opened with its derivative and properties, several compared, all in a list. */

import { useState } from "preact/hooks";

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { useLoaded } from "../../components/hooks.js";
import { Lab } from "../../components/lab.js";
import { addStylesheet } from "../../components/stylesheet.js";
import { useAnswer } from "../../components/use-answer.js";
import { later, Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { namedIn, numberIn, wordIn, wordsIn } from "../../lib/query.js";
import { callSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { allCurves, pathOfCurve } from "./calls.js";
import { Errata } from "./errata.js";
import { FunctionList } from "./function-list.js";
import { Graph, usePoint } from "./graph.js";
import { Equations, Properties } from "./properties.js";
import { SoftmaxBars } from "./softmax.js";
import { TimingsFigure } from "./timings.js";

addStylesheet("/labs/activations/activations.css");

/** @typedef {import("./calls.js").Curve} Curve */

const MAX_COMPARED = 5;
const FIRST_X = 1;
const PARAMETERS = ["alpha", "beta", "classes"];
const SHOWN = /** @type {const} */ (["both", "f", "derivative"]);
const SHOWN_TITLES = { both: "f and f′", f: "f", derivative: "f′" };

/** The parameters in the address that the function has. @param {Record<string, string>} query @param {Curve|undefined} row */
function settingsIn(query, row) {
  return Object.fromEntries(
    PARAMETERS.flatMap((name) => {
      const parameter = row?.parameters.find((one) => one.name === name);
      return parameter && query[name] ? [[name, String(numberIn(query, name, parameter.default))]] : [];
    }),
  );
}

/** @param {{query: Record<string, string>, functions: Curve[]}} props */
function Opened({ query, functions }) {
  const row = namedIn(query, "f", functions, "sigmoid");
  const { id } = row;
  const compared = comparedIn(query, id, functions);
  const settings = settingsIn(query, row);
  const ids = [id, ...compared];
  const answer = useAnswer(JSON.stringify([ids, settings]), () =>
    Promise.all(ids.map((one, i) => ask(pathOfCurve(one, i === 0 ? settings : {})))),
  );
  const [dragged, setDragged] = useState(/** @type {number|null} */ (null));
  const x = dragged ?? numberIn(query, "x", FIRST_X);
  /** @type {Curve[]|null} */
  const curves = answer.data;
  const point = usePoint(curves?.[0] ?? null, x);
  const show = wordIn(query, "show", SHOWN);
  /** @param {number} next */
  const drop = (next) => {
    setDragged(null);
    patchQuery({ x: next === FIRST_X ? null : next });
  };
  if (!curves) return answer.error ? html`<${Problem} error=${answer.error} />` : html`<${Waiting}>Computing the curve<//>`;
  const [curve] = curves;
  return html`<div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    <div class="stage">
      <figure>
        <div class="activation-legend"><h2>${curve.title}</h2><${Shown} show=${show} /></div>
        <${Graph} curves=${curves} show=${show} point=${point} x=${x} move=${setDragged} drop=${drop} />
        <figcaption class="caption">
          Solid: f. Dashed: its derivative f′. Where f levels off it saturates: f′ is close to 0. Drag the point to move the tangent.
        </figcaption>
      </figure>
      <div class="panel">
        <${Properties} curve=${curve}
          change=${(/** @type {string} */ name, /** @type {number|null} */ value) => patchQuery({ [name]: value })} />
        <p class="transport">
          ${["svg", "png"].map(
            (format) => html`<a key=${format} href=${`./api/v1${pathOfCurve(id, settings, `/plot.${format}`)}`}>plot.${format}</a>`,
          )}
        </p>
      </div>
    </div>
    <${Equations} curve=${curve} point=${point} />
    <${Errata} id=${curve.id} point=${point} />
    ${id === "softmax" && html`<${Figure} title="Softmax of a vector"><${SoftmaxBars} query=${query} /><//>`}
    <${TimingsFigure} shown=${ids} />
    <${All} functions=${functions} opened=${id} compared=${compared} />
  </div>`;
}

/** What is drawn of each function. @param {{show: string}} props */
const Shown = ({ show }) => html`<div class="choices">
  ${SHOWN.map(
    (word) =>
      html`<button key=${word} class="choice" aria-pressed=${word === show}
        onClick=${() => patchQuery({ show: word === "both" ? null : word })}
      >
        ${SHOWN_TITLES[word]}
      </button>`,
  )}
</div>`;

/** Every function, to be opened or compared. @param {{functions: Curve[], opened: string, compared: string[]}} props */
function All({ functions, opened, compared }) {
  const without = (/** @type {string} */ id) => compared.filter((other) => other !== id);
  /** @param {string} id */
  const open = (id) =>
    patchQuery({ f: id === "sigmoid" ? null : id, alpha: null, beta: null, classes: null, with: without(id).join(",") || null });
  /** @param {string} id */
  const compare = (id) => patchQuery({ with: (compared.includes(id) ? without(id) : [...compared, id]).join(",") || null });
  return html`<${Figure} title="All activation functions">
    <${FunctionList} curves=${functions} opened=${opened} compared=${compared} max=${MAX_COMPARED} open=${open} compare=${compare} />
  <//>`;
}

/** @param {Record<string, string>} query @param {string} opened @param {Curve[]} functions */
const comparedIn = (query, opened, functions) =>
  wordsIn(
    query,
    "with",
    functions.map(({ id }) => id),
  )
    .filter((id) => id !== opened)
    .slice(0, MAX_COMPARED);

/** @param {{query: Record<string, string>}} props */
export default function Activations({ query }) {
  const functions = useLoaded(allCurves, []);
  const row = functions.data?.find((one) => one.id === query.f) ?? functions.data?.find((one) => one.id === "sigmoid");
  const id = row?.id ?? "sigmoid";
  const settings = settingsIn(query, row);
  return html`<${Lab} page="activations" snippets=${callSnippets(location.origin, { path: pathOfCurve(id, settings) })}
    lead=${html`
      The activation function turns the weighted sum of a neuron into its output. Open one, drag the point, and read its value and its
      derivative.
    `}
  >
    ${later(functions, "Computing the curves", (curves) => html`<${Opened} query=${query} functions=${curves} />`)}
  <//>`;
}
