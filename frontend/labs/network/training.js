/** The state of the training: the weights, what the optimizer remembers, the maps, the course so far; and what moves it on. */

import { useEffect, useRef, useState } from "preact/hooks";

import { ask } from "../../api.js";
import { divided, pointsOf } from "./setup.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./setup.js").Points} Points */
/** @typedef {{x: number[], y: number[], layers: number[][][][]}} Maps */
/** @typedef {{step: number, train: number, test: number}} Mark */
/**
 * @typedef {{layers: any[], slots: any[], step: number, maps: Maps, course: Mark[], accuracy: number, testAccuracy: number, divergedAt:
 *   number|null, points: Points, train: Points, test: Points, classes: number}} State
 */

export const REACH = 1.2;
const PIXELS = 28;
/** Steps of the network that the page opens with. */
const OPENING = 1000;
const STEPS_A_FRAME = 4;
const FRAME_MS = 1000 / 30;
/** Points of the course that are kept; older ones are thinned out. */
const COURSE = 600;

const MAPS = { low: -REACH, high: REACH, points: PIXELS };

/** @param {Setup} setup */
async function dataOf({ shape, classes, noise, share, seed, own }) {
  const sample =
    own.length > 1 ? null : await ask(`/points?shape=${shape}&classes=${classes}&noise=${noise}&points=${60 * classes + 80}&seed=${seed}`);
  const count = own.length > 1 ? Math.max(2, ...own.map(([, , label]) => label + 1)) : classes;
  const points = sample ?? pointsOf(own, count);
  return { classes: count, points, ...divided(points, share) };
}

/** @param {Setup} setup @param {number} classes */
const freshOf = ({ hidden, activation, initialization, seed }, classes) =>
  ask("/network/new", {
    inputs: 2,
    units: [...hidden, classes === 2 ? 1 : classes],
    activations: [...hidden.map(() => activation), classes === 2 ? "sigmoid" : "softmax"],
    initialization,
    seed,
  });

/** The question that takes the training `steps` further. @param {Setup} setup @param {any} state @param {number} steps */
export function question({ optimizer, rate, batch, l1, l2, seed }, { layers, slots, step, train, test, classes }, steps) {
  const held = test.x.length ? { x_test: test.x, y_test: test.y } : {};
  return {
    layers,
    slots,
    step,
    x: train.x,
    y: train.y,
    ...held,
    steps,
    optimizer,
    parameters: { learning_rate: rate },
    batch_size: Math.min(batch, train.x.length),
    seed,
    l1,
    l2,
    cost: classes === 2 ? "cross_entropy" : "categorical_cross_entropy",
    heat_maps: MAPS,
  };
}

/** @param {State|any} state @param {any} answer @returns {State} */
function advanced(state, answer) {
  const mark = { step: answer.step, train: answer.cost, test: answer.test_cost ?? answer.cost };
  const course = [...(state.course ?? []), mark];
  return {
    ...state,
    layers: answer.layers,
    slots: answer.slots,
    step: answer.step,
    maps: answer.heat_maps,
    accuracy: answer.accuracy,
    testAccuracy: answer.test_accuracy ?? answer.accuracy,
    divergedAt: answer.diverged_at,
    course: course.length > COURSE ? course.filter((_, i) => i % 2 === 0) : course,
  };
}

/** @param {Setup} setup */
export function useTraining(setup) {
  const [state, setState] = useState(/** @type {State|null} */ (null));
  const [error, setError] = useState(/** @type {Error|null} */ (null));
  const [playing, setPlaying] = useState(false);
  const [rate, setRate] = useState(0);
  const latest = useRef(
    /** @type {{state: State|null, setup: Setup, playing: boolean, busy: boolean, start: number}} */ ({
      state: null,
      setup,
      playing: false,
      busy: false,
      start: 0,
    }),
  );
  Object.assign(latest.current, { setup, playing });
  const put = (/** @type {State} */ next) => {
    latest.current.state = next;
    setState(next);
  };

  /** @param {number} steps */
  const train = async (steps) => {
    const { state: now, setup: by, busy } = latest.current;
    if (!now || busy) return;
    latest.current.busy = true;
    try {
      const answer = await ask("/network/train", question(by, now, steps));
      if (latest.current.state === now) put(advanced(now, answer));
      setError(null);
      if (answer.diverged_at) setPlaying(false);
    } catch (caught) {
      setError(/** @type {Error} */ (caught));
      setPlaying(false);
    } finally {
      latest.current.busy = false;
    }
  };

  /** The same start again; trained for a while where the page is opened. @param {number} steps */
  const restart = async (steps) => {
    setPlaying(false);
    latest.current.start += 1;
    const number = latest.current.start;
    const isOld = () => number !== latest.current.start;
    try {
      const by = latest.current.setup;
      const data = await dataOf(by);
      const { layers } = await freshOf(by, data.classes);
      const maps = await ask("/network/heat-maps", { layers, ...MAPS });
      if (isOld()) return;
      let next = /** @type {State} */ ({
        layers,
        slots: [],
        step: 0,
        course: [],
        ...data,
        maps,
        accuracy: Number.NaN,
        testAccuracy: Number.NaN,
        divergedAt: null,
      });
      put(next);
      setError(null);
      while (next.step < steps && !next.divergedAt) {
        const answer = await ask("/network/train", question(by, next, 100));
        // Whoever plays, steps or edits meanwhile has taken the training over.
        if (isOld() || latest.current.state !== next) return;
        next = advanced(next, answer);
        put(next);
      }
    } catch (caught) {
      if (!isOld()) setError(/** @type {Error} */ (caught));
    }
  };

  /** @param {any[]} layers with a weight that was edited; what the optimizer remembered is forgotten */
  const edit = async (layers) => {
    const now = latest.current.state;
    if (!now) return;
    put({ ...now, layers, slots: [] });
    try {
      const maps = await ask("/network/heat-maps", { layers, ...MAPS });
      if (latest.current.state?.layers === layers) put({ ...latest.current.state, maps });
    } catch (caught) {
      setError(/** @type {Error} */ (caught));
    }
  };

  const { shape, classes, noise, share, seed, hidden, activation, initialization, own } = setup;
  const start = JSON.stringify([shape, classes, noise, share, seed, hidden, activation, initialization, own]);
  const opened = useRef(false);
  useEffect(() => {
    restart(opened.current ? 0 : OPENING);
    opened.current = true;
  }, [start]);
  const rule = useRef(setup.optimizer);
  useEffect(() => {
    if (rule.current !== setup.optimizer && latest.current.state) put({ ...latest.current.state, slots: [] });
    rule.current = setup.optimizer;
  }, [setup.optimizer]);

  useEffect(() => {
    if (!playing) return undefined;
    let current = true;
    const loop = async () => {
      let [frames, since] = [0, performance.now()];
      while (current && latest.current.playing) {
        const began = performance.now();
        await train(STEPS_A_FRAME);
        frames += 1;
        if (began - since > 1000) {
          setRate((1000 * frames) / (began - since));
          [frames, since] = [0, began];
        }
        await new Promise((resolve) => {
          setTimeout(resolve, Math.max(0, FRAME_MS - (performance.now() - began)));
        });
      }
    };
    loop();
    return () => {
      current = false;
    };
  }, [playing]);

  return { state, error, playing, setPlaying, rate, train, restart, edit };
}
