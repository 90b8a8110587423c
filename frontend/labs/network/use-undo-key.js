/** Ctrl+Z, or ⌘Z, undoes what the Undo button of the page undoes; in a field it undoes the typing, as everywhere. */

import { useEffect, useRef } from "preact/hooks";

/** @param {KeyboardEvent} event */
export const isUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey, target }) =>
  key.toLowerCase() === "z" &&
  (ctrlKey || metaKey) &&
  !shiftKey &&
  !altKey &&
  !(/** @type {Element|null} */ (target)?.closest?.("input, textarea, select, [contenteditable]"));

/** @param {(() => void)|null} undo null: there is nothing to undo */
export function useUndoKey(undo) {
  const newest = useRef(undo);
  newest.current = undo;
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const pressed = (event) => {
      if (!newest.current || !isUndo(event)) return;
      event.preventDefault();
      newest.current();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
