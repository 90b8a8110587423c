/** The model summary of parameters that are being changed: asked for as soon as the typing pauses, kept while it is asked for. */

import { useEffect, useState } from "preact/hooks";

import { ApiError, previewLayers } from "../api.js";

/** @typedef {import("../lib/types.js").LayerTable} LayerTable */
/**
 * @typedef {{table: LayerTable|null, error: ApiError|Error|null, problems: Record<number, string>, fields: Record<string, string>}} Preview
 */

const PAUSE_MS = 150;

/** What the server said of single layers, by index. @param {Error|null} error */
function layerProblems(error) {
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
  const [state, setState] = useState(/** @type {{table: LayerTable|null, error: Error|null}} */ ({ table: null, error: null }));
  const key = JSON.stringify(params);
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          setState({ table: await previewLayers(kind, params, abort.signal), error: null });
        } catch (error) {
          if (!abort.signal.aborted) setState((old) => ({ ...old, error: /** @type {Error} */ (error) }));
        }
      },
      state.table ? PAUSE_MS : 0,
    );
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [kind, key]);
  return { ...state, problems: layerProblems(state.error), fields: fieldProblems(state.error) };
}
