/** A trained network, opened: its final evaluation, and what it makes of a picture. */

import { getLayers, getModel } from "../api.js";
import { html } from "../lib/html.js";
import { Evaluation } from "./evaluation.js";
import { Figure } from "./figure.js";
import { useLoaded } from "./hooks.js";
import { Look } from "./look.js";
import { later } from "./words.js";

/** @param {string} id */
export const loadTrained = async (id) => {
  const [model, table] = await Promise.all([getModel(id), getLayers(id)]);
  return { model, table };
};

/** @param {{trained: Awaited<ReturnType<typeof loadTrained>>}} props */
export function TrainedFigures({ trained: { model, table } }) {
  return html`<div>
    <${Figure} title="What it sees" id="look"><${Look} model=${model.id} layers=${table.layers} /><//>
    <${Figure} title="How often it is right"><${Evaluation} model=${model.id} dataset=${model.dataset} metrics=${model.metrics} /><//>
  </div>`;
}

/** @param {{model: string}} props */
export function Trained({ model }) {
  const loaded = useLoaded(() => loadTrained(model), [model]);
  return later(loaded, "The trained network is being opened.", (trained) => html`<${TrainedFigures} trained=${trained} />`);
}
