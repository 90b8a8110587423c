/** The layer unrolled over the text: at each time step a letter goes in, the state goes on, and the next letter is predicted. */

import { html } from "../../lib/html.js";
import { percent, significant } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { tint } from "../kernels/matrix-grid.js";
import { shownLetter } from "./setup.js";

/** @typedef {import("./use-recurrent.js").Shown} Shown */

/** The most probable letter. @param {number[]} probabilities */
const best = (probabilities) => probabilities.indexOf(Math.max(...probabilities));

/** The numbers of a state, each as a coloured square. @param {{values: number[]}} props */
const Squares = ({ values }) => html`<span class="state-squares" aria-hidden="true">
  ${values.map((value, i) => html`<i key=${i} style=${tint(value, 1)}></i>`)}
</span>`;

/** @param {{shown: Shown, t: number, isChosen: boolean}} props */
function TimeStep({ shown: { setup, unrolled }, t, isChosen }) {
  const [input, target] = [...setup.text].slice(t, t + 2);
  const probabilities = unrolled.probabilities[t];
  const predicted = setup.letters[best(probabilities)];
  const isRight = predicted === target;
  const state = unrolled.values.state[t];
  const numbers = state.map((value) => significant(value, 2)).join(", ");
  const prediction = `predicts ${shownLetter(predicted)}, ${isRight ? "right" : "wrong"}`;
  const name = `a⟨${t + 1}⟩, step ${t + 1}: input ${shownLetter(input)}, state ${numbers}, ${prediction}`;
  return html`<li class="time-step">
    <span class=${`letter ${isRight ? "right" : "wrong"}`}>
      ${shownLetter(predicted)} <small>${percent(probabilities[best(probabilities)], 0)}</small>
    </span>
    <button class="cell" aria-pressed=${isChosen} aria-label=${name} onClick=${() => patchQuery({ at: t })}>
      <span>a<sup>⟨${t + 1}⟩</sup></span>
      <${Squares} values=${state} />
    </button>
    <span class="letter">${shownLetter(input)} <small>x<sup>⟨${t + 1}⟩</sup></small></span>
  </li>`;
}

/** @param {{shown: Shown, at: number}} props */
export function UnrolledFigure({ shown, at }) {
  const { setup, unrolled } = shown;
  const right = unrolled.probabilities.filter((row, t) => setup.letters[best(row)] === [...setup.text][t + 1]).length;
  return html`<div>
    <ol class="unrolled" aria-label="The layer over time">
      ${unrolled.probabilities.map((_, t) => html`<${TimeStep} key=${t} shown=${shown} t=${t} isChosen=${t === at} />`)}
    </ol>
    <p class="caption">
      Below, the letters that go in; above, the most probable next letter: ${right} of ${unrolled.probabilities.length} are right. The same
      weights are used at every step. Select a step to look inside.
    </p>
  </div>`;
}
