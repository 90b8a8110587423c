/** A question that changes while somebody types: asked once the typing pauses, the first one at once. Only the newest counts. */

/**
 * @template T
 * @typedef {{data: T|null, error: Error|null}} Settled `data`: the last answer, kept while another is asked for
 */

/** @template T */
export class SettledQuestion {
  /** @param {number} pause in milliseconds @param {(state: Settled<T>) => void} show */
  constructor(pause, show) {
    this.pause = pause;
    this.show = show;
    /** @type {Settled<T>} */
    this.state = { data: null, error: null };
    this.abort = new AbortController();
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
  }

  /** Takes the place of the question before. @param {(signal: AbortSignal) => Promise<T>} ask */
  put(ask) {
    this.stop();
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.timer = setTimeout(() => this.answer(ask, signal), this.state.data === null ? 0 : this.pause);
  }

  /** Whatever is under way is not waited for any more. */
  stop() {
    this.abort.abort();
    clearTimeout(this.timer);
  }

  /** @param {(signal: AbortSignal) => Promise<T>} ask @param {AbortSignal} signal */
  async answer(ask, signal) {
    try {
      const data = await ask(signal);
      if (!signal.aborted) this.tell({ data, error: null });
    } catch (error) {
      if (!signal.aborted) this.tell({ ...this.state, error: /** @type {Error} */ (error) });
    }
  }

  /** @param {Settled<T>} state */
  tell(state) {
    this.state = state;
    this.show(state);
  }
}
