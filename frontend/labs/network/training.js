/** The state of the training: the weights, what the optimizer remembers, the maps, the course so far; and what moves it on. */

import { useEffect, useRef, useState } from "preact/hooks";

import { ask } from "../../api.js";
import { divided, pointsOf } from "./setup.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./setup.js").Points} Points */
/** @typedef {import("./diagram.js").Layer} Layer */
/** @typedef {{x: number[], y: number[], layers: number[][][][]}} Maps */
/** @typedef {{step: number, train: number, test: number}} Mark */
/** @typedef {{classes: number, points: Points, train: Points, test: Points}} Data */
/** @typedef {{layers: Layer[], slots: unknown[], step: number}} Network `slots`: what the optimizer remembers */
/**
 * @typedef {Network & Data & {maps: Maps, course: Mark[], accuracy: number, testAccuracy: number, divergedAt: number|null}} State
 */
/**
 * @typedef {Network & {heat_maps: Maps, cost: number, test_cost?: number, accuracy: number, test_accuracy?: number,
 *   diverged_at: number|null}} Answer
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

/** @param {Setup} setup @returns {Promise<Data>} */
async function dataOf({ shape, classes, noise, share, seed, own }) {
  const sample =
    own.length > 1 ? null : await ask(`/points?shape=${shape}&classes=${classes}&noise=${noise}&points=${60 * classes + 80}&seed=${seed}`);
  const count = own.length > 1 ? Math.max(2, ...own.map(([, , label]) => label + 1)) : classes;
  const points = sample ?? pointsOf(own, count);
  return { classes: count, points, ...divided(points, share) };
}

/** @param {Setup} setup @param {number} classes @returns {Promise<{layers: Layer[]}>} */
const freshOf = ({ hidden, activation, initialization, seed }, classes) =>
  ask("/network/new", {
    inputs: 2,
    units: [...hidden, classes === 2 ? 1 : classes],
    activations: [...hidden.map(() => activation), classes === 2 ? "sigmoid" : "softmax"],
    initialization,
    seed,
  });

/** The question that takes the training `steps` further. @param {Setup} setup @param {Network & Data} state @param {number} steps */
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

/** @param {State} state @param {Answer} answer @returns {State} */
function advanced(state, answer) {
  const mark = { step: answer.step, train: answer.cost, test: answer.test_cost ?? answer.cost };
  const course = [...state.course, mark];
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

/** @param {Setup} setup @param {Network & Data} state @param {number} steps @returns {Promise<Answer>} */
const trained = (setup, state, steps) => ask("/network/train", question(setup, state, steps));

/** @param {Layer[]} layers @returns {Promise<Maps>} */
const mapsOf = (layers) => ask("/network/heat-maps", { layers, ...MAPS });

/** A network before its first step. @param {Setup} setup @returns {Promise<State>} */
async function begun(setup) {
  const data = await dataOf(setup);
  const { layers } = await freshOf(setup, data.classes);
  const maps = await mapsOf(layers);
  return { ...data, layers, slots: [], step: 0, maps, course: [], accuracy: Number.NaN, testAccuracy: Number.NaN, divergedAt: null };
}

/** Moves one training on: whoever steps, edits or starts again takes it over from what was asked before. */
export class Trainer {
  /**
   * @param {Setup} setup
   * @param {{state: (state: State) => void, error: (error: Error|null) => void, stop: () => void}} told `stop`: it cannot be played on
   */
  constructor(setup, told) {
    this.setup = setup;
    this.told = told;
    /** @type {State|null} */
    this.state = null;
    this.playing = false;
    this.busy = false;
    this.starts = 0;
  }

  /** @param {State} next */
  put(next) {
    this.state = next;
    this.told.state(next);
  }

  /** @param {number} steps */
  async train(steps) {
    const now = this.state;
    if (!now || this.busy) return;
    this.busy = true;
    try {
      const answer = await trained(this.setup, now, steps);
      if (this.state === now) this.put(advanced(now, answer));
      this.told.error(null);
      if (answer.diverged_at) this.told.stop();
    } catch (error) {
      this.told.error(/** @type {Error} */ (error));
      this.told.stop();
    } finally {
      this.busy = false;
    }
  }

  /** The same start again; trained for a while where the page is opened. @param {number} steps */
  async restart(steps) {
    this.told.stop();
    this.starts += 1;
    const number = this.starts;
    const isOld = () => number !== this.starts;
    const { setup } = this;
    try {
      let next = await begun(setup);
      if (isOld()) return;
      this.put(next);
      this.told.error(null);
      while (next.step < steps && !next.divergedAt) {
        const answer = await trained(setup, next, 100);
        // Whoever plays, steps or edits meanwhile has taken the training over.
        if (isOld() || this.state !== next) return;
        next = advanced(next, answer);
        this.put(next);
      }
    } catch (error) {
      if (!isOld()) this.told.error(/** @type {Error} */ (error));
    }
  }

  /** @param {Layer[]} layers with a weight that was edited; what the optimizer remembered is forgotten */
  async edit(layers) {
    if (!this.state) return;
    this.put({ ...this.state, layers, slots: [] });
    try {
      const maps = await mapsOf(layers);
      if (this.state?.layers === layers) this.put({ ...this.state, maps });
    } catch (error) {
      this.told.error(/** @type {Error} */ (error));
    }
  }

  /** Another optimizer remembers nothing yet. */
  forget() {
    if (this.state) this.put({ ...this.state, slots: [] });
  }
}

/** Steps on, frame by frame, while it is played. @param {Trainer} trainer @param {boolean} playing @returns {number} frames a second */
function usePlaying(trainer, playing) {
  const [rate, setRate] = useState(0);
  useEffect(() => {
    if (!playing) return undefined;
    let current = true;
    const loop = async () => {
      let [frames, since] = [0, performance.now()];
      while (current && trainer.playing) {
        const began = performance.now();
        await trainer.train(STEPS_A_FRAME);
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
  return rate;
}

/** What a network starts from; a change begins a new one. @param {Setup} setup */
const startOf = ({ shape, classes, noise, share, seed, hidden, activation, initialization, own }) =>
  JSON.stringify([shape, classes, noise, share, seed, hidden, activation, initialization, own]);

/** @param {Setup} setup */
export function useTraining(setup) {
  const [state, setState] = useState(/** @type {State|null} */ (null));
  const [error, setError] = useState(/** @type {Error|null} */ (null));
  const [playing, setPlaying] = useState(false);
  const [trainer] = useState(() => new Trainer(setup, { state: setState, error: setError, stop: () => setPlaying(false) }));
  Object.assign(trainer, { setup, playing });
  const rate = usePlaying(trainer, playing);
  const opened = useRef(false);
  useEffect(() => {
    trainer.restart(opened.current ? 0 : OPENING);
    opened.current = true;
  }, [startOf(setup)]);
  const rule = useRef(setup.optimizer);
  useEffect(() => {
    if (rule.current !== setup.optimizer) trainer.forget();
    rule.current = setup.optimizer;
  }, [setup.optimizer]);
  return { state, error, playing, setPlaying, rate, trainer };
}
