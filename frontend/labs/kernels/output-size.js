/** Padding and output size along both sides of the image (§4.1.1, §4.2), and where the tutorial's formula holds. */

import { ask } from "../../api.js";
import { FormulaPair, InlineFormula } from "../../components/formula.js";
import { Erratum } from "../../components/lab.js";
import { useAnswer } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { outputSizeFormula, paddingFormula } from "./formulas.js";

/** @typedef {import("../../lib/types.js").SizeRow} SizeRow */

/** @param {number} input @param {number} kernel @param {Record<string, string>} fields */
function useSize(input, kernel, { padding, stride, dilation }) {
  const search = new URLSearchParams({ input: String(input), kernel: String(kernel), padding, stride, dilation });
  /** @type {import("../../components/use-answer.js").Answer<SizeRow>} */
  const answer = useAnswer(String(search), () => ask(`/convolution/output-size?${search}`), `${kernel} ${dilation}`);
  return answer.error ? null : answer.data;
}

/** What p_w = (ω_n − 1)/2 does not say. @param {{size: SizeRow, input: number, stride: number}} props */
const PaddingErratum = ({ size, input, stride }) => html`<${Erratum}>
  §4.1.1 gives <${InlineFormula} tex="p_w" plain="p_w" /> without its conditions: it preserves the size for an
  odd <${InlineFormula} tex="\\omega_n" plain="ω_n" /> and the stride 1 only.
  ${
    stride > 1
      ? html` With the stride ${stride} and this padding, ${input} pixels become ${Math.ceil(input / stride)}.`
      : html` With the stride 2, ${input} pixels become ${Math.ceil(input / 2)}.`
  }
  ${
    Number.isInteger(size.padding_same)
      ? " For an even kernel it is half a pixel, which does not exist."
      : html` Here it is ${size.padding_same}, half a pixel too many for one side: libraries pad one side with a pixel more.`
  }
<//>`;

/** @param {{width: number, height: number, kernel: number[][], fields: Record<string, string>}} props `width`, `height`: of the image */
export function OutputSize({ width, height, kernel, fields }) {
  const across = useSize(width, kernel[0].length, fields);
  const down = useSize(height, kernel.length, fields);
  if (!across || !down) return null;
  const dilation = Number(fields.dilation);
  const padding = paddingFormula(kernel[0].length, dilation, across);
  return html`<div class="kernel-output-size">
    <h3>Padding that preserves the size</h3>
    <${FormulaPair} general=${padding.general} numbers=${padding.numbers} />
    <${PaddingErratum} size=${across} input=${width} stride=${Number(fields.stride)} />
    <h3>Output size</h3>
    <${FormulaPair} general=${outputSizeFormula(dilation)} numbers=${{ tex: across.latex, plain: across.formula }} label="Width" />
    ${across.message && html`<p class="small">Across: ${across.message}</p>`}
    ${
      down.formula !== across.formula &&
      html`<${FormulaPair} general=${{ tex: down.latex, plain: down.formula }} numbers=${null} label="Height" />`
    }
    ${down.message && html`<p class="small">Down: ${down.message}</p>`}
  </div>`;
}
