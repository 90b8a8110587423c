/** What §4.3 prints while its network is trained, epoch by epoch, beside the epochs of a run here. */

import { Figure } from "../../components/figure.js";
import { Erratum } from "../../components/lab.js";
import { html } from "../../lib/html.js";
import { fixed } from "../../lib/numbers.js";

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {[number|null, number|null, number|null, number|null]} Epoch accuracy, loss, validation accuracy, validation loss */

/** @type {Epoch[]} */
export const PRINTED = [
  [0.4356, 1.5428, 0.5167, 1.3429],
  [0.5781, 1.1854, 0.591, 1.1309],
  [0.6352, 1.0315, 0.633, 1.0462],
  [0.673, 0.9276, 0.6714, 0.938],
  [0.7, 0.851, 0.6846, 0.9029],
  [0.7219, 0.7882, 0.6734, 0.9593],
  [0.743, 0.7321, 0.7014, 0.8792],
  [0.7567, 0.6929, 0.7047, 0.8803],
  [0.7707, 0.6483, 0.7074, 0.882],
  [0.7825, 0.6123, 0.7065, 0.8865],
];
const NAMES = ["accuracy", "loss", "val_accuracy", "val_loss"];
const PLACES = 4;

/** The means of each epoch of a run. @param {JobEvent[]} events @returns {Epoch[]} */
export function epochsOf(events) {
  /** @type {Epoch[]} */
  const epochs = [];
  for (const { type, data } of events) {
    if (type !== "metric" || data.scope !== "epoch" || data.split === "test" || !data.epoch) continue;
    epochs[data.epoch - 1] ??= [null, null, null, null];
    const row = epochs[data.epoch - 1];
    const first = data.split === "validation" ? 2 : 0;
    row[first] = data.values.accuracy ?? null;
    row[first + 1] = data.values.loss ?? null;
  }
  return Array.from(epochs, (row) => row ?? [null, null, null, null]);
}

/** @param {{row: Epoch|undefined}} props */
const Cells = ({ row }) => NAMES.map((name, i) => html`<td key=${name} class="number">${fixed(row?.[i], PLACES)}</td>`);

/** @param {{title: string, has: boolean}} props */
const Head = ({ title, has }) => html`<thead>
  <tr><th rowspan="2">Epoch</th><th colspan="4">Printed in §4.3</th>${has && html`<th colspan="4">${title}</th>`}</tr>
  <tr>${[...NAMES, ...(has ? NAMES : [])].map((name, i) => html`<th key=${i} class="number">${name}</th>`)}</tr>
</thead>`;

const AsymptoteErratum = () => html`<${Erratum}>
  §4.3 reads “the accuracy of the model approaches an asymptote”. The printed training accuracy still rises by a percentage point per epoch;
  the printed validation loss is lowest after epoch 7 (0.8792) and rises to 0.8865 after epoch 10, while the training loss falls from 0.7321
  to 0.6123: the network begins to overfit.
<//>`;

/** @param {{events?: JobEvent[], same?: boolean}} props `events`: of a run; `same`: it trains the tutorial's network on its images */
export function PrintedLog({ events, same = true }) {
  const own = events ? epochsOf(events) : [];
  const has = own.length > 0;
  const count = Math.max(PRINTED.length, own.length);
  return html`<${Figure} title=${events ? "The tutorial’s printed log beside this run" : "The tutorial’s printed log"}>
    ${events && !same && html`<p class="notice">The tutorial trains its own network on CIFAR-10; this run differs in its data or parameters.</p>`}
    <div class="table-scroll" tabindex="0" role="group" aria-label="Accuracy and loss per epoch">
      <table class="printed-log">
        <${Head} title="This run" has=${has} />
        <tbody>
          ${Array.from(
            { length: count },
            (_, i) => html`<tr key=${i}><td>${i + 1}</td><${Cells} row=${PRINTED[i]} />${has && html`<${Cells} row=${own[i]} />`}</tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="caption">
      Its final <code>evaluate</code> on the 10,000 test images prints accuracy 0.7065 and loss 0.8865, the values of epoch 10: the test images
      are its validation images. Keras prints the mean over the batches of an epoch for accuracy and loss, while the weights still change; the
      validation follows after the epoch.
    </p>
    <${AsymptoteErratum} />
  <//>`;
}
