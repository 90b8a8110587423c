/** The data, the architecture and the hyperparameters of training. */

import { Choice, Count } from "../../components/controls.js";
import { NumberCell } from "../../components/number-field.js";
import { html } from "../../lib/html.js";
import { counted } from "../../lib/numbers.js";
import { numberField } from "../../lib/schema.js";
import { patchQuery } from "../../state.js";
import { OwnPoints } from "./own-points.js";
import { ACTIVATIONS, INITIALIZATIONS, OPTIMIZERS, SHAPES } from "./setup.js";

/** @typedef {import("./setup.js").Setup} Setup */

/** @param {{setup: Setup}} props */
function LayerSizes({ setup: { hidden } }) {
  const put = (/** @type {number[]} */ next) => patchQuery({ hidden: next.join(",") });
  return html`<div class="layer-sizes">
    <span>Hidden layers</span>
    ${hidden.map(
      (n, l) =>
        html`<${NumberCell} key=${l} field=${numberField(`hidden-${l}`, `Neurons of hidden layer ${l + 1}`, 1, 64, { type: "integer" })}
          value=${n} change=${(/** @type {number} */ next) => put(hidden.with(l, next))} />`,
    )}
    <button class="quiet" disabled=${hidden.length >= 5} aria-label="Add a hidden layer" onClick=${() => put([...hidden, 4])}>+</button>
    <button class="quiet" disabled=${hidden.length <= 1} aria-label="Remove a hidden layer" onClick=${() => put(hidden.slice(0, -1))}>
      −
    </button>
  </div>`;
}

/** @param {{setup: Setup}} props */
export const Panel = ({ setup }) => html`<div class="panel">
  <h3>Data</h3>
  ${
    setup.own.length > 0
      ? html`<p class="small">Own data: ${counted(setup.own.length, "point")} in ${setup.classes} classes.</p>`
      : html`<${Choice} name="shape" title="Data set" value=${setup.shape} words=${SHAPES} />
        <${Count} name="classes" title="Classes" value=${setup.sampleClasses} min=${2} max=${6} step="1" />
        <${Count} name="noise" title="Noise" value=${setup.noise} min=${0} max=${1} step="any" />`
  }
  <${Count} name="share" title="Training share" value=${setup.share} min=${0.1} max=${0.9} step="any" />
  <${OwnPoints} own=${setup.own} />
  <h3>Network</h3>
  <${LayerSizes} setup=${setup} />
  <${Choice} name="f" title="Activation function" value=${setup.activation} words=${ACTIVATIONS} />
  <${Choice} name="init" title="Weight initialization" value=${setup.initialization} words=${INITIALIZATIONS} />
  <h3>Training</h3>
  <${Choice} name="by" title="Optimizer" value=${setup.optimizer} words=${OPTIMIZERS} />
  <${Count} name="rate" title="Learning rate" value=${setup.rate} min=${0} max=${10} step="log" />
  <${Count} name="batch" title="Batch size" value=${setup.batch} min=${1} max=${200} step="1" />
  <${Count} name="l1" title="L1 regularization" value=${setup.l1} min=${0} max=${1e6} step="log" />
  <${Count} name="l2" title="L2 regularization" value=${setup.l2} min=${0} max=${1e6} step="log" />
</div>`;
