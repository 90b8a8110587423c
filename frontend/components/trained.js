/** A trained classifier, opened: what it predicts of an image, and its evaluation on the test images. */

import { getLayers, getModel } from "../api.js";
import { html } from "../lib/html.js";
import { Evaluation } from "./evaluation.js";
import { Figure } from "./figure.js";
import { useLoaded } from "./hooks.js";
import { Look } from "./look.js";
import { Note } from "./notes.js";
import { later } from "./words.js";

/** @typedef {import("../lib/types.js").Model} Model */

/** @param {Model} model */
export const loadTrained = async (model) => ({ model, table: await getLayers(model.id) });

/** @param {{trained: Awaited<ReturnType<typeof loadTrained>>}} props */
export function TrainedFigures({ trained: { model, table } }) {
  return html`<div>
    <${Figure} title="Prediction and feature maps" id="look"><${Look} model=${model.id} layers=${table.layers} /><//>
    <${Figure} title="Evaluation"><${Evaluation} model=${model.id} metrics=${model.metrics} /><//>
  </div>`;
}

/** @param {{model: string}} props */
export function Trained({ model }) {
  const loaded = useLoaded(async () => loadTrained(await getModel(model)), [model]);
  return later(
    loaded,
    "The trained network is being opened.",
    (trained) => html`<div>
    <${Note} text=${trained.model.dataset_note} />
    <${TrainedFigures} trained=${trained} />
  </div>`,
  );
}
