/** Padding and output size along one side of the image (§4.1.1, §4.2). */

import { ask } from "../../api.js";
import { FormulaPair } from "../../components/formula.js";
import { useAnswer } from "../../components/use-answer.js";
import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";

/** @typedef {{window: number, padding_same: number, formula: string, latex: string, message: string}} Size */

const PADDING = { tex: "p_w = \\frac{\\omega_n - 1}{2}", plain: "p_w = (ω_n − 1)/2" };
const OUTPUT_SIZE = {
  tex: "n_f = \\left\\lfloor \\frac{n_i + 2p_w - \\omega_n}{s} + 1 \\right\\rfloor",
  plain: "n_f = ⌊(n_i + 2p_w − ω_n)/s + 1⌋",
};

/** @param {Size} size */
const paddingWithNumbers = ({ window, padding_same }) => ({
  tex: `p_w = \\frac{${window} - 1}{2} = ${significant(padding_same)}`,
  plain: `p_w = (${window} − 1)/2 = ${significant(padding_same)}`,
});

/** @param {{size: number, kernel: number, fields: Record<string, string>}} props `size`: width of the image */
export function OutputSize({ size, kernel, fields: { padding, stride, dilation } }) {
  const search = new URLSearchParams({ input: String(size), kernel: String(kernel), padding, stride, dilation });
  /** @type {import("../../components/use-answer.js").Answer<Size>} */
  const { data } = useAnswer(String(search), () => ask(`/convolution/output-size?${search}`));
  if (!data) return null;
  return html`<div class="kernel-output-size">
    <h3>Padding that preserves the size</h3>
    <${FormulaPair} general=${PADDING} numbers=${paddingWithNumbers(data)} />
    <h3>Output size</h3>
    <${FormulaPair} general=${OUTPUT_SIZE} numbers=${{ tex: data.latex, plain: data.formula }} />
    ${data.message && html`<p class="small">${data.message}</p>`}
  </div>`;
}
