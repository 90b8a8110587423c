/** How a trained network came to be: its curves, epoch by epoch. */

import { useMemo } from "preact/hooks";

import { listEvents } from "../api.js";
import { CurveChart } from "../charts/curve-chart.js";
import { html } from "../lib/html.js";
import { fixed, percent } from "../lib/numbers.js";
import { curveOf, curveOfHistory } from "../lib/series.js";
import { useLoaded } from "./hooks.js";

/** @typedef {import("../lib/types.js").Model} Model */
/** @typedef {import("../lib/series.js").Curve} Curve */

/**
 * Loss and accuracy of each epoch: shipped with the model, or out of the events of the job that made it.
 * @param {Model} model
 * @returns {Promise<{loss: Curve, accuracy: Curve}>}
 */
async function curvesOf(model) {
  if (model.history?.length) return { loss: curveOfHistory(model.history, "loss"), accuracy: curveOfHistory(model.history, "accuracy") };
  if (model.source !== "job") return { loss: curveOfHistory([], "loss"), accuracy: curveOfHistory([], "accuracy") };
  const events = await listEvents(model.id);
  return { loss: curveOf(events, "loss", 0), accuracy: curveOf(events, "accuracy", 0) };
}

/**
 * Nothing is drawn for a network whose course was not kept.
 * @param {{model: Model, bare?: boolean}} props `bare`: without the charts' tools
 */
export function Course({ model, bare = false }) {
  const loaded = useLoaded(() => curvesOf(model), [model.id]);
  const epochs = useMemo(() => Math.max(0, ...(loaded.data?.loss.validation.x ?? [])), [loaded.data]);
  if (!loaded.data || epochs < 1) return null;
  const { loss, accuracy } = loaded.data;
  const shared = { epochs, bare, sync: model.id, empty: "" };
  return html`<div class="charts" style="margin-top: var(--s8)">
    <${CurveChart} title="Loss while it learnt" name=${`loss-${model.id}`} curve=${loss} colour="--curve-2"
      format=${(/** @type {number} */ v) => fixed(v, 2)} mayLog=${true} ...${shared} />
    <${CurveChart} title="Accuracy while it learnt" name=${`accuracy-${model.id}`} curve=${accuracy} colour="--curve-1"
      format=${(/** @type {number} */ v) => percent(v, 0)} ...${shared} />
  </div>`;
}
