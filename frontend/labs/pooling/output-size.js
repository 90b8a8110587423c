/** Output size of a convolution or pooling, and the padding that preserves the size (§4.1.1, §4.2). */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair, InlineFormula } from "../../components/formula.js";
import { NumberRow } from "../../components/number-field.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberIn, wordIn } from "../../lib/query.js";
import { numberField } from "../../lib/schema.js";
import { patchQuery } from "../../state.js";
import { Edges } from "./edges.js";

/** Name in the address, title, symbol in TeX and in plain letters, default, and the bounds of the API. */
const FIELDS = /** @type {const} */ ([
  ["input", "input size", "n_i", "n_i", 32, 1, 1_000_000],
  ["kernel", "window size", "\\omega_n", "ω_n", 3, 1, 1_000_000],
  ["pad", "padding", "p_w", "p_w", 0, 0, 256],
  ["step", "stride", "s", "s", 2, 1, 1_000_000],
]);
const GENERAL = {
  tex: "n_f = \\left\\lfloor \\frac{n_i + 2p_w - \\omega_n}{s} + 1 \\right\\rfloor",
  plain: "n_f = ⌊(n_i + 2p_w − ω_n)/s + 1⌋",
};
const TRANSPOSED = { tex: "n_f = s(n_i - 1) + \\omega_n - 2p_w", plain: "n_f = s(n_i − 1) + ω_n − 2p_w" };
const PADDING = { tex: "p_w = \\frac{\\omega_n - 1}{2}", plain: "p_w = (ω_n − 1)/2" };

/** @param {{query: Record<string, string>}} props */
export function OutputSize({ query }) {
  const values = Object.fromEntries(
    FIELDS.map(([name, , , , preset, minimum, maximum]) => [name, numberIn(query, name, preset, { integer: true, minimum, maximum })]),
  );
  const transposed = wordIn(query, "transposed", ["no", "yes"]) === "yes";
  const search = `input=${values.input}&kernel=${values.kernel}&padding=${values.pad}&stride=${values.step}&transposed=${transposed}`;
  const answer = useAnswer(search, () => ask(`/convolution/output-size?${search}`), String(transposed));
  const size = answer.data;
  return html`<${Figure} title="Output size">
    <div class="size-fields">
      ${FIELDS.map(
        ([name, title, tex, plain, preset, minimum, maximum]) =>
          html`<${NumberRow} key=${name} class="" value=${values[name]}
            field=${numberField(`size-${name}`, `${title} ${plain}`, minimum, maximum, { type: "integer", default: preset })}
            change=${(/** @type {number} */ next) => patchQuery({ [name]: next })}
          >
            ${title} <${InlineFormula} tex=${tex} plain=${plain} />
          <//>`,
      )}
      <label>
        <span>transposed convolution</span>
        <input type="checkbox" checked=${transposed} onChange=${() => patchQuery({ transposed: transposed ? null : "yes" })} />
      </label>
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    ${
      size &&
      html`<div>
        <${FormulaPair} general=${transposed ? TRANSPOSED : GENERAL} numbers=${{ tex: size.latex, plain: size.formula }} />
        ${size.message && html`<p class="notice">${size.message}</p>`}
        ${!transposed && html`<${Edges} sizes=${values} />`}
        <${FormulaPair} general=${PADDING}
          numbers=${{
            tex: `p_w = \\frac{${size.window} - 1}{2} = ${significant(size.padding_same)}`,
            plain: `p_w = (${size.window} − 1)/2 = ${significant(size.padding_same)}`,
          }} />
        <p class="soft">
          With this padding (<em>same</em>) and stride 1, the output has the size of the
          input${Number.isInteger(size.padding_same) ? "" : "; an even window needs half a pixel, so one side gets one pixel more"}.
        </p>
      </div>`
    }
  <//>`;
}
