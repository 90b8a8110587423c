/** Handlers of the events of inputs: what was written, chosen or ticked goes to a function that knows nothing of events. */

/** @param {Event} event */
const input = (event) => /** @type {HTMLInputElement} */ (event.target);

/** @param {(text: string) => void} take the text of an input, or the value of what was chosen */
export const onText = (take) => (/** @type {Event} */ event) => take(input(event).value);

/** @param {(checked: boolean) => void} take */
export const onTick = (take) => (/** @type {Event} */ event) => take(input(event).checked);
