/** How large the result is (§4.1.1, §4.2), with the numbers in the formula. */

import { ask } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { onNumber } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";
import { numberIn } from "../../lib/query.js";
import { patchQuery } from "../../state.js";

const FIELDS = /** @type {const} */ ([
  ["input", "n_i, the input", 32],
  ["kernel", "ω_n, the window", 3],
  ["pad", "p_w, the padding", 0],
  ["step", "s, the stride", 2],
]);
const GENERAL = {
  tex: "n_f = \\left\\lfloor \\frac{n_i + 2p_w - \\omega_n}{s} + 1 \\right\\rfloor",
  plain: "n_f = ⌊(n_i + 2p_w − ω_n)/s + 1⌋",
};
const TRANSPOSED = { tex: "n_f = s(n_i - 1) + \\omega_n - 2p_w", plain: "n_f = s(n_i − 1) + ω_n − 2p_w" };
const PADDING = { tex: "p_w = \\frac{\\omega_n - 1}{2}", plain: "p_w = (ω_n − 1)/2" };

/** @param {{query: Record<string, string>}} props */
export function SizeFigure({ query }) {
  const values = Object.fromEntries(FIELDS.map(([name, , given]) => [name, numberIn(query, name, given)]));
  const transposed = query.transposed === "yes";
  const search = `input=${values.input}&kernel=${values.kernel}&padding=${values.pad}&stride=${values.step}&transposed=${transposed}`;
  const answer = useAnswer(search, () => ask(`/convolution/output-size?${search}`));
  const found = answer.data;
  return html`<${Figure} title="How large is what remains?">
    <div class="size-fields">
      ${FIELDS.map(
        ([name, title]) =>
          html`<label key=${name}>
            <span>${title}</span>
            <input type="number" step="1" value=${values[name]} aria-label=${title}
              onInput=${onNumber((number) => Number.isInteger(number) && patchQuery({ [name]: number }))} />
          </label>`,
      )}
      <label>
        <span>transposed</span>
        <input type="checkbox" checked=${transposed} onChange=${() => patchQuery({ transposed: transposed ? null : "yes" })} />
      </label>
    </div>
    ${answer.error && html`<${Problem} error=${answer.error} />`}
    ${
      found &&
      html`<div>
        <${FormulaPair} general=${transposed ? TRANSPOSED : GENERAL} numbers=${{ tex: found.latex, plain: found.formula }} />
        ${found.message && html`<p class="notice">${found.message}</p>`}
        <${FormulaPair} general=${PADDING}
          numbers=${{
            tex: `p_w = \\frac{${values.kernel} - 1}{2} = ${significant(found.padding_same)}`,
            plain: `p_w = (${values.kernel} − 1)/2 = ${significant(found.padding_same)}`,
          }} />
        <p class="soft">
          With this padding and a stride of 1 the result is as large as the
          input${Number.isInteger(found.padding_same) ? "" : "; an even window needs half a pixel, so one side gets one more"}.
        </p>
      </div>`
    }
  <//>`;
}
