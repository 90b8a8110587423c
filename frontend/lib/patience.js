/**
 * Requests that wait for the service. One that finds it gone, hung or unable is sent again until there is an answer, so that whoever asked
 * goes on by himself; meanwhile everybody can see what is waited for.
 */

import { signal } from "@preact/signals-core";

/**
 * @typedef {{since: number, reason: string}} Wait `since`: when the oldest unanswered request was sent, milliseconds; `reason`: a sentence,
 *   "" while nothing is known but that there is no answer
 * @typedef {Wait & {feltMs: number}} Request
 */

/** The longest wait, once it can be felt. @type {import("@preact/signals-core").Signal<Wait|null>} */
export const longestWait = signal(null);

/**
 * From `feltMs` on a wait is said; a connection that has been silent for `silentMs` is given up.
 * @typedef {{feltMs: number, silentMs: number}} Limits
 */
/** Of an answer at once. */
const AT_ONCE = { feltMs: 700, silentMs: 60_000 };
/** Of one that is computed for a while, of which the page itself says so. */
export const COMPUTED = { feltMs: 45_000, silentMs: 310_000 };
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 4000;

const OFFLINE = "This device is offline.";
export const UNREACHABLE = "The playground cannot be reached.";

/** @type {Set<Request>} */
const waits = new Set();

function publish() {
  const now = Date.now();
  const felt = [...waits].filter(({ since, reason, feltMs }) => reason !== "" || now - since >= feltMs).sort((a, b) => a.since - b.since);
  const known = felt.find(({ reason }) => reason !== "") ?? felt[0];
  longestWait.value = known ? { since: felt[0].since, reason: known.reason } : null;
}

/**
 * Sends a request, again and again until it is answered. It must be one that may arrive twice.
 * @param {string} url
 * @param {RequestInit} options a signal in it ends the wait
 * @param {Limits} [limits]
 * @returns {Promise<Response>}
 */
export async function patientFetch(url, options, { feltMs, silentMs } = AT_ONCE) {
  /** @type {Request} */
  const wait = { since: Date.now(), reason: "", feltMs };
  waits.add(wait);
  const timer = setTimeout(publish, feltMs);
  try {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
      const answer = await attempt(url, options, silentMs);
      if (typeof answer !== "string") return answer;
      wait.reason = answer;
      publish();
      await rest(pause, options.signal);
    }
  } finally {
    clearTimeout(timer);
    waits.delete(wait);
    publish();
  }
}

/**
 * The answer; or, in a sentence, why there is none yet.
 * @param {string} url
 * @param {RequestInit} options
 * @param {number} silentMs
 */
async function attempt(url, options, silentMs) {
  const signals = [AbortSignal.timeout(silentMs), ...(options.signal ? [options.signal] : [])];
  try {
    const response = await fetch(url, { ...options, signal: AbortSignal.any(signals) });
    return isPassing(response.status, options.method) ? await reasonOf(response) : response;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return globalThis.navigator?.onLine === false ? OFFLINE : UNREACHABLE;
  }
}

/** Whether time mends it: the service is away, or busy with another question. @param {number} status @param {string} [method] */
const isPassing = (status, method = "GET") => [502, 503, 504].includes(status) || (status === 429 && method === "GET");

/** @param {Response} response of the service, or of a proxy that does not reach it */
async function reasonOf(response) {
  const problem = await response.json().catch(() => null);
  return problem?.detail ?? UNREACHABLE;
}

/**
 * A pause that ends early when the network is back or the page is looked at again.
 * @param {number} milliseconds
 * @param {AbortSignal|null} [signal]
 */
function rest(milliseconds, signal) {
  const page = "addEventListener" in globalThis ? globalThis : new EventTarget();
  return new Promise((resolve, reject) => {
    const over = () => {
      clearTimeout(timer);
      page.removeEventListener("online", over);
      page.removeEventListener("visibilitychange", over, true);
      signal?.removeEventListener("abort", over);
      if (signal?.aborted) reject(signal.reason);
      else resolve(undefined);
    };
    const timer = setTimeout(over, milliseconds);
    page.addEventListener("online", over);
    page.addEventListener("visibilitychange", over, true);
    signal?.addEventListener("abort", over);
  });
}
