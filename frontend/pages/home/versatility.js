/** The claim of §1.1 that a more complex network is more versatile, measured: networks of growing size on the same two spirals. */

import { useLoaded } from "../../components/hooks.js";
import { MapCanvas } from "../../components/map-canvas.js";
import { later } from "../../components/words.js";
import { initialize, REACH, train } from "../../labs/network/requests.js";
import { setupOf } from "../../labs/network/setup.js";
import { html } from "../../lib/html.js";
import { counted, integer, percent } from "../../lib/numbers.js";
import { upright } from "../../lib/plane.js";

/** @typedef {import("../../labs/network/points.js").Points} Points */
/** @typedef {import("../../labs/network/state.js").Answer} Answer */
/** @typedef {import("../../labs/network/state.js").State} State */
/** @typedef {{hidden: string, state: State, answer: Answer}} Trained */

/** Neurons of the hidden layers, as the address of the network page gives them. */
const SIZES = ["1", "3", "8,6"];
/** As many as the network page has taken when it opens. */
const STEPS = 1000;
/** End of the colour scale: beyond 1, so that the points stand out from the background. */
const SCALE_END = 2.8;

/** The network that the network page opens with at this address. @param {string} hidden @returns {Promise<Trained>} */
async function trained(hidden) {
  const setup = setupOf({ hidden });
  const state = await initialize(setup);
  return { hidden, state, answer: await train(setup, state, STEPS) };
}

/** One after the other: the page's first figure comes first. */
async function measure() {
  const networks = [];
  for (const hidden of SIZES) networks.push(await trained(hidden));
  return networks;
}

/** Weights and biases. @param {Answer} answer */
const parametersOf = ({ layers }) => layers.reduce((sum, { weights, bias }) => sum + weights.flat().length + bias.length, 0);

/** @param {{points: Points}} props */
const Dots = ({ points: { x, labels } }) => html`<svg viewBox=${`${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`} aria-hidden="true">
  ${x.map(([x1, x2], i) => html`<circle cx=${x1} cy=${-x2} r="0.03" style=${`fill: var(--diverging-${labels[i] ? 5 : 1})`} />`)}
</svg>`;

/** @param {{network: Trained}} props */
function Boundary({ network: { hidden, state, answer } }) {
  const outputs = upright(answer.neuron_outputs.layers.at(-1)?.[0] ?? []);
  const side = Math.sqrt(outputs.length);
  const neurons = hidden.split(",").join(" + ");
  return html`<a class="home-boundary" href=${`#/network?hidden=${hidden}`}>
    <span class="home-plane">
      <${MapCanvas} values=${outputs.map((value) => 2 * value - 1)} width=${side} height=${side} limit=${SCALE_END} />
      <${Dots} points=${state.points} />
    </span>
    <span><b>${neurons} hidden ${hidden === "1" ? "neuron" : "neurons"}</b>, ${integer(parametersOf(answer))} parameters: training accuracy
      ${` ${percent(answer.accuracy)}`}, test accuracy ${percent(answer.test_accuracy)}</span>
  </a>`;
}

/** @param {{isSeen: boolean}} props nothing is trained before the figure is looked at */
export function Versatility({ isSeen }) {
  const loaded = useLoaded(() => (isSeen ? measure() : null), [isSeen]);
  return html`<div>
    <p class="measure">
      <b>Versatility.</b> “Neural networks increase a model’s complexity, making it more versatile.” Three networks after
      ${` ${counted(STEPS, "training step")}`} on the same two spirals. One hidden neuron can only draw a straight boundary; more
      neurons bend it.
    </p>
    <div class="home-boundaries">
      ${later(loaded, "Three small networks are being trained, about two seconds.", (networks) =>
        networks.map((network) => html`<${Boundary} key=${network.hidden} network=${network} />`),
      )}
    </div>
  </div>`;
}
