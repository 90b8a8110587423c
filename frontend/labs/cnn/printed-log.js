/** What §4.3 prints while its network is trained, epoch by epoch, beside the epochs of a run here. */

import { Figure } from "../../components/figure.js";
import { Erratum } from "../../components/lab.js";
import { html } from "../../lib/html.js";
import { fixed } from "../../lib/numbers.js";
import { epochsOf, PRINTED } from "./printed-epochs.js";

/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("./printed-epochs.js").Epoch} Epoch */

const NAMES = ["accuracy", "loss", "val_accuracy", "val_loss"];
const PLACES = 4;

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
    ${
      events &&
      !same &&
      html`<p class="notice">The tutorial trains its own network on CIFAR-10; this run differs in its data or parameters.</p>`
    }
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
      Its final <code>evaluate</code> on the 10,000 test images prints accuracy 0.7065 and loss 0.8865, the values of epoch 10: the
      test images are its validation images. Keras prints the mean over the batches of an epoch for accuracy and loss, while the weights
      still change; the validation follows after the epoch.
    </p>
    <${AsymptoteErratum} />
  <//>`;
}
