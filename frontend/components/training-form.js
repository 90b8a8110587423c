/** The form of a training of any kind: presets, data set, parameters under their headings, and the button that starts it. */

import { html } from "../lib/html.js";
import { counted } from "../lib/numbers.js";
import { fieldsOf } from "../lib/schema.js";
import { trainSnippets } from "../lib/snippets.js";
import { health } from "../state.js";
import { CopyAs } from "./copy-as.js";
import { DatasetChooser } from "./dataset-chooser.js";
import { FormField } from "./field.js";
import { Form } from "./form.js";
import { setStarter, starter } from "./own-jobs.js";
import { PatienceBeside } from "./patience.js";
import { fieldProblems } from "./use-preview.js";
import { Problem } from "./words.js";
import { useWrongFields, WrongFields } from "./wrong-fields.js";

/** @typedef {import("../lib/html.js").Children} Children */
/** @typedef {import("../lib/schema.js").Field} Field */
/** @typedef {import("./use-training.js").Training} Training */
/**
 * The parts of the form, for a page that places them itself. Of the parameters it may take some, and put them under one heading.
 * @typedef {{presets: Children, description: Children, datasets: Children, start: Children,
 *   parameters: (which?: (field: Field) => boolean, heading?: string) => Children}} Parts
 */

/** @param {{training: Training}} props */
function Presets({ training: { kind, preset, choosePreset } }) {
  if (kind.presets.length === 0) return null;
  return html`<div class="choices" role="group" aria-label="Preset">
    ${kind.presets.map(
      (one) =>
        html`<button key=${one.id} class="choice" aria-pressed=${one.id === preset?.id} title=${one.description}
          onClick=${() => choosePreset(one)}>${one.title}</button>`,
    )}
  </div>`;
}

const [RUN_NAME, STARTED_BY] = fieldsOf({
  properties: {
    run_name: { type: "string", title: "Name of this run", description: "Optional; shown in the lists of runs and models." },
    started_by: { type: "string", title: "Started by", description: "Optional; your name, which this browser keeps." },
  },
});

/** What the run is called, and by whom it is started. @param {{training: Training}} props */
const Who = ({ training: { name, rename } }) => html`<div class="columns who">
  <${FormField} field=${RUN_NAME} value=${name} change=${rename} />
  <${FormField} field=${STARTED_BY} value=${starter.value} change=${setStarter} />
</div>`;

/** Why a training that is started now does not begin at once; "" if it does. @param {typeof health.value} state */
function whyItWaits({ answer, problem }) {
  if (problem) return "The playground does not answer at the moment: the training is submitted as soon as it does.";
  if (!answer) return "";
  if (answer.broker !== "up") return "The broker is down at the moment: the training is submitted as soon as it is back.";
  return answer.workers.length === 0 ? "No worker is running at the moment: the training will wait in the queue until one starts." : "";
}

/** @param {{training: Training, estimate: string, blocked: string}} props `blocked`: why it cannot be trained yet */
function Start({ training, estimate, blocked }) {
  const { kind, values, params, submission } = training;
  const waits = whyItWaits(health.value);
  return html`<div>
    <${Who} training=${training} />
    <div class="train-row">
      <button class="button primary" disabled=${submission.busy || blocked !== ""} onClick=${submission.act}>
        ${submission.busy ? "Submitting …" : "Start training"}
      </button>
      <span class="soft">${typeof values[kind.length] === "number" && counted(values[kind.length], kind.unit)}${estimate}</span>
      <${PatienceBeside} busy=${submission.busy} />
      <${CopyAs} snippets=${trainSnippets(location.origin, kind.id, params)} />
    </div>
    ${blocked && html`<p class="wrong small" style="margin-top: var(--s2)">This cannot be trained yet. ${blocked}</p>`}
    ${waits && html`<p class="soft small" style="margin-top: var(--s2)" role="status">${waits}</p>`}
    ${submission.error && html`<${Problem} error=${submission.error} retry=${submission.act} />`}
  </div>`;
}

/** @param {Parts} parts */
const besideDatasets = ({ presets, description, datasets, parameters, start }) => html`<div>
  <div class="beside">
    <div>${presets}${description}${parameters()}</div>
    ${datasets}
  </div>
  ${start}
</div>`;

/** Parameters with a control of their own. */
const PLACED = new Set(["dataset", "preset"]);

/**
 * @param {{training: Training, reload: () => void, estimate?: string, blocked?: string, problems?: Record<string, string>,
 *   layout?: (parts: Parts) => Children}} props
 *   `reload`: after an upload; `estimate`: follows the length; `blocked`: why it cannot be trained yet, beside wrong fields;
 *   `problems`: of single parameters, known before it is submitted; `layout`: how a page places the parts
 */
export function TrainingForm({ training, reload, estimate = "", blocked = "", problems = {}, layout = besideDatasets }) {
  const { kind, fields, values, change, submission } = training;
  const wrong = useWrongFields();
  const known = { ...problems, ...fieldProblems(submission.error) };
  const description = html`<p class="soft" style="margin: var(--s3) 0 var(--s4)">
    ${training.preset?.description ?? "Settings of your own."}
  </p>`;
  /** @type {Parts} */
  const parts = {
    presets: html`<${Presets} training=${training} />`,
    description: kind.presets.length > 0 ? description : null,
    datasets: html`<${DatasetChooser} datasets=${training.datasets} value=${values.dataset} reload=${reload}
      change=${(/** @type {string} */ dataset) => change({ dataset })} />`,
    parameters: (which = () => true, heading = "") => html`<${Form} key=${kind.id} fields=${fields
      .filter((one) => !PLACED.has(one.name) && which(one))
      .map((one) => (heading ? { ...one, group: heading } : one))}
      values=${values} problems=${known}
      change=${(/** @type {string} */ name, /** @type {unknown} */ value) => change({ [name]: value })} />`,
    start: html`<${Start} training=${training} estimate=${estimate}
      blocked=${wrong.problems.length ? `${wrong.problems.join("; ")}.` : blocked} />`,
  };
  return html`<${WrongFields.Provider} value=${wrong.report}>${layout(parts)}<//>`;
}
