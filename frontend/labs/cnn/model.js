/** What a trained classifier shows on its page: a prediction with its feature maps, the evaluation, the model summary. */

import { useState } from "preact/hooks";

import { Figure } from "../../components/figure.js";
import { useLoaded } from "../../components/hooks.js";
import { ModelSummary, ModelSummaryRow, specText } from "../../components/model-summary.js";
import { NetworkFigure } from "../../components/network-figure.js";
import { loadTrained, TrainedFigures } from "../../components/trained.js";
import { later } from "../../components/words.js";
import { html } from "../../lib/html.js";

/** @typedef {import("../../lib/types.js").Model} Model */
/** @typedef {import("../../lib/types.js").LayerTable} LayerTable */

/** @param {{model: Model, table: LayerTable}} props */
function Summary({ model, table }) {
  const [active, activate] = useState("");
  return html`<div>
    <${NetworkFigure} inputShape=${model.input_shape} layers=${table.layers} active=${active} activate=${activate} />
    <${ModelSummary} inputShape=${model.input_shape} rows=${table.layers} total=${table.total_parameters}>
      ${table.layers.map(
        (row, i) => html`<${ModelSummaryRow} key=${row.name} row=${row} active=${active === row.name} activate=${activate}
        fields=${html`<span class="soft">${specText(model.architecture?.layers[i] ?? {})}</span>`} />`,
      )}
    <//>
  </div>`;
}

/** @param {{model: Model}} props */
export default function ModelFigures({ model }) {
  const loaded = useLoaded(() => loadTrained(model), [model]);
  return later(
    loaded,
    "The layers are being fetched.",
    (trained) => html`<div>
      <${TrainedFigures} trained=${trained} />
      <${Figure} title="Model summary"><${Summary} ...${trained} /><//>
    </div>`,
  );
}
