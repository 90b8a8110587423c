/** A job as it goes on, followed until it is over: caught up with, then listened to, and asked for where no stream can be had. */

import { isOver } from "./sentences.js";

/** @typedef {import("./types.js").Job} Job */
/** @typedef {import("./types.js").JobEvent} JobEvent */
/** @typedef {{job: Job|null, events: JobEvent[], error: Error|null}} Followed */
/**
 * What the service is asked, as api.js asks it.
 * @typedef {Object} Service
 * @property {(id: string) => Promise<Job>} getJob
 * @property {(id: string, after: string|null) => Promise<JobEvent[]>} listEvents
 * @property {(id: string, after: string|null, listener: {event: (event: JobEvent) => void, lost: () => void}) => () => void} openEvents
 */

const POLL_MS = 2000;
const RETRY_MS = 3000;
const REDRAW_MS = 100;

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
    this.stopped = false;
    this.closeStream = () => {};
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.redraw = undefined;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.later = undefined;
  }

  stop() {
    this.stopped = true;
    this.closeStream();
    clearTimeout(this.redraw);
    clearTimeout(this.later);
  }

  async start() {
    try {
      await this.catchUp();
      if (!this.isDone) this.listen();
    } catch (error) {
      this.failed(/** @type {Error} */ (error));
    }
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
    if (this.stopped) return;
    for (const event of await this.service.listEvents(this.id, this.lastId)) this.add(event);
    this.draw(null);
  }

  /** Of two records, that which was asked for last counts, whichever arrives first. */
  async askRecord() {
    this.asked += 1;
    const question = this.asked;
    const job = await this.service.getJob(this.id);
    if (question < this.answered) return;
    this.answered = question;
    this.job = job;
  }

  /** @param {JobEvent} event */
  add(event) {
    if (this.known.has(event.id)) return false;
    this.known.add(event.id);
    this.events.push(event);
    if (event.type === "progress" && this.job) this.job = { ...this.job, progress: event.data };
    return true;
  }

  listen() {
    this.closeStream();
    clearTimeout(this.later);
    this.closeStream = this.service.openEvents(this.id, this.lastId, {
      event: (event) => {
        if (!this.add(event)) return;
        if (event.type === "state") this.refresh();
        this.redraw ??= setTimeout(() => this.draw(null), REDRAW_MS);
      },
      lost: () => this.poll(),
    });
  }

  /** A state has changed: the record says the rest. */
  async refresh() {
    try {
      await this.askRecord();
      if (this.isDone) this.closeStream();
      if (this.isDone && !this.stopped) await this.catchUp();
      this.draw(null);
    } catch {
      this.poll();
    }
  }

  /** Where no stream can be had, the events are asked for. */
  poll() {
    this.closeStream();
    this.wait(async () => {
      try {
        await this.catchUp();
        if (!this.isDone) this.poll();
      } catch (error) {
        this.failed(/** @type {Error} */ (error));
      }
    }, POLL_MS);
  }

  /** @param {Error} error */
  failed(error) {
    this.draw(error);
    if (!isGone(error)) this.wait(() => this.start(), RETRY_MS);
  }

  /** One thing at a time is waited for. @param {() => void} next @param {number} milliseconds */
  wait(next, milliseconds) {
    clearTimeout(this.later);
    if (!this.stopped) this.later = setTimeout(next, milliseconds);
  }

  /** @param {Error|null} error */
  draw(error) {
    clearTimeout(this.redraw);
    this.redraw = undefined;
    if (!this.stopped) this.show({ job: this.job, events: [...this.events], error });
  }
}
