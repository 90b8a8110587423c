/** Asks a question that keeps changing: at once, one at a time, the newest next; the last answer stays until then. */

/**
 * `error`: why the newest question was rejected; `data`: still the last answer.
 * @template T
 * @typedef {{data: T|null, error: Error|null, asking: boolean, subject: string}} Answer `subject`: what `data` is about
 */

/** @template T */
export class NewestAnswer {
  /** @param {(state: Answer<T>) => void} show */
  constructor(show) {
    this.show = show;
    /** @type {Answer<T>} */
    this.state = { data: null, error: null, asking: true, subject: "" };
    /** The newest question. @type {{question: string, ask: () => Promise<T>, subject: string}|null} */
    this.newest = null;
    this.busy = false;
    this.stopped = false;
  }

  stop() {
    this.stopped = true;
  }

  /** Asks until the newest question is answered; "" is none. */
  async follow() {
    if (this.busy) return;
    this.busy = true;
    for (let answered = ""; !this.stopped && this.newest?.question && this.newest.question !== answered; ) {
      answered = this.newest.question;
      await this.answer(this.newest);
    }
    this.busy = false;
  }

  /**
   * An answer is shown even where it is not the newest any more, so that something moves while a slider is dragged; an error is not.
   * @param {{question: string, ask: () => Promise<T>, subject: string}} newest
   */
  async answer({ question, ask, subject }) {
    this.tell({ asking: true });
    try {
      this.tell({ data: await ask(), error: null, asking: false, subject });
    } catch (error) {
      if (this.newest?.question === question) this.tell({ error: /** @type {Error} */ (error), asking: false });
    }
  }

  /** @param {Partial<Answer<T>>} changes */
  tell(changes) {
    if (this.stopped) return;
    this.state = { ...this.state, ...changes };
    this.show(this.state);
  }
}
