/** The jobs that this browser has started, and the name under which it starts them. Both stay in the browser's own storage. */

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { retryJob, submitJob } from "../api.js";
import { ownIds, withOwn } from "../lib/own-ids.js";
import { readStored, writeStored } from "../lib/storage.js";

/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {import("../lib/types.js").Params} Params */

const JOBS_KEY = "playground.jobs";
const NAME_KEY = "playground.name";

/** Who starts a job; empty: nobody is named. */
export const starter = signal(readStored(NAME_KEY) ?? "");

/** @param {string} name */
export function setStarter(name) {
  starter.value = name;
  writeStored(NAME_KEY, name.trim() || null);
}

/** Ids of the jobs that this browser has started, the newest first. A browser that keeps nothing knows those of this page. */
export const ownJobs = signal(ownIds(readStored(JOBS_KEY)));

/** @param {Job} job */
function remember({ id }) {
  // Another tab may have started some since.
  const known = [...new Set([...ownIds(readStored(JOBS_KEY)), ...ownJobs.value])];
  ownJobs.value = withOwn(known, id);
  writeStored(JOBS_KEY, JSON.stringify(ownJobs.value));
}

addEventListener("storage", ({ key, newValue }) => {
  if (key === JOBS_KEY) ownJobs.value = ownIds(newValue);
});

/** @param {string} kind @param {Params} params @param {string} [name] */
export async function startJob(kind, params, name = "") {
  const job = await submitJob(kind, params, { name: name.trim(), startedBy: starter.value.trim() });
  remember(job);
  return job;
}

/** The same once more. @param {string} id */
export async function runAgain(id) {
  const job = await retryJob(id, starter.value.trim());
  remember(job);
  return job;
}

/** The run that is about to be shown, until it is on the screen. */
let arriving = "";

/** Its run is brought into view as soon as a page shows it. @param {string} id */
export function expectRun(id) {
  arriving = id;
}

/** The ref of what is brought into view when the run is one that was just started. @param {string} id */
export function useArrival(id) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    if (id !== arriving) return;
    arriving = "";
    ref.current?.scrollIntoView({ block: "start" });
  }, [id]);
  return ref;
}
