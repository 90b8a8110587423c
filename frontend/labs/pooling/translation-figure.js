/** A shift of the image: the feature map shifts with it (equivariance), and max pooling changes less (invariance). Both are measured. */

import { ask, imageForm } from "../../api.js";
import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { identity } from "../../lib/identity.js";
import { onText } from "../../lib/input-handlers.js";
import { counted, percent, significant } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";

export const MAX_SHIFT = 8;
/** Below this a difference is one of rounding. */
const ROUNDING = 1e-6;
const EQUIVARIANCE = {
  tex: "F'(x, y) = F(x + s,\\, y), \\qquad F(x, y) = \\mathrm{ReLU}(C(x, y))",
  plain: "F′(x, y) = F(x + s, y), F(x, y) = ReLU(C(x, y))",
};

/** @typedef {import("../../lib/types.js").TranslationAnswer} Answer */

/** @param {{answer: Answer}} props */
const Changes = ({ answer: { pooled } }) => {
  const largest = Math.max(...pooled.map(({ change }) => change)) || 1;
  return html`<table class="translation">
  <thead><tr><th>Max pooling window</th><th class="number">Mean change</th><th></th><th class="number">Unchanged values</th></tr></thead>
  <tbody>
    ${pooled.map(
      ({ window, change, unchanged }) => html`<tr key=${window}>
        <td>${window === 1 ? "none" : `${window}×${window}`}</td>
        <td class="number">${percent(change)}</td>
        <td class="translation-bar"><i style=${`width: ${(100 * change) / largest}%`}></i></td>
        <td class="number">${percent(unchanged)}</td>
      </tr>`,
    )}
  </tbody>
</table>`;
};

/** @param {{image: Blob, kernel: string, title: string, shift: number}} props */
function Measured({ image, kernel, title, shift }) {
  const key = `${identity(image)} ${kernel} ${shift}`;
  /** @type {import("../../components/use-answer.js").Answer<Answer>} */
  const answer = useAnswer(key, () => ask("/convolution/translation", imageForm(image, { kernel, shift })));
  if (answer.error) return html`<${Problem} error=${answer.error} />`;
  if (!answer.data) return null;
  const { equivariance } = answer.data;
  return html`<div>
    <p role="status">
      Kernel ${title}, image in grey, shifted by ${counted(shift, "pixel")}. Largest difference between the shifted feature map and the
      feature map of the shifted image: <strong>${equivariance < ROUNDING ? "0" : significant(equivariance)}</strong> grey values.
    </p>
    <${Changes} answer=${answer.data} />
    <p class="caption">
      Mean change: the sum of |P′ − P| at the same places, divided by the sum of |P|. A convolution is translation-equivariant; the
      larger the max pooling window, the less of the shift is left: approximate invariance to small shifts, never exact.
    </p>
  </div>`;
}

/** @param {{image: Blob|null, kernel: string, title: string, shift: number}} props */
export function TranslationFigure({ image, kernel, title, shift }) {
  return html`<${Figure} title="Translation equivariance and invariance">
    <${FormulaPair} general=${EQUIVARIANCE} numbers=${null} />
    <label class="repeat">
      <span class="nowrap">Shift: ${counted(shift, "pixel")}</span>
      <input class="scrubber" type="range" min="0" max=${MAX_SHIFT} value=${shift} aria-label="Shift"
        onInput=${onText((text) => patchQuery({ shift: text }))} />
    </label>
    ${image && html`<${Measured} image=${image} kernel=${kernel} title=${title} shift=${shift} />`}
  <//>`;
}
