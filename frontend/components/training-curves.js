/** The training curves of a model, out of the history that is kept with it. */

import { useMemo } from "preact/hooks";

import { html } from "../lib/html.js";
import { curveOfHistory } from "../lib/series.js";
import { useKind } from "./catalogue.js";
import { Note, smoothingNote } from "./notes.js";
import { CurveCharts } from "./run-view.js";

/** @typedef {import("../lib/types.js").Model} Model */

/**
 * Nothing is drawn for a model whose history was not kept.
 * @param {{model: Model, bare?: boolean}} props `bare`: without the charts' tools
 */
export function TrainingCurves({ model: { id, kind: kindId, params, history = [], history_note: note }, bare = false }) {
  const kind = useKind(kindId);
  const curves = useMemo(
    () =>
      (kind?.curves ?? [])
        .map((shown) => ({ shown, points: curveOfHistory(history, shown.metric) }))
        .filter(({ points }) => [...points.train.y, ...points.validation.y].some((value) => value !== null)),
    [kind, history],
  );
  if (!kind || curves.length === 0) return null;
  const end = Math.max(...curves.flatMap(({ points }) => points.train.x));
  return html`<div style="margin-top: var(--s8)">
    <${CurveCharts} curves=${curves} id=${id} unit=${kind.unit} end=${end} bare=${bare} />
    <${Note} text=${note ?? smoothingNote(params)} />
  </div>`;
}
