/** A trained model of any kind: what it can do, where its lab draws it; its metrics; how it was trained. */

import { getModel } from "../api.js";
import { useCatalogue, useKind } from "../components/catalogue.js";
import { Figure } from "../components/figure.js";
import { useLoaded, useTitle } from "../components/hooks.js";
import { ModelCommand } from "../components/model-command.js";
import { Params } from "../components/params.js";
import { TrainingCurves } from "../components/training-curves.js";
import { later } from "../components/words.js";
import { labOf, modelAddress } from "../lib/contents.js";
import { html } from "../lib/html.js";
import { metricRows } from "../lib/metrics.js";
import { integer, percent } from "../lib/numbers.js";

/** @typedef {import("../lib/types.js").Model} Model */
/** @typedef {import("preact").ComponentType<{model: Model}>} Figures */

/**
 * A model, and the figures that its lab has for it. A model that is opened on the page of its lab leads there.
 * @param {string} id
 * @returns {Promise<{model: Model, figures: Figures|null}>}
 */
async function open(id) {
  const model = await getModel(id);
  const lab = labOf(model.kind);
  if (lab?.opensModels) {
    location.replace(modelAddress(model.kind, id));
    return new Promise(() => {}); // this page is left
  }
  const figures = lab?.modelFigures ? (await import(`../labs/${lab.page}/model.js`)).default : null;
  return { model, figures };
}

/** @param {{model: Model}} props */
function Summary({ model: { total_parameters: total, dataset, dataset_note: note, metrics } }) {
  const { titleOf } = useCatalogue();
  return html`<p class="lead">
    ${total ? `${integer(total)} parameters, trained` : "Trained"} on <span class="nowrap">${titleOf(dataset)}</span>${
      typeof metrics.accuracy === "number" && html`; test accuracy ${percent(metrics.accuracy)}`
    }.${note && html` <span class="soft">${note}</span>`}
  </p>`;
}

/** @param {{model: Model}} props */
function Metrics({ model }) {
  const kind = useKind(model.kind);
  const rows = metricRows(model.metrics, kind?.curves ?? []);
  if (rows.length === 0) return null;
  return html`<${Figure} title="Metrics">
    <table class="metrics">
      <thead><tr><th scope="col">Metric</th><th scope="col" class="number">Value</th></tr></thead>
      <tbody>${rows.map(
        ({ name, title, text }) => html`<tr key=${name}><th scope="row">${title}</th><td class="number">${text}</td></tr>`,
      )}</tbody>
    </table>
  <//>`;
}

/** @param {{model: Model}} props */
function Training({ model }) {
  const kind = useKind(model.kind);
  return html`<${Figure} title="Training">
    ${kind && html`<p class="soft">${kind.title} · reference: ${kind.reference}</p>`}
    <${TrainingCurves} model=${model} />
    ${
      model.command &&
      html`<p style="margin-top: var(--s6)">This command trains it again:</p><pre class="command" tabindex="0">${model.command}</pre>`
    }
    ${kind && html`<${ModelCommand} command=${kind.command} id=${model.id} />`}
    <div style="margin-top: var(--s6)"><${Params} params=${model.params} /></div>
  <//>`;
}

/** @param {{path: string[]}} props */
export default function ModelPage({ path: [, id] }) {
  const loaded = useLoaded(() => open(id), [id]);
  const title = loaded.data?.model.title ?? "Model";
  useTitle(title);
  return html`<div>
    <div class="page-head"><div><p class="section-number"><a href="#/models">Models</a></p><h1>${title}</h1>
      ${loaded.data && html`<${Summary} model=${loaded.data.model} />`}</div></div>
    ${later(
      loaded,
      "The trained model is being opened.",
      ({ model, figures }) => html`<div>
        ${figures && html`<${figures} model=${model} />`}
        ${!figures && html`<${Metrics} model=${model} />`}
        <${Training} model=${model} />
      </div>`,
    )}
  </div>`;
}
