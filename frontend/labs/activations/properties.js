/** Equations and properties of the opened function. */

import { FormulaPair, InlineFormula } from "../../components/formula.js";
import { texSymbol } from "../../components/linked-symbols.js";
import { NumberField } from "../../components/number-field.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberField } from "../../lib/schema.js";
import { isApproached, isSlopeApproached } from "./calls.js";

/** @typedef {import("./calls.js").Curve} Curve */

const yes = (/** @type {boolean} */ value) => (value ? "yes" : "no");

/** @param {{curve: Curve, change: (name: string, value: number|null) => void}} props */
export function Properties({ curve, change }) {
  return html`<div>
    ${curve.parameters.map(
      ({ name, symbol, default: given, minimum, maximum }) =>
        html`<${NumberField} key=${`${curve.id}-${name}`} value=${curve.chosen[name]}
          field=${numberField(name, symbol, minimum, maximum, {
            type: name === "classes" ? "integer" : "number",
            default: given,
            description: `from ${significant(minimum)} to ${significant(maximum)}`,
          })}
          change=${(/** @type {number} */ value) => change(name, value === given ? null : value)} />`,
    )}
    <dl class="activation-properties">
      <dt>Range</dt>
      <dd><${InlineFormula} tex=${curve.range} plain=${curve.range} /></dd>
      <dt>Order of continuity</dt>
      <dd><${InlineFormula} tex=${curve.continuity} plain=${curve.continuity} /></dd>
      <dt>Monotonic</dt>
      <dd>${yes(curve.monotonic)}</dd>
      <dt>Monotonic derivative</dt>
      <dd>${yes(curve.monotonic_derivative)}</dd>
      <dt>Zero-centred</dt>
      <dd>${yes(curve.zero_centred)}</dd>
      <dt>Approximates the identity near 0</dt>
      <dd>${yes(curve.identity_near_zero)}</dd>
      <dt>Tutorial</dt>
      <dd>${curve.section}</dd>
    </dl>
    ${curve.note && html`<p class="soft">${curve.note}</p>`}
  </div>`;
}

/** @param {{curve: Curve, point: import("./calls.js").Point|null}} props */
export function Equations({ curve, point }) {
  const isVector = curve.id === "softmax";
  /** @param {"value"|"derivative"} symbol @param {string} name @param {number} number @param {boolean} isRounded */
  const equation = (symbol, name, number, isRounded) => {
    const left = `${name}(${significant(point?.x ?? 0)})`;
    const right = significant(number);
    return {
      tex: `${texSymbol(symbol, left.replace("′", "'"))} ${isRounded ? "\\approx" : "="} ${texSymbol(symbol, right)}`,
      plain: `${left} ${isRounded ? "≈" : "="} ${right}`,
    };
  };
  const value = point && equation("value", "f", point.value, isApproached(curve, point.value));
  const derivative = point && equation("derivative", "f′", point.derivative, isSlopeApproached(curve, point.derivative));
  return html`<div>
    <${FormulaPair} label="Function"
      general=${{ tex: `${isVector ? "p_i" : texSymbol("value", "f(x)")} = ${curve.equation}`, plain: `f(x) = ${curve.equation}` }}
      numbers=${value} />
    <${FormulaPair} label="Derivative"
      general=${{
        tex: isVector ? curve.derivative_equation : `${texSymbol("derivative", "f'(x)")} = ${curve.derivative_equation}`,
        plain: `f′(x) = ${curve.derivative_equation}`,
      }} numbers=${derivative} />
  </div>`;
}
