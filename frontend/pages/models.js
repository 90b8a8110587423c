/** The trained models that can be opened. */

import { listModels } from "../api.js";
import { useCatalogue } from "../components/catalogue.js";
import { useLoaded, useTitle } from "../components/hooks.js";
import { later } from "../components/words.js";
import { modelAddress } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { ago, counted, integer, percent } from "../lib/numbers.js";

/** @typedef {import("../lib/types.js").Model} Model */

/** @param {{models: Model[]}} props */
function Table({ models }) {
  const { titleOf, kindOf } = useCatalogue();
  /** @param {Model} model */
  const length = ({ kind, params }) => {
    const known = kindOf(kind);
    return known && typeof params[known.length] === "number" ? counted(params[known.length], known.unit) : "–";
  };
  return html`<div class="table-scroll">
    <table class="models-table">
      <thead>
        <tr>
          <th>Model</th>
          <th>Kind</th>
          <th>Data set</th>
          <th>Trained</th>
          <th class="number">Length</th>
          <th class="number">Classes</th>
          <th class="number">Parameters</th>
          <th class="number">Accuracy</th>
        </tr>
      </thead>
      <tbody>${models.map((model) => {
        const { id, kind, title, dataset, dataset_note: note, labels, total_parameters, metrics, created_at } = model;
        return html`<tr key=${id}>
          <td class="name"><a href=${modelAddress(kind, id)}>${title}</a></td>
          <td>${kindOf(kind)?.title ?? kind}</td>
          <td>${titleOf(dataset)}${note && html`<p class="soft small">${note}</p>`}</td>
          <td class="nowrap">${created_at ? ago(created_at) : "shipped"}</td>
          <td class="number nowrap">${length(model)}</td>
          <td class="number">${labels.length || "–"}</td>
          <td class="number">${total_parameters ? integer(total_parameters) : "–"}</td>
          <td class="number">${percent(metrics.accuracy)}</td>
        </tr>`;
      })}</tbody>
    </table>
  </div>`;
}

export default function Models() {
  useTitle("Models");
  const loaded = useLoaded(listModels, []);
  return html`<div>
    <div class="page-head">
      <div>
        <h1>Models</h1>
        <p class="lead">The models that come with the playground, and those of every training that has succeeded.</p>
      </div>
    </div>
    ${later(loaded, "The models are being listed.", (models) =>
      models.length
        ? html`<${Table} models=${models} />`
        : html`<p class="lead">No model has been trained yet. <a href="#/cnn">Train the tutorial’s network</a></p>`,
    )}
  </div>`;
}
