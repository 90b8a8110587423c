/** The training run of the page: its state as it changes, and the session that changes it. */

import { useEffect, useRef, useState } from "preact/hooks";

import * as requests from "./requests.js";
import { TrainingSession } from "./training-session.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./state.js").State} State */

/** Steps of the network that the page opens with. */
const OPENING_STEPS = 1000;

/** What the initial state depends on; when it changes, the run begins again. @param {Setup} setup */
const initialSetup = ({ shape, classes, noise, share, seed, hidden, activation, initialization, own }) =>
  JSON.stringify([shape, classes, noise, share, seed, hidden, activation, initialization, own]);

/** @param {Setup} setup */
export function useNetworkTraining(setup) {
  const [state, setState] = useState(/** @type {State|null} */ (null));
  const [error, setError] = useState(/** @type {Error|null} */ (null));
  const [running, setRunning] = useState(false);
  const [rate, setRate] = useState(0);
  const [session] = useState(
    () => new TrainingSession(setup, requests, { state: setState, error: setError, running: setRunning, rate: setRate }),
  );
  session.setup = setup;
  const opened = useRef(false);
  useEffect(() => {
    session.reset(opened.current ? 0 : OPENING_STEPS);
    opened.current = true;
  }, [initialSetup(setup)]);
  useEffect(() => () => session.close(), []);
  const optimizer = useRef(setup.optimizer);
  useEffect(() => {
    if (optimizer.current !== setup.optimizer) session.clearSlots();
    optimizer.current = setup.optimizer;
  }, [setup.optimizer]);
  return { state, error, running, rate, session };
}
