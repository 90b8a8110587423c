/** The model summaries of generator and discriminator, as `model.summary()` prints them twice in §6.1. */

import { useState } from "preact/hooks";

import { ask } from "../../api.js";
import { ModelSummary, ModelSummaryRow } from "../../components/model-summary.js";
import { useAnswer } from "../../components/use-answer.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { integer } from "../../lib/numbers.js";

/** @typedef {import("../../lib/api-types.js").NetworkTables} Tables */
/** @typedef {import("../../lib/api-types.js").NamedTable} Table */
/** @typedef {import("../../lib/types.js").Params} Params */

/** @type {Record<string, {title: string, input: string}>} */
const NETWORKS = {
  generator: { title: "Generator", input: "latent vector z, normally distributed" },
  discriminator: { title: "Discriminator", input: "pixels from −1 to 1" },
};

/** `w_i·x_i` with its indices lowered. @param {string} formula */
const withSubscripts = (formula) => formula.split(/_(\w)/).map((part, i) => (i % 2 ? html`<sub>${part}</sub>` : part));

/** @param {{table: Table}} props */
function Summary({ table }) {
  const [active, activate] = useState("");
  const { title, input } = NETWORKS[table.name];
  return html`<div class="gan-summary">
    <h3>${title}: ${integer(table.total_parameters)} parameters</h3>
    <${ModelSummary} inputShape=${table.input_shape} rows=${table.layers} total=${table.total_parameters} input=${input}>
      ${table.layers.map(
        (row) => html`<${ModelSummaryRow} key=${row.name} row=${row} active=${active === row.name} activate=${activate}
          fields=${html`<span class="soft">${withSubscripts(row.formula)}</span>`} />`,
      )}
    <//>
  </div>`;
}

/** @param {{answer: import("../../components/use-answer.js").Answer<Tables>}} props */
function Summaries({ answer: { data, error } }) {
  if (!data) return error ? html`<${Problem} error=${error} />` : html`<${Waiting}>Counting the parameters.<//>`;
  return html`<div>
    ${data.networks.map((table) => html`<${Summary} key=${table.name} table=${table} />`)}
    <p class="soft small">
      The activation function is part of its layer here; Keras lists LeakyReLU, which has no parameters, as a layer of its own. Batch
      normalization keeps a moving mean and variance per unit, which gradient descent does not change: they are non-trainable. The σ of
      the discriminator’s last layer is computed together with the loss, which is more exact: the layer itself gives z.
    </p>
  </div>`;
}

/** Of a trained GAN. @param {{model: string}} props */
export function TrainedSummaries({ model }) {
  /** @returns {Promise<Tables>} */
  const question = () => ask(`/models/${model}/layers`);
  return html`<${Summaries} answer=${useAnswer(model, question)} />`;
}

/** Of the GAN that the form describes. @param {{params: Params}} props */
export function PreviewedSummaries({ params: { dataset, preset } }) {
  /** @returns {Promise<Tables>} */
  const question = () => ask("/kinds/gan/layers", { params: { dataset, preset } });
  const answer = useAnswer(`${dataset} ${preset}`, question);
  const totals = answer.data?.networks.map(({ total_parameters }) => integer(total_parameters)).join(" + ");
  return html`<details class="gan-preview">
    <summary>Model summaries of generator and discriminator${totals && html`: ${totals} parameters`}</summary>
    <${Summaries} answer=${answer} />
  </details>`;
}
