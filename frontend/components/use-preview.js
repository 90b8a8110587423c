/** The model summary of parameters that are being changed: asked for as soon as the typing pauses, kept while it is asked for. */

import { useEffect, useState } from "preact/hooks";

import { ApiError, previewLayers } from "../api.js";
import { SettledQuestion } from "../lib/settled-question.js";

/** @typedef {import("../lib/types.js").LayerTable} LayerTable */
/** @typedef {import("../lib/settled-question.js").Settled<LayerTable>} Settled */
/**
 * @typedef {{table: LayerTable|null, error: ApiError|Error|null, problems: Record<number, string>, fields: Record<string, string>}} Preview
 */

const PAUSE_MS = 150;

/** What the server said of single layers, by index. @param {Error|null} error */
export function layerProblems(error) {
  const found = (error instanceof ApiError ? error.fields : []).flatMap(({ pointer, message }) => {
    const index = pointer.match(/\/layers\/(\d+)/)?.[1];
    return index === undefined ? [] : [[Number(index), message]];
  });
  return Object.fromEntries(found);
}

/** What was wrong with single parameters, by name; with one word of a list, as with the list. @param {Error|null} error */
export function fieldProblems(error) {
  return Object.fromEntries(
    (error instanceof ApiError ? error.fields : []).map(({ pointer, message }) => [
      pointer.replace(/^\/params\//, "").split("/")[0],
      message,
    ]),
  );
}

/**
 * @param {string} kind
 * @param {import("../lib/types.js").Params} params
 * @returns {Preview}
 */
export function usePreview(kind, params) {
  const [asker] = useState(() => new SettledQuestion(PAUSE_MS, (/** @type {Settled} */ next) => setState(next)));
  const [state, setState] = useState(asker.state);
  const key = JSON.stringify(params);
  useEffect(() => {
    asker.put((signal) => previewLayers(kind, params, signal));
    return () => asker.stop();
  }, [kind, key]);
  const { data: table, error } = state;
  return { table, error, problems: layerProblems(error), fields: fieldProblems(error) };
}
