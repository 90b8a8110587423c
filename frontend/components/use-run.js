/**
 * A job as it goes on: the record, and all its events from the first.
 * Nothing is remembered here: a reload, or another device, asks the same questions and gets the same answers.
 */

import { useEffect, useRef, useState } from "preact/hooks";

import { getJob, listEvents } from "../api.js";
import { Follower } from "../lib/job-follower.js";

/** @typedef {import("../lib/job-follower.js").Followed & {reload: () => void}} Run */

/**
 * @param {string} id
 * @returns {Run}
 */
export function useRun(id) {
  const [state, setState] = useState(/** @type {import("../lib/job-follower.js").Followed} */ ({ job: null, events: [], error: null }));
  const follower = useRef(/** @type {Follower|null} */ (null));
  useEffect(() => {
    const started = new Follower(id, { getJob, listEvents }, setState);
    follower.current = started;
    const heed = () => (document.hidden ? started.sleep() : started.wake());
    heed();
    addEventListener("visibilitychange", heed);
    return () => {
      removeEventListener("visibilitychange", heed);
      started.stop();
    };
  }, [id]);
  return { ...state, reload: () => follower.current?.refresh() };
}
