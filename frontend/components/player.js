/** A walk through numbered states: played, dragged, or stepped with the arrow keys (Shift: far). */

import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { onText } from "../lib/input-handlers.js";
import { keyed, playedOn } from "../lib/walk.js";
import { useInterval } from "./hooks.js";

/** @typedef {import("../lib/html.js").Children} Children */
/**
 * How states lie on the slider, 0 to 1.
 * @typedef {{toPlace: (state: number, last: number) => number, toState: (place: number, last: number) => number}} Scale
 */

/** @type {Scale} */
const EVEN = { toPlace: (state, last) => state / (last || 1), toState: (place, last) => Math.round(place * last) };

/**
 * @param {{state: number, last: number, choose: (state: number) => void, label: string, milliseconds: number,
 *   said?: Children, valueText?: string, next?: (state: number, last: number) => number, far?: number, scale?: Scale,
 *   endless?: boolean, children?: Children}} props
 *   `said`: what stands beside the slider; `valueText`: the same for those who listen; `endless`: after the last state comes the first
 */
export function Player({
  state,
  last,
  choose,
  label,
  said,
  valueText,
  milliseconds,
  next = (from) => from + 1,
  far = 10,
  scale = EVEN,
  endless = false,
  children,
}) {
  const [playing, setPlaying] = useState(false);
  useInterval(() => {
    if (!playing) return;
    const following = playedOn(state, last, next, endless);
    if (following === null) setPlaying(false);
    else choose(following);
  }, milliseconds);
  const play = () => {
    if (!playing && state >= last) choose(0);
    setPlaying(!playing);
  };
  /** @param {KeyboardEvent} event */
  const step = (event) => {
    const chosen = keyed(event, state, last, far);
    if (chosen === null) return;
    event.preventDefault();
    choose(chosen);
  };
  return html`<div class="transport">
    <button class="button" disabled=${last < 1} onClick=${play}>${playing ? "Pause" : "Play"}</button>
    ${children}
    <input class="scrubber" type="range" min="0" max="1" step="any" value=${scale.toPlace(state, last)} aria-label=${label}
      aria-valuetext=${valueText ?? `${state} of ${last}`}
      onInput=${onText((text) => choose(scale.toState(Number(text), last)))} onKeyDown=${step} />
    ${said && html`<output class="nowrap">${said}</output>`}
  </div>`;
}
