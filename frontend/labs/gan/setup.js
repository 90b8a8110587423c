/** A new training run: the images, the networks, how many iterations. Its state is the address. */

import { PatienceBeside } from "../../components/patience.js";
import { TrainingForm } from "../../components/training-form.js";
import { useSubmission, useTraining, watchHere } from "../../components/use-training.js";
import { Problem } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { duration } from "../../lib/numbers.js";
import { PreviewedSummaries } from "./networks.js";

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Dataset} Dataset */
/** @typedef {import("../../lib/types.js").Params} Params */

const FIRST_DATASET = "mnist-5k";
/** Iterations per second on two cores of 2024, for images of 28×28 in batches of 32. @type {Record<string, number>} */
const PACE = { tutorial: 100, dcgan: 50 };

/** About how many seconds a run takes. @param {Params} values */
const seconds = ({ preset, iterations, batch_size }) => (iterations / (PACE[preset] ?? 10)) * Math.max(1, batch_size / 32);

/** @param {{kind: Kind, datasets: Dataset[], reload: () => void}} props */
export function SetUp({ kind, datasets, reload }) {
  const training = useTraining({ kind, datasets, preferred: [FIRST_DATASET] });
  return html`<div>
    <${TrainingForm} training=${training} reload=${reload}
      estimate=${`: about ${duration(seconds(training.values))} on two processor cores`} />
    <${PreviewedSummaries} params=${training.values} />
  </div>`;
}

/** The tutorial's run in one click. @param {{kind: Kind}} props */
export function TutorialRun({ kind }) {
  const submission = useSubmission(kind, { dataset: FIRST_DATASET, preset: "tutorial" }, watchHere);
  return html`<div class="train-row">
    <button class="button primary" disabled=${submission.busy} onClick=${submission.act}>
      ${submission.busy ? "Submitting …" : "Train it here"}
    </button>
    <${PatienceBeside} busy=${submission.busy} />
    <span class="soft">
      The tutorial’s networks on 4,000 handwritten digits, 5,000 iterations: about ${duration(seconds({ ...kind.defaults }))} on two
      processor cores, and you see every step.
    </span>
    ${submission.error && html`<${Problem} error=${submission.error} retry=${submission.act} />`}
  </div>`;
}
