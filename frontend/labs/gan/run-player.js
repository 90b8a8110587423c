/** A training run over its iterations: one slider moves the grid of generated images and the curves together. */

import { useEffect, useMemo, useState } from "preact/hooks";

import { LinePlot } from "../../charts/line-plot.js";
import { useKind } from "../../components/catalogue.js";
import { FormulaPair } from "../../components/formula.js";
import { useInterval } from "../../components/hooks.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { measuredText } from "../../lib/metrics.js";
import { fixed, integer, percent } from "../../lib/numbers.js";
import { numberIn } from "../../lib/query.js";
import { reportedCurves } from "../../lib/series.js";
import { patchQuery, route } from "../../state.js";
import { evenlySpaced, gridsOf, intervalAt, meansOf, nearestGrid, valueAt } from "./run-history.js";
import { CELLS, Cell, cellName, SampleGrid, usePreloaded } from "./sample-grid.js";

/** @typedef {import("./run-history.js").Run} Run */
/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */

const FRAME_MS = 160;
const STRIP = 13;
const LOSSES = {
  tex: [
    "J_D = -\\tfrac12\\,\\overline{\\ln D(x)} - \\tfrac12\\,\\overline{\\ln\\bigl(1 - D(G(z))\\bigr)}",
    "J_G = -\\,\\overline{\\ln D(G(z))}",
  ].join(" \\qquad "),
  plain: "J_D = −½ mean ln D(x) − ½ mean ln(1 − D(G(z))), J_G = −mean ln D(G(z))",
};

/** The curves that are drawn in pairs. */
const PAIRED = new Set(["generator_loss", "discriminator_loss", "real_accuracy", "fake_accuracy"]);
const EQUILIBRIUM = "\\text{equilibrium, } D = \\tfrac12:\\; J_D = J_G = \\ln 2 = 0.693";

/**
 * Which grid is shown: the one under the crosshair, else the one in the address, else the newest.
 * @param {import("./run-history.js").Grid[]} grids
 */
function usePlayback(grids) {
  const [playing, setPlaying] = useState(false);
  const [pointed, setPointed] = useState(/** @type {number|null} */ (null));
  const last = grids.length - 1;
  const at = numberIn(route.value.query, "at", -1, { integer: true, minimum: 0 });
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
    const curve = (/** @type {string} */ name) => meansOf(events, name);
    return {
      discriminatorLoss: curve("discriminator_loss"),
      generatorLoss: curve("generator_loss"),
      realAccuracy: curve("real_accuracy"),
      fakeAccuracy: curve("fake_accuracy"),
      diversity: curve("diversity"),
    };
  }, [events]);
}

/**
 * The means of the intervals, and behind them the batches.
 * @param {ReturnType<typeof meansOf>} means
 * @param {{name: string, colour: string, dashed?: boolean}} line
 */
const withBatches = ({ batches, ...means }, line) => [
  { ...line, ...batches, faint: true, name: `${line.name} (batches)` },
  { ...line, ...means },
];

/**
 * Where the crosshair stands: nowhere before the first measurement.
 * @param {import("./run-history.js").Points} points
 * @param {number} step
 */
const placeIn = (points, step) => (valueAt(points, step) === null ? null : step);

/**
 * The losses of both networks, and the accuracy of the discriminator.
 * @param {{run: Run, curves: ReturnType<typeof useCurves>, step: number, point: (step: number|null) => void}} props
 */
function Curves({ run, curves, step, point }) {
  /** @type {[number, number]} */
  const all = [0, run.iterations];
  const shared = { xLabel: "iteration", xDomain: all, height: 210, at: placeIn(curves.generatorLoss, step), point };
  const number = (/** @type {number} */ value) => (value > 10 || Number.isInteger(value) ? integer(value) : fixed(value, 2));
  return html`<div class="gan-curves">
    <${LinePlot} ...${shared} title="Generator loss and discriminator loss" file=${`losses-${run.id}`} format=${number} lines=${[
      ...withBatches(curves.generatorLoss, { name: "generator", colour: "--curve-2" }),
      ...withBatches(curves.discriminatorLoss, { name: "discriminator", colour: "--curve-1", dashed: true }),
    ]} />
    <${LinePlot} ...${shared} title="Discriminator accuracy on real and on generated images" file=${`accuracies-${run.id}`}
      yDomain=${[0, 1]} format=${number} lines=${[
        ...withBatches(curves.realAccuracy, { name: "real", colour: "--curve-3" }),
        ...withBatches(curves.fakeAccuracy, { name: "generated", colour: "--curve-4", dashed: true }),
      ]} />
  </div>`;
}

/** The curves of the kind that have no place in the two charts. @param {{run: Run, events: JobEvent[], step: number}} props */
function OtherCurves({ run, events, step }) {
  const kind = useKind("gan");
  const others = useMemo(() => reportedCurves(kind?.curves ?? [], events).filter(({ metric }) => !PAIRED.has(metric)), [kind, events]);
  return html`<div class="charts gan-others">
    ${others.map(({ metric, title, format }) => {
      const means = meansOf(events, metric);
      return html`<${LinePlot} key=${metric} title=${title} file=${`${metric}-${run.id}`} xLabel="iteration" xDomain=${[0, run.iterations]}
        height=${210} at=${placeIn(means, step)} format=${measuredText(format)}
        lines=${withBatches(means, { name: "", colour: "--curve-5" })} />`;
    })}
  </div>`;
}

