/** Training controls, and the progress of training. */

import { html } from "../../lib/html.js";
import { fixed, integer, percent } from "../../lib/numbers.js";
import { patchQuery } from "../../state.js";
import { epochsOf } from "./state.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./state.js").State} State */
/** @typedef {ReturnType<typeof import("./use-network-training.js").useNetworkTraining>} Training */

/** @param {{state: State}} props */
function Progress({ state }) {
  const loss = state.history.at(-1);
  return html`<output class="training-progress">
    <span>epoch <strong>${integer(epochsOf(state))}</strong></span>
    <span>training loss <strong>${fixed(loss?.train)}</strong></span>
    <span>training accuracy <strong>${percent(state.accuracy)}</strong></span>
    <span>step <strong>${integer(state.step)}</strong></span>
    <span>test loss <strong>${fixed(loss?.test)}</strong></span>
    <span>test accuracy <strong>${percent(state.testAccuracy)}</strong></span>
  </output>`;
}

/** @param {{setup: Setup, training: Training, state: State}} props */
export function Transport({ setup, training: { running, rate, session, reset }, state }) {
  const toggle = () => (running ? session.stop() : session.start());
  /** @param {KeyboardEvent} event */
  const space = (event) => {
    if (event.key === " " && event.target === event.currentTarget) {
      event.preventDefault();
      toggle();
    }
  };
  return html`<div class="transport network-transport" tabindex="0" role="group"
    aria-label="Training controls; the space bar starts and pauses training" onKeyDown=${space}
  >
    <button class="button primary" onClick=${toggle}>${running ? "Pause" : "Train"}</button>
    <button class="button" disabled=${running} onClick=${() => session.train(1)}>Step</button>
    <button class="button" onClick=${reset}>Reset</button>
    <button class="quiet" title="New data and new initial weights" onClick=${() => patchQuery({ seed: setup.seed + 1 })}>New seed</button>
    <${Progress} state=${state} />
    ${running && rate > 0 && html`<output class="soft small">${rate.toFixed(0)} frames per second</output>`}
  </div>`;
}
