/**
 * A job as it goes on, followed until it is over by asking every second for what is new. A stream would hold one of the six connections
 * that a browser has for a host, in every tab: six of them, and no page opens any more.
 */

import { isOver } from "./sentences.js";

/** @typedef {import("./types.js").Job} Job */
/** @typedef {import("./types.js").JobEvent} JobEvent */
/** @typedef {{job: Job|null, events: JobEvent[], error: Error|null}} Followed */
/**
 * What the service is asked, as api.js asks it.
 * @typedef {Object} Service
 * @property {(id: string) => Promise<Job>} getJob
 * @property {(id: string, after: string|null) => Promise<JobEvent[]>} listEvents
 */

const POLL_MS = 1000;
const RETRY_MS = 3000;

/** @param {Error & {status?: number}} error */
const isGone = ({ status }) => status === 404;

export class Follower {
  /** @param {string} id @param {Service} service @param {(state: Followed) => void} show */
  constructor(id, service, show) {
    this.id = id;
    this.service = service;
    this.show = show;
    /** @type {Job|null} */
    this.job = null;
    /** @type {JobEvent[]} */
    this.events = [];
    this.known = new Set();
    this.asked = 0;
    this.answered = 0;
    /** A state has been told that the record does not know. */
    this.recordIsOld = true;
    /** What is known and not shown. */
    this.changed = false;
    this.stopped = false;
    this.asleep = false;
    this.looking = false;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.later = undefined;
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.later);
  }

  /** Nobody looks: nothing is asked until `wake`. */
  sleep() {
    this.asleep = true;
    clearTimeout(this.later);
  }

  /** Somebody looks again, and sees at once what has happened. */
  wake() {
    this.asleep = false;
    this.look();
  }

  /** Asks for what is new, and again after a while. One look at a time. */
  async look() {
    if (this.looking || this.isDone) return;
    this.looking = true;
    clearTimeout(this.later);
    try {
      if (!this.recordIsOld) await this.askEvents();
      if (this.recordIsOld) await this.catchUp();
      if (this.changed) this.draw(null);
      this.wait(POLL_MS);
    } catch (error) {
      this.draw(/** @type {Error} */ (error));
      if (!isGone(/** @type {Error} */ (error))) this.wait(RETRY_MS);
    }
    this.looking = false;
  }

  /** Nothing is to be waited for any more. */
  get isDone() {
    return this.stopped || (this.job !== null && isOver(this.job));
  }

  get lastId() {
    return this.events[this.events.length - 1]?.id ?? null;
  }

  /** The record, and every event that is not known yet. The record first: of a job that is over, the events asked for then are all. */
  async catchUp() {
    await this.askRecord();
    if (!this.stopped) await this.askEvents();
  }

  async askEvents() {
    const told = await this.service.listEvents(this.id, this.lastId);
    let status = this.job?.status;
    for (const event of told) if (this.add(event) && event.type === "state") status = event.data.status;
    if (status !== this.job?.status) this.recordIsOld = true;
  }

  /** Of two records, that which was asked for last counts, whichever arrives first. */
  async askRecord() {
    this.asked += 1;
    const question = this.asked;
    const job = await this.service.getJob(this.id);
    if (question < this.answered) return;
    this.answered = question;
    this.job = job;
    this.recordIsOld = false;
    this.changed = true;
  }

  /** @param {JobEvent} event */
  add(event) {
    if (this.known.has(event.id)) return false;
    this.known.add(event.id);
    this.events.push(event);
    this.changed = true;
    if (event.type === "progress" && this.job) this.job = { ...this.job, progress: event.data };
    return true;
  }

  /** What somebody has just done to the job is seen at once. */
  async refresh() {
    try {
      await this.catchUp();
      this.draw(null);
    } catch (error) {
      this.draw(/** @type {Error} */ (error));
    }
  }

  /** @param {number} milliseconds */
  wait(milliseconds) {
    if (!this.isDone && !this.asleep) this.later = setTimeout(() => this.look(), milliseconds);
  }

  /** @param {Error|null} error */
  draw(error) {
    // An error that is over is shown to be.
    this.changed = error !== null;
    if (!this.stopped) this.show({ job: this.job, events: [...this.events], error });
  }
}
