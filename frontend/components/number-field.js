/** A number that can be typed, stepped with the arrow keys (Shift: ten steps), or dragged by its name. */

import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { onText } from "../lib/input-handlers.js";
import { boundsText } from "../lib/schema.js";
import { moved } from "../lib/scrub.js";
import { decimal, read, standsFor, written } from "../lib/typed-number.js";
import { useReported } from "./wrong-fields.js";

/** @typedef {import("../lib/schema.js").Field} Field */

const PIXELS_PER_STEP = 6;

/**
 * The text that is being typed, and what is wrong with it. The value goes up only when it is allowed; text that is not stays, and is
 * reported.
 * @param {Field} field
 * @param {number|null} value
 * @param {(value: number|null) => void} change
 */
export function useNumber(field, value, change) {
  const [text, setText] = useState(written(value));
  useEffect(() => {
    if (!standsFor(field, text, value)) setText(written(value));
  }, [value]);
  const { wrong } = read(field, text);
  /** A shortened value is edited with all its digits. */
  const onFocus = () => {
    if (!wrong && !standsFor(field, text, value)) setText(value === null ? "" : String(value));
  };
  useReported(wrong && `${field.title}: ${wrong}`);
  /** @param {string} typed */
  const type = (typed) => {
    setText(typed);
    const next = read(field, typed);
    if (!next.wrong) change(next.value);
  };
  /** @param {number} steps @param {number} [from] */
  const step = (steps, from = value ?? Number(field.default ?? 0)) => {
    const next = moved(field, from, steps);
    setText(written(next));
    change(next);
  };
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    step(direction * (event.shiftKey ? 10 : 1));
  };
  return { text, wrong, type, step, onKeyDown, onFocus };
}

/** Dragging sideways: the handlers of the field's name. @param {number|null} value @param {(steps: number, from: number) => void} step */
function useScrub(value, step) {
  const start = useRef(/** @type {{x: number, value: number, steps: number}|null} */ (null));
  return {
    /** @param {PointerEvent} event */
    onPointerDown: (event) => {
      start.current = { x: event.clientX, value: value ?? 0, steps: 0 };
      /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    },
    /** @param {PointerEvent} event */
    onPointerMove: (event) => {
      if (!start.current) return;
      const steps = Math.trunc((event.clientX - start.current.x) / PIXELS_PER_STEP);
      if (steps === start.current.steps) return;
      start.current.steps = steps;
      step(steps, start.current.value);
    },
    onPointerUp: () => {
      start.current = null;
    },
    onPointerCancel: () => {
      start.current = null;
    },
  };
}

/**
 * @param {{field: Field, value: number|null, change: (value: number|null) => void, wrong?: string}} props
 *   `wrong`: what the server said of it
 */
export function NumberField({ field, value, change, wrong = "" }) {
  const number = useNumber(field, value, change);
  /** @param {number} steps @param {number} from */
  const scrubStep = (steps, from) => (steps === 0 ? change(from) : number.step(steps, from));
  const scrub = useScrub(value, scrubStep);
  const problem = number.wrong || wrong;
  const id = `field-${field.name}`;
  return html`<div class="field">
    <label class="field-label scrub" for=${id} title="Drag sideways to change" ...${scrub}>${field.title}</label>
    <input id=${id} inputmode="decimal" role="spinbutton" autocomplete="off" value=${number.text} title=${boundsText(field.bounds)}
      aria-valuenow=${decimal(value)} aria-valuemin=${field.bounds.minimum} aria-valuemax=${field.bounds.maximum}
      aria-invalid=${problem ? "true" : undefined} aria-describedby=${`${id}-hint`}
      onInput=${onText(number.type)} onKeyDown=${number.onKeyDown} onFocus=${number.onFocus} />
    <span id=${`${id}-hint`} class=${problem ? "field-wrong" : "field-hint"} role=${problem ? "alert" : undefined}>
      ${problem || field.description}
    </span>
  </div>`;
}

/**
 * The same number without a label of its own: in a cell, a row, a figure. What is wrong stands under it.
 * @param {{field: Field, value: number|null, change: (value: number|null) => void, symbol?: string, look?: string, class?: string}} props
 */
export function NumberCell({ field, value, change, symbol, look, class: name = "" }) {
  const number = useNumber(field, value, change);
  const id = `cell-${field.name}`;
  return html`<span class="number-cell">
    <input inputmode="decimal" role="spinbutton" autocomplete="off" class=${name} style=${look} data-symbol=${symbol} value=${number.text}
      aria-label=${field.title} title=${value === null ? "" : String(value)} aria-valuenow=${decimal(value)}
      aria-valuemin=${field.bounds.minimum} aria-valuemax=${field.bounds.maximum} aria-invalid=${number.wrong ? "true" : undefined}
      aria-describedby=${number.wrong ? id : undefined} onInput=${onText(number.type)} onKeyDown=${number.onKeyDown}
      onFocus=${number.onFocus} />
    ${number.wrong && html`<span id=${id} class="number-cell-wrong" role="alert">${number.wrong}; still ${value}</span>`}
  </span>`;
}
