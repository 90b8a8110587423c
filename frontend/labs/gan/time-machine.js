/** The game as it went: grid and curves move together, along one slider. */

import { useEffect, useMemo, useState } from "preact/hooks";

import { LinePlot } from "../../charts/line-plot.js";
import { FormulaPair } from "../../components/formula.js";
import { useInterval } from "../../components/hooks.js";
import { onText } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { fixed, integer, percent } from "../../lib/numbers.js";
import { numberIn } from "../../lib/query.js";
import { patchQuery, route } from "../../state.js";
import { gridsOf, nearestGrid, pointsOf, spreadOut, valueAt } from "./course.js";
import { Cell, cellName, Grid, usePreloaded } from "./sheet.js";

/** @typedef {import("./course.js").Game} Game */
/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */

const FRAME_MS = 160;
const STRIP = 13;
const GENERAL = {
  tex: [
    "J_D = -\\tfrac12\\,\\overline{\\ln D(x)} - \\tfrac12\\,\\overline{\\ln\\bigl(1 - D(G(z))\\bigr)}",
    "J_G = -\\,\\overline{\\ln D(G(z))}",
  ].join(" \\qquad "),
  plain: "J_D = −½ mean ln D(x) − ½ mean ln(1 − D(G(z))), J_G = −mean ln D(G(z))",
};

const DRAW = "\\text{a draw, } D = \\tfrac12:\\; J_D = J_G = \\ln 2 = 0.693";

/**
 * Which grid is shown: the one that plays or is pointed at, else the one in the address, else the newest.
 * @param {import("./course.js").Grid[]} grids
 */
function useTime(grids) {
  const [playing, setPlaying] = useState(false);
  const [pointed, setPointed] = useState(/** @type {number|null} */ (null));
  const last = grids.length - 1;
  const at = numberIn(route.value.query, "at", -1);
  const kept = at < 0 ? last : nearestGrid(grids, at);
  const index = pointed === null ? kept : nearestGrid(grids, pointed);
  const setIndex = (/** @type {number} */ next) => patchQuery({ at: next >= last ? null : grids[next].step });
  useInterval(() => {
    if (!playing) return;
    if (kept >= last) setPlaying(false);
    else setIndex(kept + 1);
  }, FRAME_MS);
  const play = () => {
    if (!playing && kept >= last) setIndex(0);
    setPlaying(!playing);
  };
  return {
    index,
    setIndex: (/** @type {number} */ next) => {
      setPlaying(false);
      setIndex(next);
    },
    playing,
    play,
    point: setPointed,
  };
}

/** @param {JobEvent[]} events */
function useCurves(events) {
  return useMemo(() => {
    const line = (/** @type {string} */ name, scope = /** @type {"batch"|"epoch"} */ ("batch")) => pointsOf(events, name, scope);
    return {
      judge: line("discriminator_loss"),
      forger: line("generator_loss"),
      real: line("real_accuracy"),
      forged: line("forged_accuracy"),
      diversity: line("diversity", "epoch"),
    };
  }, [events]);
}

/**
 * The curves of both players.
 * @param {{game: Game, curves: ReturnType<typeof useCurves>, step: number, point: (step: number|null) => void}} props
 */
function Curves({ game, curves, step, point }) {
  /** @type {[number, number]} */
  const all = [0, game.iterations];
  const shared = { xLabel: "iteration", xDomain: all, height: 210, at: step, point };
  const number = (/** @type {number} */ value) => (value > 10 ? integer(value) : fixed(value, 2));
  return html`<div class="gan-curves">
    <${LinePlot} ...${shared} title="Losses" file=${`losses-${game.id}`} format=${number} lines=${[
      { name: "forger", ...curves.forger, colour: "--curve-2" },
      { name: "judge", ...curves.judge, colour: "--curve-1", dashed: true },
    ]} />
    <${LinePlot} ...${shared} title="How often the judge is right" file=${`accuracies-${game.id}`} yDomain=${[0, 1]} format=${number}
      lines=${[
        { name: "real", ...curves.real, colour: "--curve-3" },
        { name: "forged", ...curves.forged, colour: "--curve-4", dashed: true },
      ]} />
  </div>`;
}

/**
 * The formulas of both losses with their numbers, and how different the forgeries are.
 * @param {{judge: number|null, forger: number|null, diversity: number|null, real: number|null}} props
 */
