/** How many weights a fully connected and a convolutional layer need between the same input and output (§4). */

import { Figure } from "../../components/figure.js";
import { FormulaPair } from "../../components/formula.js";
import { NumberField } from "../../components/number-field.js";
import { html } from "../../lib/html.js";
import { integer, rounded } from "../../lib/numbers.js";
import { numberIn } from "../../lib/query.js";
import { numberField } from "../../lib/schema.js";
import { patchQuery, route } from "../../state.js";
import { weightsOf } from "./weights.js";

const FLOAT32_BYTES = 4;
const KIB = 1024;

/** Name in the address, title, least and largest value, default: the first convolution of §4.3. */
const SIZES = /** @type {const} */ ([
  ["side", "Input size n×n", 1, 1024, 32],
  ["in_channels", "Input channels c", 1, 512, 3],
  ["window", "Kernel size ω", 1, 15, 3],
  ["maps", "Output channels k", 1, 512, 32],
]);

/** @param {string} name @param {string} title @param {number} minimum @param {number} maximum @param {number} preset */
const fieldOf = (name, title, minimum, maximum, preset) =>
  numberField(name, title, minimum, maximum, { type: "integer", default: preset, description: `${minimum} to ${integer(maximum)}` });

/** `1.2 GiB` of 32-bit numbers. @param {number} parameters */
function memory(parameters) {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];
  const bytes = FLOAT32_BYTES * parameters;
  const power = Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(KIB)));
  return power === 0 ? `${bytes} bytes` : `${(bytes / KIB ** power).toFixed(1)} ${units[power]}`;
}

const count = (/** @type {number} */ value) => (value >= 1e9 ? rounded(value) : integer(value));

export function DenseAgainstConvolution() {
  const { query } = route.value;
  const [n, c, w, k] = SIZES.map(([name, , minimum, maximum, preset]) =>
    numberIn(query, name, preset, { integer: true, minimum, maximum }),
  );
  const { out, convolutional, dense } = weightsOf({ n, c, w, k });
  return html`<${Figure} title="Fully connected against convolutional weights">
    <p>
      A convolution uses the same small kernel at every place. A fully connected layer between the same values has a weight for each pair
      of input and output.
    </p>
    <div class="field-grid">
      ${SIZES.map(
        ([name, title, minimum, maximum, preset], i) =>
          html`<${NumberField} key=${name} field=${fieldOf(name, title, minimum, maximum, preset)} value=${[n, c, w, k][i]}
            change=${(/** @type {number|null} */ value) => patchQuery({ [name]: value === preset ? null : value })} />`,
      )}
    </div>
    ${
      out < 1
        ? html`<p class="wrong" role="alert">A kernel of ${w}×${w} does not fit on ${n}×${n}.</p>`
        : html`<div>
          <${FormulaPair} label="Convolutional layer"
            general=${{ tex: "(\\omega\\cdot\\omega\\cdot c + 1)\\cdot k", plain: "convolutional: (ω·ω·c + 1)·k" }}
            numbers=${{
              tex: `(${w}\\cdot ${w}\\cdot ${c} + 1)\\cdot ${k} = \\mathbf{${integer(convolutional)}}`,
              plain: `(${w}·${w}·${c} + 1)·${k} = ${integer(convolutional)}`,
            }} />
          <${FormulaPair} label="Fully connected layer"
            general=${{
              tex: "(n\\cdot n\\cdot c + 1)\\cdot n_f\\cdot n_f\\cdot k, \\quad n_f = n - \\omega + 1",
              plain: "fully connected: (n·n·c + 1)·n_f·n_f·k, n_f = n − ω + 1",
            }}
            numbers=${{
              tex: `(${n}\\cdot ${n}\\cdot ${c} + 1)\\cdot ${out}\\cdot ${out}\\cdot ${k} = \\mathbf{${integer(dense)}}`,
              plain: `(${n}·${n}·${c} + 1)·${out}·${out}·${k} = ${integer(dense)}`,
            }} />
          <p role="status">
            From ${n}×${n}×${c} to ${out}×${out}×${k}: the convolution has <strong>${count(convolutional)}</strong> parameters
            (${memory(convolutional)}), the fully connected layer <strong>${count(dense)}</strong> (${memory(dense)}),
            ${" "}${count(Math.round(dense / convolutional))} times as many.
          </p>
        </div>`
    }
  <//>`;
}
