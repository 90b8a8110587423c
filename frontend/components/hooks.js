/** Small hooks: values that come later, values that settle, addresses of bytes. */

import { useEffect, useRef, useState } from "preact/hooks";

import { longestWait } from "../lib/patience.js";

/**
 * @template T
 * @typedef {{data: T|null, error: Error|null, loading: boolean, reload: () => void}} Loaded
 */

/**
 * Loads something; again when `dependencies` change. The last data stays while new data is awaited.
 * @template T
 * @param {() => Promise<T>|null} load null = nothing to load now
 * @param {unknown[]} dependencies
 * @returns {Loaded<T>}
 */
export function useLoaded(load, dependencies) {
  const [state, setState] = useState(
    /** @type {{data: T|null, error: Error|null, loading: boolean}} */ ({ data: null, error: null, loading: true }),
  );
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    const promise = load();
    if (!promise) {
      setState({ data: null, error: null, loading: false });
      return undefined;
    }
    setState((old) => ({ ...old, loading: true }));
    promise.then(
      (data) => current && setState({ data, error: null, loading: false }),
      (error) => current && setState((old) => ({ ...old, error, loading: false })),
    );
    return () => {
      current = false;
    };
  }, [...dependencies, round]);
  return { ...state, reload: () => setRound((n) => n + 1) };
}

/**
 * Runs a task every so often while the page is looked at.
 * @param {() => void} task
 * @param {number} milliseconds
 */
export function useInterval(task, milliseconds) {
  const latest = useRef(task);
  latest.current = task;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) latest.current();
    }, milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
}

/**
 * Asks again every so often; not while the service does not answer, when each question would only be one more that waits.
 * @param {() => void} ask
 * @param {number} milliseconds
 */
export function useRefresh(ask, milliseconds) {
  useInterval(() => longestWait.value === null && ask(), milliseconds);
}

/**
 * A `blob:` address of the bytes, given back when they change.
 * @param {Blob|null} blob
 */
export function useObjectUrl(blob) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    if (!blob) return setUrl("");
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}

/**
 * An action behind a button: `busy` while it runs, `error` when it failed. A press while it runs is the same press.
 * @template {unknown[]} A
 * @param {(...args: A) => Promise<void>} action
 */
export function useAction(action) {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const [error, setError] = useState(/** @type {Error|null} */ (null));
  /** @param {A} args */
  const act = async (...args) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await action(...args);
    } catch (caught) {
      setError(/** @type {Error} */ (caught));
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { act, busy, error };
}

/**
 * Gives the window its title.
 * @param {string} title
 */
export function useTitle(title) {
  useEffect(() => {
    document.title = title ? `${title} · Deep Learning Playground` : "Deep Learning Playground";
  }, [title]);
}
