/** Analogies by arithmetic on embeddings: the words nearest to e_plus − e_minus + e_and. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { useAnswerAbout } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { fixed } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { fitted } from "./map-view.js";
import { Ranked } from "./neighbours.js";
import { WordField } from "./word-field.js";

/** @typedef {import("./neighbours.js").Neighbour} Neighbour */
/** @typedef {{places: {word: string, role: string, x: number, y: number}[], sum: [number, number]}} Projected by PCA */

const encode = encodeURIComponent;
const GENERAL = {
  tex: "w = \\operatorname*{arg\\,max}_{v \\in V}\\; \\cos(e_v,\\; e_{w_1} - e_{w_2} + e_{w_3})",
  plain: "w = arg max cos(e_v, e_w1 − e_w2 + e_w3)",
};

/** @param {Projected} props */
function Arrows({ places, sum }) {
  const points = fitted(
    [
      ...places.map((place) => ({ ...place, count: 0 })),
      { word: "", role: "sum", count: 0, x: sum[0], y: sum[1] },
      { word: "", role: "", count: 0, x: 0, y: 0 },
    ].slice(0, places.length + 1),
  );
  const at = (/** @type {{x: number, y: number}} */ { x, y }) => [200 + 150 * x, 130 - 105 * y];
  const last = at(points[points.length - 1]);
  const role = (/** @type {string} */ name) => places.findIndex((place) => place.role === name);
  const lines = [[role("negative"), places.findIndex(({ role: r }) => r === "positive")]].filter((pair) => pair.every((i) => i >= 0));
  return html`<svg class="plot analogy" viewBox="0 0 400 260" role="img"
    aria-label="The embeddings of the analogy, projected to their first two principal components"
  >
    ${lines.map(
      ([from, to]) =>
        html`<line key=${from} x1=${at(points[from])[0]} y1=${at(points[from])[1]} x2=${at(points[to])[0]} y2=${at(points[to])[1]} />`,
    )}
    ${places
      .filter(({ role: r }) => r === "positive")
      .slice(1)
      .map((place) => {
        const [x, y] = at(points[places.indexOf(place)]);
        return html`<line key=${place.word} x1=${x} y1=${y} x2=${last[0]} y2=${last[1]} />`;
      })}
    <circle class="sum" cx=${last[0]} cy=${last[1]} r="7" />
    ${places.map((place, i) => {
      const [x, y] = at(points[i]);
      return html`<g key=${place.word} class=${place.role}>
        <circle cx=${x} cy=${y} r="4" />
        <text x=${x > 300 ? x - 8 : x + 8} y=${place.role === "other" ? y + 15 : y - 6} text-anchor=${x > 300 ? "end" : "start"}>
          ${place.word}
        </text>
      </g>`;
    })}
  </svg>`;
}

/** The analogy with its words and its answer. @param {string} plus @param {string} minus @param {string} and @param {Neighbour} answer */
function withWords(plus, minus, and, { word, similarity }) {
  const [a, b, c, d] = [plus, minus, and, word].map((one) => `e_{\\text{${one}}}`);
  return {
    tex: `\\cos(${d},\\; ${a} - ${b} + ${c}) = ${fixed(similarity, 3)}`,
    plain: `cos(e_${word}, e_${plus} − e_${minus} + e_${and}) = ${fixed(similarity, 3)}`,
  };
}

/** @param {{model: string, plus: string, minus: string, and: string}} props plus − minus + and */
export function Analogies({ model, plus, minus, and }) {
  /** @returns {Promise<Projected & {answers: Neighbour[]}>} */
  const question = () => ask(`/models/${model}/analogy?k=6&positive=${encode(`${plus},${and}`)}&negative=${encode(minus)}`);
  const { data, about, error } = useAnswerAbout({ model, plus, minus, and }, question);
  const best = data?.answers[0];
  return html`<${Figure} number="3" title="Analogies" id="analogies">
    <div class="word-fields">
      <${WordField} label="word" model=${model} value=${plus} change=${(/** @type {string} */ word) => patchQuery({ plus: word })}
        wrong=${error?.message} />
      <${WordField} label="minus" model=${model} value=${minus} change=${(/** @type {string} */ word) => patchQuery({ minus: word })} />
      <${WordField} label="plus" model=${model} value=${and} change=${(/** @type {string} */ word) => patchQuery({ and: word })} />
    </div>
    <p>
      ${about.minus} is to ${about.plus} as ${about.and} is to ${best ? html`<strong>${best.word}</strong>` : "…"}
    </p>
    <${FormulaPair} general=${GENERAL} numbers=${best ? withWords(about.plus, about.minus, about.and, best) : null} />
    ${
      data &&
      html`<div class="stage">
        <${Arrows} places=${data.places} sum=${data.sum} />
        <div class="panel"><h3>Nearest neighbours of the sum</h3><${Ranked} list=${data.answers} /></div>
      </div>`
    }
  <//>`;
}
