/** The trained networks that can be opened. */

import { listModels } from "../api.js";
import { useCatalogue } from "../components/catalogue.js";
import { useLoaded, useTitle } from "../components/hooks.js";
import { later } from "../components/words.js";
import { html } from "../lib/html.js";
import { faceOf, modelAddress } from "../lib/kinds.js";
import { ago, integer, percent } from "../lib/numbers.js";

/** @typedef {import("../lib/types.js").Model} Model */

/** @param {{models: Model[]}} props */
function Table({ models }) {
  const { titleOf } = useCatalogue();
  return html`<div class="ledger-scroll">
    <table>
      <thead>
        <tr>
          <th>Network</th>
          <th>Data set</th>
          <th>Trained</th>
          <th class="number">Epochs or rounds</th>
          <th class="number">Classes</th>
          <th class="number">Parameters</th>
          <th class="number">Accuracy</th>
        </tr>
      </thead>
      <tbody>${models.map(
        ({ id, kind, title, dataset, labels, total_parameters, metrics, params, created_at }) => html`<tr key=${id}>
          <td class="name"><a href=${modelAddress(kind, id)}>${title}</a></td>
          <td>${titleOf(dataset)}</td>
          <td class="nowrap">${created_at ? ago(created_at) : "shipped"}</td>
          <td class="number">${params[faceOf(kind).amount] ? integer(params[faceOf(kind).amount]) : "–"}</td>
          <td class="number">${labels.length || "–"}</td>
          <td class="number">${total_parameters ? integer(total_parameters) : "–"}</td>
          <td class="number">${percent(metrics.accuracy)}</td>
        </tr>`,
      )}</tbody>
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
        <p class="lead">Networks and word vectors: those that come with the playground, and every training that has succeeded.</p>
      </div>
    </div>
    ${later(loaded, "The trained networks are being listed.", (models) =>
      models.length
        ? html`<${Table} models=${models} />`
        : html`<p class="lead">No network is trained yet. <a href="#/cnn">Train the tutorial’s.</a></p>`,
    )}
  </div>`;
}
