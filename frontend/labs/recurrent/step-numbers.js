/** One step of one unit with its numbers, in the convention of Keras and PyTorch and in that of the tutorial. */

import { Formula } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { html } from "../../lib/html.js";
import { fixed } from "../../lib/numbers.js";
import { NAMES } from "./gates.js";
import { CONVENTION_TITLES } from "./setup.js";

/** @typedef {import("./use-recurrent.js").Shown} Shown */
/** @typedef {import("./use-recurrent.js").StepAnswer} StepAnswer */
/** @typedef {import("./use-recurrent.js").Quantity} Quantity */
/** @typedef {"rnn"|"gru"|"lstm"} Cell */

/** What σ is applied to in a gate that is always open. */
const OPEN = 100;

const number = (/** @type {number} */ value) => (value < 0 ? `(${fixed(value, 3)})` : fixed(value, 3));

/** An equation in plain letters. @param {string} tex */
const plainOf = (tex) =>
  tex
    .replaceAll("\\langle ", "⟨")
    .replaceAll(" \\rangle", "⟩")
    .replaceAll("\\Gamma", "Γ")
    .replaceAll("\\tilde c", "c̃")
    .replaceAll("\\sigma", "σ")
    .replaceAll("\\tanh", "tanh")
    .replaceAll("\\star", "⋆")
    .replaceAll(/[\\{}^]/g, "");

/**
 * How a quantity comes about, with numbers.
 * @param {Quantity} quantity
 * @param {{answer: StepAnswer, cell: Cell, before: {state: number, cell: number}, at: number, unit: number, isShown: boolean}} step
 *   `isShown`: its values are those of the other figures
 */
function withNumbers({ name, symbol, z, value }, { answer, cell, before, at, unit, isShown }) {
  const of = (/** @type {string} */ other) => answer.quantities.find((one) => one.name === other)?.value[unit] ?? 0;
  // Only the numbers of the figure above light up with it: those of the other convention are others.
  const marked = (/** @type {string} */ one, /** @type {string} */ tex) => (isShown ? texSymbol(`${one}-${at}-${unit}`, tex) : tex);
  const linked = (/** @type {string} */ other) => marked(other, number(of(other)));
  const result = marked(name, `\\mathbf{${fixed(value[unit], 3)}}`);
  if (z && z[unit] > OPEN) return `${symbol} = ${result}`;
  if (z) return `${symbol} = ${["candidate", "state"].includes(name) ? "\\tanh" : "\\sigma"}(${fixed(z[unit], 3)}) = ${result}`;
  if (name === "cell")
    return `${symbol} = ${linked("update")} \\cdot ${linked("candidate")} + ${linked("forget")} \\cdot ${number(before.cell)} = ${result}`;
  if (cell === "lstm") {
    const revealed = answer.convention === "keras" ? `\\tanh ${linked("cell")}` : linked("cell");
    return `${symbol} = ${linked("output")} \\cdot ${revealed} = ${result}`;
  }
  const [kept, taken] = [number(before.state), linked("candidate")];
  const [first, second] = answer.convention === "keras" ? [kept, taken] : [taken, kept];
  return `${symbol} = ${linked("update")} \\cdot ${first} + (1 - ${linked("update")}) \\cdot ${second} = ${result}`;
}

/** @param {{shown: Shown, answer: StepAnswer, at: number, unit: number, isShown?: boolean}} props */
function Convention({ shown: { setup, unrolled }, answer, at, unit, isShown = false }) {
  const { state, cell = state } = unrolled.values;
  const before = at > 0 ? { state: state[at - 1][unit], cell: cell[at - 1][unit] } : { state: 0, cell: 0 };
  const step = { answer, cell: setup.cell, before, at, unit, isShown };
  return html`<section class="convention" aria-label=${CONVENTION_TITLES[answer.convention]}>
    <h3>${CONVENTION_TITLES[answer.convention]}</h3>
    ${answer.equations.map((tex) => html`<${Formula} key=${tex} tex=${tex} plain=${plainOf(tex)} />`)}
    ${answer.quantities.map((quantity) => {
      const title = NAMES[/** @type {keyof typeof NAMES} */ (quantity.name)];
      const plain = `${title}: ${fixed(quantity.value[unit], 3)}`;
      return html`<${Formula} key=${quantity.name} tex=${withNumbers(quantity, step)} plain=${plain} />`;
    })}
  </section>`;
}

/** @param {{shown: Shown}} props */
export function StepNumbers({ shown }) {
  const { setup, step } = shown;
  const { at, unit } = setup;
  return html`<div>
    <p class="soft">Step ${at + 1}, unit ${unit + 1}. Γ is computed from all inputs and all units; the products are unit by unit.</p>
    <div class="conventions">
      <${Convention} shown=${shown} answer=${step} at=${at} unit=${unit} isShown />
      <${Convention} shown=${shown} answer=${step.other} at=${at} unit=${unit} />
    </div>
    <p>${step.difference}</p>
  </div>`;
}
