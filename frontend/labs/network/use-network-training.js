/** The training run of the page: its state as it changes, the session that changes it, and how to undo what a change threw away. */

import { useEffect, useRef, useState } from "preact/hooks";

import { counted } from "../../lib/numbers.js";
import { setQuery } from "../../state.js";
import * as requests from "./requests.js";
import { changedNames, evaluationKey, initialKey } from "./setup.js";
import { TrainingSession } from "./training-session.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./state.js").Layer} Layer */
/** @typedef {import("./state.js").State} State */
/** @typedef {{kind: "restart"|"reset"|"edit"|"back", text: string, step?: number, undo?: () => void}} Notice */
/** @typedef {{setup: Setup, query: Record<string, string>}} Shown */

/** Steps of the network that the page opens with. */
const OPENING_STEPS = 1000;
const MAX_REMEMBERED = 12;

/** Trained runs by their setup, so that whoever comes back to a setup finds its run. */
class Runs {
  constructor() {
    /** @type {Map<string, State>} */
    this.byKey = new Map();
  }

  /** @param {State} state */
  keep(state) {
    this.byKey.delete(state.key);
    this.byKey.set(state.key, state);
    if (this.byKey.size > MAX_REMEMBERED) this.byKey.delete([...this.byKey.keys()][0]);
  }
}

/**
 * What Undo, Reset and an edited weight do.
 * @param {TrainingSession} session
 * @param {Notice|null} notice
 * @param {(notice: Notice|null) => void} setNotice
 */
function actions(session, notice, setNotice) {
  /** @param {State} state */
  const restore = (state) => {
    setNotice(null);
    return session.restore({ ...state, ...requests.dataOf(state.points, session.setup) });
  };
  const reset = () => {
    const before = session.state;
    session.reset(0);
    if (before?.step)
      setNotice({ kind: "reset", text: `Reset: ${counted(before.step, "step")} of training gone.`, undo: () => restore(before) });
  };
  /** @param {Layer[]} layers */
  const edit = (layers) => {
    const before = session.state;
    if (!before) return;
    session.edit(layers);
    if (notice?.kind === "edit" && notice.step === before.step) return;
    const text = `Weights edited after ${counted(before.step, "step")}: every number here is of the edited network.`;
    setNotice({ kind: "edit", step: before.step, text, undo: () => restore(before) });
  };
  return { reset, edit };
}

/** @param {Setup} setup @param {Record<string, string>} query the address that gives the setup */
export function useNetworkTraining(setup, query) {
  const [state, setState] = useState(/** @type {State|null} */ (null));
  const [error, setError] = useState(/** @type {Error|null} */ (null));
  const [running, setRunning] = useState(false);
  const [rate, setRate] = useState(0);
  const [notice, setNotice] = useState(/** @type {Notice|null} */ (null));
  const [session] = useState(
    () => new TrainingSession(setup, requests, { state: setState, error: setError, running: setRunning, rate: setRate }),
  );
  const [runs] = useState(() => new Runs());
  session.setup = setup;
  const last = useRef(/** @type {Shown|null} */ (null));
  const key = initialKey(setup);

  /** Another setup: its own run where there is one, else a new one. @param {Shown} before */
  const moveTo = (before) => {
    const left = session.state?.key === initialKey(before.setup) && session.state.step > 0 ? session.state : null;
    if (left) runs.keep(left);
    const known = runs.byKey.get(key);
    const undo = () => setQuery(before.query);
    const lost = setup.own.length === 0 ? before.setup.own.length : 0;
    if (known) {
      session.restore({ ...known, ...requests.dataOf(known.points, setup) });
      const text = `Back at these settings, with the network of ${counted(known.step, "step")}.`;
      setNotice({ kind: "back", text, ...(lost > 0 && { undo }) });
      return;
    }
    session.reset(0);
    if (left) {
      const what = changedNames(before.setup, setup);
      const text = `The ${what} changed: training begins again. The network of ${counted(left.step, "step")} is kept.`;
      setNotice({ kind: "restart", text, undo });
    } else if (lost > 0) setNotice({ kind: "restart", text: `Your ${counted(lost, "point")} were replaced by the sample data.`, undo });
    else if (notice?.kind !== "restart") setNotice(null);
  };

  useEffect(() => {
    const before = last.current;
    if (!before) session.reset(OPENING_STEPS);
    else if (initialKey(before.setup) !== key) moveTo(before);
    else if (session.state?.key !== key) session.reset(OPENING_STEPS);
    else if (before.setup.optimizer !== setup.optimizer) session.clearSlots();
    else if (evaluationKey(before.setup) !== evaluationKey(setup)) session.change(requests.dataOf(session.state.points, setup));
  }, [key, setup.optimizer, evaluationKey(setup)]);
  useEffect(() => {
    last.current = { setup, query };
  });
  useEffect(() => () => session.close(), []);
  return { state, error, running, rate, session, notice, ...actions(session, notice, setNotice) };
}
