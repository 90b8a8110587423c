/** A new game: the pictures, the networks, how long. Its state is the address. */

import { useMemo } from "preact/hooks";

import { submitJob } from "../../api.js";
import { CopyAs } from "../../components/copy-as.js";
import { DatasetChooser } from "../../components/dataset-chooser.js";
import { Form } from "../../components/form.js";
import { useAction } from "../../components/hooks.js";
import { fieldProblems } from "../../components/use-preview.js";
import { Problem } from "../../components/words.js";
import { useWrongFields, WrongFields } from "../../components/wrong-fields.js";
import { html } from "../../lib/html.js";
import { counted, duration } from "../../lib/numbers.js";
import { fieldsOf } from "../../lib/schema.js";
import { presetValues, queryOf, requestParams, valuesFromQuery } from "../../lib/setup.js";
import { trainSnippets } from "../../lib/snippets.js";
import { go, health, route, setQuery } from "../../state.js";

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Dataset} Dataset */
/** @typedef {import("../../lib/types.js").Params} Params */

export const FIRST_DATASET = "mnist-5k";
/** Iterations a second on two cores of 2024, for pictures of 28×28 in batches of 32. @type {Record<string, number>} */
const PACE = { tutorial: 100, dcgan: 50 };
const PLACED = new Set(["dataset", "preset"]);

/** About how many seconds a game takes. @param {Params} values */
const seconds = ({ preset, iterations, batch_size }) => (iterations / (PACE[preset] ?? 10)) * Math.max(1, batch_size / 32);

/** Keys of the address that are parameters of a training, of all that stand there. @param {Kind} kind */
function given(kind) {
  const names = new Set(Object.keys(kind.params_schema.properties ?? {}));
  return Object.fromEntries(Object.entries(route.value.query).filter(([name]) => names.has(name)));
}

/** @param {{kind: Kind, datasets: Dataset[], reload: () => void}} props */
export function SetUp({ kind, datasets, reload }) {
  const fields = useMemo(() => fieldsOf(kind.params_schema), [kind]);
  const query = given(kind);
  const values = valuesFromQuery(kind, fields, { dataset: FIRST_DATASET, ...query }, datasets);
  const wrong = useWrongFields();
  const params = requestParams(kind, values);
  const submit = useAction(async () => {
    const job = await submitJob(kind.id, params);
    go(["gan"], { job: job.id });
  });
  const rest = Object.fromEntries(Object.entries(route.value.query).filter(([name]) => !(name in query)));
  /** @param {Params} next */
  const keep = (next) => setQuery({ ...rest, ...queryOf(kind, next) });
  const blocked = wrong.problems.length > 0;
  const noWorker = health.value.answer?.workers.length === 0;
  return html`<${WrongFields.Provider} value=${wrong.report}>
    <div class="beside">
      <div>
        <div class="choices" role="group" aria-label="Preset">
          ${kind.presets.map(
            ({ id, title, description }) =>
              html`<button key=${id} class="choice" aria-pressed=${values.preset === id} title=${description}
                onClick=${() => keep({ ...presetValues(kind, id), dataset: values.dataset })}>${title}</button>`,
          )}
        </div>
        <p class="soft" style="margin: var(--s3) 0 var(--s4)">${kind.presets.find(({ id }) => id === values.preset)?.description}</p>
        <${Form} fields=${fields.filter(({ name }) => !PLACED.has(name))} values=${values} problems=${fieldProblems(submit.error)}
          change=${(/** @type {string} */ name, /** @type {unknown} */ value) => keep({ ...values, [name]: value })} />
      </div>
      <${DatasetChooser} datasets=${datasets} value=${values.dataset}
        change=${(/** @type {string} */ dataset) => keep({ ...values, dataset })} reload=${reload} />
    </div>
    <div class="train-row">
      <button class="button primary" disabled=${submit.busy || blocked} onClick=${submit.act}>
        ${submit.busy ? "Being handed in …" : "Start the game"}
      </button>
      <span class="soft">${counted(values.iterations, "iteration")}: about ${duration(seconds(values))} on two processor cores</span>
      <${CopyAs} snippets=${trainSnippets(location.origin, kind.id, params)} />
    </div>
    ${blocked && html`<p class="wrong small" style="margin-top: var(--s2)">This cannot be trained yet. ${wrong.problems.join("; ")}.</p>`}
    ${
      noWorker &&
      html`<p class="soft small" style="margin-top: var(--s2)">
        No worker is there at the moment: the game will wait in the queue until one starts.
      </p>`
    }
    ${submit.error && html`<${Problem} error=${submit.error} retry=${submit.act} />`}
  <//>`;
}

/** The tutorial's game in one click. @param {{kind: Kind}} props */
export function FirstGame({ kind }) {
  const submit = useAction(async () => {
    const job = await submitJob(kind.id, { dataset: FIRST_DATASET, preset: "tutorial" });
    go(["gan"], { job: job.id });
  });
  const time = duration(seconds({ ...kind.defaults }));
  return html`<div class="train-row">
    <button class="button primary" disabled=${submit.busy} onClick=${submit.act}>
      ${submit.busy ? "Being handed in …" : "Let them play here"}
    </button>
    <span class="soft">
      The tutorial’s networks on 4,000 handwritten digits, 5,000 iterations: about ${time} on two processor cores, and you see every step.
    </span>
    ${submit.error && html`<${Problem} error=${submit.error} retry=${submit.act} />`}
  </div>`;
}
