/** An action that is repeated, one after another and at most 30 times per second, until it is stopped. */

const FRAME_MS = 1000 / 30;

export class FrameLoop {
  /**
   * @param {() => Promise<unknown>} action
   * @param {{running: (running: boolean) => void, rate: (perSecond: number) => void}} listener
   */
  constructor(action, listener) {
    this.action = action;
    this.listener = listener;
    /** The run that may go on; an earlier one ends when it finds another here. @type {object|null} */
    this.run = null;
  }

  start() {
    if (this.run) return;
    const run = {};
    this.run = run;
    this.listener.running(true);
    this.repeat(run);
  }

  stop() {
    if (!this.run) return;
    this.run = null;
    this.listener.running(false);
  }

  /** @param {object} run */
  async repeat(run) {
    let [frames, since] = [0, performance.now()];
    while (this.run === run) {
      const began = performance.now();
      await this.action();
      frames += 1;
      if (began - since > 1000) {
        this.listener.rate((1000 * frames) / (began - since));
        [frames, since] = [0, began];
      }
      await new Promise((resolve) => {
        setTimeout(resolve, Math.max(0, FRAME_MS - (performance.now() - began)));
      });
    }
  }
}