function Numbers({ judge, forger, diversity, real }) {
  const numbers =
    judge === null || forger === null
      ? null
      : {
          tex: `J_D = ${fixed(judge, 3)} \\qquad J_G = ${fixed(forger, 3)} \\qquad ${DRAW}`,
          plain: `J_D = ${fixed(judge, 3)}, J_G = ${fixed(forger, 3)}; at a draw, D = 1/2, both are ln 2 = 0.693`,
        };
  return html`<div>
    <${FormulaPair} general=${GENERAL} numbers=${numbers} label="The losses" />
    ${
      diversity !== null &&
      html`<p class="soft small">
        Two pictures of the grid differ by ${fixed(diversity, 3)} on average${real !== null && html`, two real ones by ${fixed(real, 3)}`}.
        It falls when the forger knows one trick only (mode collapse).
      </p>`
    }
  </div>`;
}

/**
 * One noise vector, from the first grid to the last.
 * @param {{grids: import("./course.js").Grid[], cell: number, step: number, go: (index: number) => void}} props
 */
function Strip({ grids, cell, step, go }) {
  const shown = spreadOut(grids, STRIP);
  return html`<div>
    <h3>The picture in ${cellName(cell)}, as it grew</h3>
    <div class="gan-strip" role="group" aria-label="Its course">
      ${shown.map(
        (grid) => html`<button key=${grid.step} aria-pressed=${grid.step === step} aria-label=${`After ${integer(grid.step)} iterations`}
          onClick=${() => go(grids.indexOf(grid))}
        >
          <${Cell} url=${grid.url} cell=${cell} />
          <small>${integer(grid.step)}</small>
        </button>`,
      )}
    </div>
  </div>`;
}

/** @param {{game: Game, events: JobEvent[]}} props */
export function TimeMachine({ game, events }) {
  const grids = useMemo(() => gridsOf(events), [events]);
  const curves = useCurves(events);
  usePreloaded(grids.map(({ url }) => url));
  const time = useTime(grids);
  const cell = Math.min(24, Math.max(0, Math.round(numberIn(route.value.query, "cell", 0))));
  useEffect(() => {
    if (grids.length === 0) patchQuery({ at: null });
  }, [game.id]);
  if (grids.length === 0)
    return html`<p class="soft" style="min-height: 20rem">
      The first grid comes as soon as the networks are built, some seconds after the start.
    </p>`;
  const { step, url } = grids[time.index];
  return html`<div>
    <div class="gan-stage">
      <div>
        <${Grid} url=${url} chosen=${[cell]} choose=${(/** @type {number} */ next) => patchQuery({ cell: next || null })}
          label=${`25 forgeries after ${integer(step)} iterations`} />
        <div class="transport gan-transport">
          <button class="button" aria-label=${time.playing ? "Pause" : "Play"} onClick=${time.play}>${time.playing ? "❚❚" : "▶"}</button>
          <input type="range" aria-label="Iteration" min="0" max=${grids.length - 1} step="1" value=${time.index}
            aria-valuetext=${`iteration ${integer(step)}`}
            onInput=${onText((text) => time.setIndex(Number(text)))} />
          <output>${integer(step)}</output>
        </div>
        <p class="soft small">
          The same 25 vectors of noise, all along. Choose a picture to follow it. ${" "}
          <span class="nowrap">
            Keep the film: <a href=${`${game.film}?format=webp`} download=${`gan-${game.id}.webp`}>WebP</a>,${" "}
            <a href=${`${game.film}?format=gif`} download=${`gan-${game.id}.gif`}>GIF</a>
          </span>
        </p>
      </div>
      <${Curves} game=${game} curves=${curves} step=${step} point=${time.point} />
    </div>
    <${Strip} grids=${grids} cell=${cell} step=${step} go=${time.setIndex} />
    <${Numbers} judge=${valueAt(curves.judge, step)} forger=${valueAt(curves.forger, step)} diversity=${valueAt(curves.diversity, step)}
      real=${game.diversity} />
  </div>`;
}

/** How the game ended, in a sentence. @param {{game: Game}} props */
export function Ending({ game: { real, forged } }) {
  if (real === null || forged === null) return null;
  return html`<p class="soft" style="margin-top: var(--s3)">
    In the end the judge finds real pictures that it has not seen real with ${percent(real, 0)}, forgeries with ${percent(forged, 0)}.
  </p>`;
}
