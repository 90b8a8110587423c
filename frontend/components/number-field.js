/** A number that can be typed (Escape: the value in effect), stepped with the arrow keys (Shift: ten steps), or dragged by its name. */

import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { onText } from "../lib/input-handlers.js";
import { boundsText } from "../lib/schema.js";
import { moved } from "../lib/scrub.js";
import { decimal, read, standsFor, written } from "../lib/typed-number.js";
import { useReported } from "./wrong-fields.js";

/** @typedef {import("../lib/schema.js").Field} Field */
/** @typedef {import("../lib/html.js").Children} Children */
/** @typedef {(value: number|null) => void} Change */
/** @typedef {ReturnType<typeof useNumber>} Typed */

const PIXELS_PER_STEP = 6;

/**
 * The text, which follows the value; but a value that comes back later than the keys that follow it rewrites nothing.
 * @param {Field} field
 * @param {number|null} value
 * @param {Change} change
 */
function useText(field, value, change) {
  const [text, setText] = useState(written(value));
  /** Values that went up and have not come back. */
  const underway = useRef(/** @type {(number|null)[]} */ ([]));
  useEffect(() => {
    const at = underway.current.indexOf(value);
    underway.current.splice(0, at + 1);
    if (at < 0 && !standsFor(field, text, value)) setText(written(value));
  }, [value]);
  /** The value that was asked for last. */
  const asked = () => (underway.current.length ? /** @type {number|null} */ (underway.current.at(-1)) : value);
  /** @param {string} next @param {number|null} number that it stands for */
  const send = (next, number) => {
    setText(next);
    if (number !== asked()) underway.current.push(number);
    change(number);
  };
  return {
    text,
    setText,
    send,
    asked,
    forget: () => {
      underway.current = [];
    },
  };
}

/**
 * The text that is being typed, and what is wrong with it. The value goes up only when it is allowed; text that is not stays, and is
 * reported, and the value is the one from before the typing: the 1 of 1e99 was never meant.
 * @param {Field} field
 * @param {number|null} value
 * @param {Change} change
 */
export function useNumber(field, value, change) {
  const { text, setText, send, asked, forget } = useText(field, value, change);
  const { wrong } = read(field, text);
  const before = useRef(value);
  /** A shortened value is edited with all its digits. @param {FocusEvent} event */
  const onFocus = ({ currentTarget }) => {
    forget();
    before.current = value;
    if (wrong || value === null || standsFor(field, text, value)) return;
    const input = /** @type {HTMLInputElement} */ (currentTarget);
    input.value = String(value);
    input.select();
    setText(input.value);
  };
  useReported(wrong && `${field.title}: ${wrong}`);
  /** @param {string} typed */
  const type = (typed) => {
    const next = read(field, typed);
    if (next.wrong && asked() === before.current) setText(typed);
    else send(typed, next.wrong ? before.current : next.value);
  };
  /** @param {number} steps @param {number} [from] */
  const step = (steps, from = value ?? Number(field.default ?? 0)) => {
    const next = moved(field, from, steps);
    before.current = next;
    send(written(next), next);
  };
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    if (event.key === "Escape" && wrong) setText(written(asked()));
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    step(direction * (event.shiftKey ? 10 : 1));
  };
  return { text, wrong, type, step, send, onKeyDown, onFocus, onBlur: forget };
}

/** Dragging sideways: the handlers of the field's name. @param {number|null} value @param {Typed} number */
function useScrub(value, number) {
  const start = useRef(/** @type {{x: number, value: number, steps: number}|null} */ (null));
  const end = () => {
    start.current = null;
  };
  return {
    title: "Drag sideways to change",
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
      if (steps === 0) number.send(written(start.current.value), start.current.value);
      else number.step(steps, start.current.value);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

/** An end of the range, for those who hear the page; none where there is no end. @param {number} bound */
const end = (bound) => (Number.isFinite(bound) ? bound : undefined);

/**
 * @param {{id?: string, field: Field, value: number|null, number: Typed, wrong: string, hint?: string, attributes?: object}} props
 *   `hint`: id of what is said of the field
 */
const NumberInput = ({ id, field, value, number, wrong, hint, attributes = {} }) => html`<input id=${id} inputmode="decimal"
  role="spinbutton" autocomplete="off" value=${number.text} aria-valuenow=${decimal(value)}
  aria-valuemin=${end(field.bounds.minimum)} aria-valuemax=${end(field.bounds.maximum)} aria-invalid=${wrong ? "true" : undefined}
  aria-describedby=${hint} onInput=${onText(number.type)} onKeyDown=${number.onKeyDown} onFocus=${number.onFocus} onBlur=${number.onBlur}
  ...${attributes} />`;

/** What is wrong with the text, and the value that is in effect meanwhile. @param {string} wrong @param {number|null} value */
const sentence = (wrong, value) => wrong && `${wrong}; still ${value ?? "empty"}`;

/**
 * @param {{field: Field, value: number|null, change: Change, wrong?: string}} props `wrong`: what the server said of it
 */
export function NumberField({ field, value, change, wrong = "" }) {
  const number = useNumber(field, value, change);
  const scrub = useScrub(value, number);
  const problem = sentence(number.wrong, value) || wrong;
  const isEmptySaid = !field.nullable || /empty|null|omitted/i.test(field.description);
  const hint = [field.description, isEmptySaid ? "" : "Empty means none."].filter(Boolean).join(" ");
  const id = `field-${field.name}`;
  return html`<div class="field">
    <label class="field-label scrub" for=${id} ...${scrub}>${field.title}</label>
    <${NumberInput} id=${id} field=${field} value=${value} number=${number} wrong=${problem} hint=${`${id}-hint`}
      attributes=${{ title: boundsText(field.bounds) }} />
    <span id=${`${id}-hint`} class=${problem ? "field-wrong" : "field-hint"} role=${problem ? "alert" : undefined}>
      ${problem || hint}
    </span>
  </div>`;
}

/** @param {{field: Field, value: number|null, number: Typed, attributes?: object}} props */
function Cell({ field, value, number, attributes }) {
  const id = `cell-${field.name}`;
  return html`<span class="number-cell">
    <${NumberInput} field=${field} value=${value} number=${number} wrong=${number.wrong} hint=${number.wrong ? id : undefined}
      attributes=${{ "aria-label": field.title, title: value === null ? "" : String(value), ...attributes }} />
    ${number.wrong && html`<span id=${id} class="number-cell-wrong" role="alert">${sentence(number.wrong, value)}</span>`}
  </span>`;
}

/**
 * The same number without a label of its own: in a cell, a figure. What is wrong stands under it.
 * @param {{field: Field, value: number|null, change: Change, attributes?: object}} props `attributes`: more of the input
 */
export function NumberCell({ field, value, change, attributes }) {
  const number = useNumber(field, value, change);
  return html`<${Cell} field=${field} value=${value} number=${number} attributes=${attributes} />`;
}

/**
 * The same number in a row with its name, by which it is dragged.
 * @param {{field: Field, value: number|null, change: Change, class?: string, children?: Children}} props `children`: the name, where it is
 *   more than the field's title
 */
export function NumberRow({ field, value, change, class: look = "choice-row", children = field.title }) {
  const number = useNumber(field, value, change);
  const scrub = useScrub(value, number);
  return html`<label class=${look}>
    <span class="scrub" ...${scrub}>${children}</span>
    <${Cell} field=${field} value=${value} number=${number} />
  </label>`;
}