/** Both losses and their sum, which would be 0 if training were zero-sum. @param {number} d @param {number} g */
const sumTex = (d, g) => `J_D = ${fixed(d, 3)} \\qquad J_G = ${fixed(g, 3)} \\qquad J_D + J_G = ${fixed(d + g, 3)}`;
/** @param {number} d @param {number} g */
const sumPlain = (d, g) => `J_D = ${fixed(d, 3)}, J_G = ${fixed(g, 3)}, J_D + J_G = ${fixed(d + g, 3)}`;

/** The iterations that the losses are the means of. @param {{first: number, last: number}} interval */
const spanText = ({ first, last }) =>
  first === last ? `iteration ${integer(last)}` : `mean of iterations ${integer(first)} to ${integer(last)}`;

/**
 * The formulas of both losses with their numbers, and how diverse the generated images are.
 * @param {{curves: ReturnType<typeof useCurves>, step: number, realDiversity: number|null}} props
 */
function Losses({ curves, step, realDiversity }) {
  const [d, g, diversity] = [curves.discriminatorLoss, curves.generatorLoss, curves.diversity].map((points) => valueAt(points, step));
  const interval = intervalAt(curves.generatorLoss, step);
  const numbers =
    d === null || g === null || interval === null
      ? null
      : {
          tex: `\\text{${spanText(interval)}:}\\; ${sumTex(d, g)} \\qquad ${EQUILIBRIUM}`,
          plain: `${spanText(interval)}: ${sumPlain(d, g)}; in equilibrium, D = 1/2, both are ln 2 = 0.693 and their sum 1.386`,
        };
  return html`<div>
    <${FormulaPair} general=${LOSSES} numbers=${numbers} label="Discriminator loss and generator loss" />
    ${
      diversity !== null &&
      html`<p class="soft small">
        Mean pairwise distance of the generated images: ${fixed(diversity, 3)}${
          realDiversity !== null && html`; of real images: ${fixed(realDiversity, 3)}`
        }.
        It falls when the generator produces the same few images from all noise (mode collapse).
      </p>`
    }
  </div>`;
}

/**
 * The image of one latent vector, from the first grid to the last.
 * @param {{grids: import("./run-history.js").Grid[], cell: number, step: number, go: (index: number) => void}} props
 */
function Strip({ grids, cell, step, go }) {
  const shown = evenlySpaced(grids, STRIP);
  return html`<div>
    <h3>The image in ${cellName(cell)} over the iterations</h3>
    <div class="gan-strip" role="group" aria-label="One latent vector over the iterations">
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

/** @param {{run: Run}} props */
const Animation = ({ run: { id, animation } }) => html`<span class="nowrap">
  Download the animation: <a href=${`${animation}?format=webp`} download=${`gan-${id}.webp`}>WebP</a>,${" "}
  <a href=${`${animation}?format=gif`} download=${`gan-${id}.gif`}>GIF</a>
</span>`;

/** @param {{run: Run, events: JobEvent[]}} props */
export function RunPlayer({ run, events }) {
  const grids = useMemo(() => gridsOf(events), [events]);
  const curves = useCurves(events);
  usePreloaded(grids.map(({ url }) => url));
  const playback = usePlayback(grids);
  const cell = numberIn(route.value.query, "cell", 0, { integer: true, minimum: 0, maximum: CELLS - 1 });
  useEffect(() => {
    if (grids.length === 0) patchQuery({ at: null });
  }, [run.id]);
  if (grids.length === 0)
    return html`<p class="soft" style="min-height: 20rem">
      The first grid of generated images appears as soon as both networks are built, some seconds after the start.
    </p>`;
  const { step, url } = grids[playback.index];
  return html`<div>
    <div class="gan-stage">
      <div>
        <${SampleGrid} url=${url} chosen=${[cell]} choose=${(/** @type {number} */ next) => patchQuery({ cell: next || null })}
          label=${`25 generated images after ${integer(step)} iterations`} />
        <div class="transport gan-transport">
          <button class="button" aria-label=${playback.playing ? "Pause" : "Play"} onClick=${playback.play}>
            ${playback.playing ? "❚❚" : "▶"}
          </button>
          <input type="range" aria-label="Iteration" min="0" max=${grids.length - 1} step="1" value=${playback.index}
            aria-valuetext=${`iteration ${integer(step)}`}
            onInput=${onText((text) => playback.setIndex(Number(text)))} />
          <output>${integer(step)}</output>
        </div>
        <p class="soft small">
          25 generated images, always from the same 25 latent vectors z. Choose an image to follow it. ${" "}
          <${Animation} run=${run} />
        </p>
      </div>
      <${Curves} run=${run} curves=${curves} step=${step} point=${playback.point} />
    </div>
    <${OtherCurves} run=${run} events=${events} step=${step} />
    <${Strip} grids=${grids} cell=${cell} step=${step} go=${playback.setIndex} />
    <${Losses} curves=${curves} step=${step} realDiversity=${run.realDiversity} />
  </div>`;
}

/** The discriminator after training, in a sentence. @param {{run: Run}} props */
export function Outcome({ run: { realMean, fakeMean } }) {
  if (realMean === null || fakeMean === null) return null;
  return html`<p class="soft" style="margin-top: var(--s3)">
    After training, the discriminator’s mean probability of “real” is ${percent(realMean, 0)} on real test images
    and ${percent(fakeMean, 0)} on generated images; in equilibrium both are 50 %.
  </p>`;
}
