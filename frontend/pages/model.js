/** A trained network, whoever trained it: what it sees, how often it is right, what it is made of, how it was made. */

import { useState } from "preact/hooks";

import { getModel } from "../api.js";
import { useCatalogue } from "../components/catalogue.js";
import { Course } from "../components/course.js";
import { Figure } from "../components/figure.js";
import { useLoaded, useTitle } from "../components/hooks.js";
import { Ledger, LedgerRow, specWords } from "../components/ledger.js";
import { NetworkFigure } from "../components/network-figure.js";
import { Params } from "../components/params.js";
import { loadTrained, TrainedFigures } from "../components/trained.js";
import { later } from "../components/words.js";
import { html } from "../lib/html.js";
import { modelAddress } from "../lib/kinds.js";
import { integer, percent } from "../lib/numbers.js";

/** @typedef {import("../lib/types.js").Model} Model */
/** @typedef {import("../lib/types.js").LayerTable} LayerTable */

/** @param {{model: Model, table: LayerTable}} props */
function Made({ model, table }) {
  const [active, activate] = useState("");
  return html`<div>
    <${NetworkFigure} inputShape=${model.input_shape} layers=${table.layers} active=${active} activate=${activate} />
    <${Ledger} inputShape=${model.input_shape} rows=${table.layers} total=${table.total_parameters}>
      ${table.layers.map(
        (row, i) => html`<${LedgerRow} key=${row.name} row=${row} active=${active === row.name} activate=${activate}
        fields=${html`<span class="soft">${specWords(model.architecture?.layers[i] ?? {})}</span>`} />`,
      )}
    <//>
  </div>`;
}

/** @param {{model: Model}} props */
function Origin({ model }) {
  return html`<div>
    <${Course} model=${model} />
    ${
      model.command &&
      html`<p style="margin-top: var(--s6)">This command trains it again:</p><pre class="command" tabindex="0">${model.command}</pre>`
    }
    <div style="margin-top: var(--s6)"><${Params} params=${model.params} /></div>
  </div>`;
}

/** Opens a classifier here, and any other model on the page of its lab. @param {string} id */
async function open(id) {
  const model = await getModel(id);
  const address = modelAddress(model.kind, id);
  if (address === `#/models/${id}`) return loadTrained(id);
  location.replace(address);
  return new Promise(() => {}); // this page is left
}

/** @param {{path: string[]}} props */
export default function ModelPage({ path: [, id] }) {
  const loaded = useLoaded(() => open(id), [id]);
  const title = loaded.data?.model.title ?? "Model";
  useTitle(title);
  return html`<div>
    <div class="page-head"><div><p class="section-number"><a href="#/models">Models</a></p><h1>${title}</h1>
      ${loaded.data && html`<${Summary} model=${loaded.data.model} total=${loaded.data.table.total_parameters} />`}</div></div>
    ${later(
      loaded,
      "The trained network is being opened.",
      (trained) => html`<div>
        <${TrainedFigures} trained=${trained} />
        <${Figure} title="What it is made of"><${Made} ...${trained} /><//>
        <${Figure} title="How it was trained"><${Origin} model=${trained.model} /><//>
      </div>`,
    )}
  </div>`;
}

/** @param {{model: Awaited<ReturnType<typeof getModel>>, total: number}} props */
function Summary({ model, total }) {
  const { titleOf } = useCatalogue();
  return html`<p class="lead">
    ${integer(total)} parameters, trained on <span class="nowrap">${titleOf(model.dataset)}</span>;
    names ${percent(model.metrics.accuracy)} of the test images rightly.
  </p>`;
}
