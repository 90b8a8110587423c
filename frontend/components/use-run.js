/**
 * A job as it goes on: the record, and all its events from the first.
 * Nothing is remembered here: a reload, or another device, asks the same questions and gets the same answers.
 */

import { useEffect, useRef, useState } from "preact/hooks";

import { ApiError, getJob, listEvents, openEvents } from "../api.js";
import { isOver } from "../lib/sentences.js";

/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {import("../lib/types.js").JobEvent} JobEvent */
/** @typedef {{job: Job|null, events: JobEvent[], error: Error|null, reload: () => void}} Run */

const POLL_MS = 2000;
const RETRY_MS = 3000;
const REDRAW_MS = 100;

/** Follows one job until it is over or `stop` is called. */
class Follower {
  /** @param {string} id @param {(state: {job: Job|null, events: JobEvent[], error: Error|null}) => void} show */
  constructor(id, show) {
    this.id = id;
    this.show = show;
    /** @type {Job|null} */
    this.job = null;
    /** @type {JobEvent[]} */
    this.events = [];
    this.known = new Set();
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
      if (!this.stopped && this.job && !isOver(this.job)) this.listen();
    } catch (error) {
      this.failed(/** @type {Error} */ (error));
    }
  }

  /** The record and every event that is not known yet. */
  async catchUp() {
    const after = this.events[this.events.length - 1]?.id ?? null;
    const [job, events] = await Promise.all([getJob(this.id), listEvents(this.id, after)]);
    this.job = job;
    for (const event of events) this.add(event);
    this.draw(null);
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
    const after = this.events[this.events.length - 1]?.id ?? null;
    this.closeStream = openEvents(this.id, after, {
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
      this.job = await getJob(this.id);
      if (isOver(this.job)) {
        this.closeStream();
        await this.catchUp();
      }
      this.draw(null);
    } catch {
      this.poll();
    }
  }

  /** Where no stream can be had, the events are asked for. */
  poll() {
    this.closeStream();
    clearTimeout(this.later);
    this.later = setTimeout(async () => {
      try {
        await this.catchUp();
        if (this.job && !isOver(this.job)) this.poll();
      } catch (error) {
        this.failed(/** @type {Error} */ (error));
      }
    }, POLL_MS);
  }

  /** @param {Error} error */
  failed(error) {
    this.draw(error);
    const isGone = error instanceof ApiError && error.status === 404;
    if (isGone || this.stopped) return;
    this.later = setTimeout(() => this.start(), RETRY_MS);
  }

  /** @param {Error|null} error */
  draw(error) {
    clearTimeout(this.redraw);
    this.redraw = undefined;
    if (!this.stopped) this.show({ job: this.job, events: [...this.events], error });
  }
}

/**
 * @param {string} id
 * @returns {Run}
 */
export function useRun(id) {
  const [state, setState] = useState(
    /** @type {{job: Job|null, events: JobEvent[], error: Error|null}} */ ({ job: null, events: [], error: null }),
  );
  const follower = useRef(/** @type {Follower|null} */ (null));
  useEffect(() => {
    follower.current = new Follower(id, setState);
    follower.current.start();
    return () => follower.current?.stop();
  }, [id]);
  return { ...state, reload: () => follower.current?.refresh() };
}
