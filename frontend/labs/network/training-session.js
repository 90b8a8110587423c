/** Moves one training run on. An answer counts only while nothing newer has happened: no step, edit or reset since it was asked for. */

import { FrameLoop } from "./frame-loop.js";
import { advanced } from "./state.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./state.js").Answer} Answer */
/** @typedef {import("./state.js").Data} Data */
/** @typedef {import("./state.js").Layer} Layer */
/** @typedef {import("./state.js").State} State */
/**
 * @typedef {Object} Requests those of requests.js
 * @property {(setup: Setup) => Promise<State>} initialize
 * @property {(setup: Setup, state: State, steps: number) => Promise<Answer>} train
 */
/**
 * @typedef {Object} Listener
 * @property {(state: State) => void} state
 * @property {(error: Error|null) => void} error
 * @property {(running: boolean) => void} running
 * @property {(perSecond: number) => void} rate
 */

const STEPS_PER_FRAME = 4;
const STEPS_PER_REQUEST = 100;

export class TrainingSession {
  /** @param {Setup} setup @param {Requests} requests @param {Listener} listener */
  constructor(setup, requests, listener) {
    this.setup = setup;
    this.requests = requests;
    this.listener = listener;
    /** @type {State|null} */
    this.state = null;
    /** Weights or data that were changed by hand, until they are evaluated; only then they are shown. @type {State|null} */
    this.changed = null;
    this.busy = false;
    this.resets = 0;
    this.loop = new FrameLoop(() => this.train(STEPS_PER_FRAME), listener);
  }

  start() {
    this.loop.start();
  }

  stop() {
    this.loop.stop();
  }

  /** Nothing that is still awaited counts any more. */
  close() {
    this.stop();
    this.supersede();
  }

  /** One request at a time: while an answer is awaited, nothing happens. @param {number} steps */
  async train(steps) {
    if (!this.state || this.busy || this.changed) return;
    this.busy = true;
    await this.advance(this.state, steps);
    this.busy = false;
  }

  /** Begins again from the initial weights, and trains on to `steps`. @param {number} steps */
  async reset(steps) {
    this.stop();
    const number = this.supersede();
    let next = await this.initialized(() => number === this.resets);
    while (next && !next.divergedAt && next.step < steps) next = await this.advance(next, STEPS_PER_REQUEST);
  }

  /** @param {Layer[]} layers with an edited weight or bias; the optimizer starts anew from there */
  edit(layers) {
    return this.change({ layers, slots: [] });
  }

  /** Goes back to an earlier state. Its numbers are computed again, because the data or λ may have changed since. @param {State} state */
  restore(state) {
    this.stop();
    return this.change(state);
  }

  /** Another optimizer keeps other values for each weight. */
  clearSlots() {
    const current = this.changed ?? this.state;
    if (current) this.change({ slots: [] });
  }

  /**
   * Changes weights or data by hand: they are shown together with the numbers that belong to them.
   * @param {Partial<State>} changes
   */
  async change(changes) {
    const current = this.changed ?? this.state;
    if (!current) return;
    const number = this.supersede();
    const next = { ...current, ...changes };
    this.changed = next;
    try {
      const answer = await this.requests.train(this.setup, next, 0);
      if (number !== this.resets) return;
      this.changed = null;
      this.put(advanced(next, answer, this.setup.batch));
      this.listener.error(null);
    } catch (error) {
      if (number !== this.resets) return;
      this.changed = null;
      this.fail(error);
    }
  }

  /** Whatever is awaited does not count any more. */
  supersede() {
    this.changed = null;
    this.resets += 1;
    return this.resets;
  }

  /** @param {() => boolean} counts @returns {Promise<State|null>} null when it failed or does not count any more */
  async initialized(counts) {
    try {
      const state = await this.requests.initialize(this.setup);
      if (!counts()) return null;
      this.put(state);
      this.listener.error(null);
      return state;
    } catch (error) {
      if (counts()) this.fail(error);
      return null;
    }
  }

  /** @param {State} state @param {number} steps @returns {Promise<State|null>} null when it failed or does not count any more */
  async advance(state, steps) {
    const { resets } = this;
    const counts = () => this.state === state && this.resets === resets;
    if (!counts()) return null;
    try {
      const next = advanced(state, await this.requests.train(this.setup, state, steps), this.setup.batch);
      if (!counts()) return null;
      this.put(next);
      this.listener.error(null);
      if (next.divergedAt) this.stop();
      return next;
    } catch (error) {
      if (counts()) this.fail(error);
      return null;
    }
  }

  /** @param {State} state */
  put(state) {
    this.state = state;
    this.listener.state(state);
  }

  /** @param {unknown} error */
  fail(error) {
    this.stop();
    this.listener.error(/** @type {Error} */ (error));
  }
}
