/**
 * A training of one's own: the text, the method, what is watched. Its state is the address: `kind`, `dataset`, and `set` for what differs
 * from the usual.
 */

import { useState } from "preact/hooks";

import { submitJob } from "../../api.js";
import { CopyAs } from "../../components/copy-as.js";
import { DatasetChooser } from "../../components/dataset-chooser.js";
import { Figure } from "../../components/figure.js";
import { Form } from "../../components/form.js";
import { useAction } from "../../components/hooks.js";
import { fieldProblems } from "../../components/use-preview.js";
import { Problem } from "../../components/words.js";
import { useWrongFields, WrongFields } from "../../components/wrong-fields.js";
import { onText } from "../../lib/events.js";
import { html } from "../../lib/html.js";
import { counted, duration, integer } from "../../lib/numbers.js";
import { difference, fieldsOf } from "../../lib/schema.js";
import { trainSnippets } from "../../lib/snippets.js";
import { health, patchQuery } from "../../state.js";
import { ownValues, presetOf, secondsOf, underPreset, written } from "./settings.js";
import { WordRun } from "./training.js";

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Dataset} Dataset */
/** @typedef {import("../../lib/types.js").Params} Params */

/**
 * The parameters that shape the vectors, and those that only say which words are watched: they stand beside the text.
 * @param {Kind} kind
 */
function formFields(kind) {
  const fields = fieldsOf(kind.params_schema).filter(({ name }) => name !== "dataset");
  return {
    shaping: fields.filter(({ type }) => type !== "words"),
    watching: fields.filter(({ type }) => type === "words").map((field) => ({ ...field, group: "Watched meanwhile" })),
  };
}

/** @param {{kind: Kind, values: Params, keep: (values: Params) => void}} props */
function Presets({ kind, values, keep }) {
  const chosen = presetOf(kind, values);
  return html`<div>
    <div class="choices" role="group" aria-label="Preset">
      ${kind.presets.map(
        ({ id, title, description, params }) => html`<button key=${id} class="choice" aria-pressed=${id === chosen?.id} title=${description}
        onClick=${() => keep(underPreset(kind, values, params))}>${title}</button>`,
      )}
    </div>
    <p class="soft" style="margin: var(--s3) 0 var(--s4)">${chosen?.description ?? "Settings of your own."}</p>
  </div>`;
}

/**
 * How much text is read, and about how long that takes where it can be told.
 * @param {{values: Params, dataset: Dataset|undefined}} props
 */
function Amount({ values, dataset }) {
  if (!dataset) return null;
  const seconds = secondsOf(values, dataset.sizes.train);
  const time =
    seconds === null ? "" : seconds < 10 ? ": some seconds" : `: about ${duration(5 * Math.round(seconds / 5))} on two processor cores`;
  return html`<span class="soft">${counted(values.epochs, "epoch")} of ${integer(dataset.sizes.train)} words${time}</span>`;
}

/** @param {{datasets: Dataset[], value: string, reload: () => void}} props */
function Texts({ datasets, value, reload }) {
  return html`<div style="margin-bottom: var(--s6)">
    <${DatasetChooser} type="text" datasets=${datasets} value=${value}
      change=${(/** @type {string} */ dataset) => patchQuery({ dataset })} reload=${reload} />
    <p class="soft small" style="margin-top: var(--s1)">
      Each line is taken for a sentence; no window reaches beyond it.
      ${
        !datasets.some(({ id }) => id === "brown") &&
        html` The Brown corpus: <code>brown.txt</code>, one sentence a line, in the data-set folder becomes a text here.`
      }
    </p>
  </div>`;
}

/**
 * The training that the address describes. A text that has just been uploaded may not be in the list yet.
 * @param {Kind} kind
 * @param {Dataset[]} datasets
 * @param {Record<string, string>} query
 */
function settingsOf(kind, datasets, query) {
  const dataset = query.dataset ?? datasets[0]?.id ?? "";
  const { shaping, watching } = formFields(kind);
  /** @type {Params} */
  const values = { ...kind.defaults, ...ownValues([...shaping, ...watching], query.set), dataset };
  return { shaping, watching, values, params: { dataset, ...difference(values, { ...kind.defaults, dataset }) } };
}

/**
 * Hands the training in. What was refused says nothing of what has been changed since.
 * @param {Kind} kind
 * @param {Params} params
 */
function useSubmit(kind, params) {
  const request = JSON.stringify([kind.id, params]);
  const [sent, setSent] = useState("");
  const submit = useAction(async () => {
    setSent(request);
    const job = await submitJob(kind.id, params);
    patchQuery({ job: job.id });
  });
  return { act: submit.act, busy: submit.busy, refusal: sent === request ? submit.error : null };
}

/** The words to be watched are the same for each method. @param {{kinds: Kind[], kind: Kind, values: Params}} props */
function Method({ kinds, kind, values }) {
  /** @param {string} id */
  const choose = (id) => {
    const next = /** @type {Kind} */ (kinds.find((one) => one.id === id));
    patchQuery({ kind: id, set: written(next, { ...next.defaults, probes: values.probes, pair: values.pair }) });
  };
  return html`<div class="word-fields">
    <label class="word-field">
      <span>method</span>
      <select value=${kind.id} onChange=${onText(choose)}>
        ${kinds.map(({ id, title }) => html`<option key=${id} value=${id}>${title}</option>`)}
      </select>
    </label>
  </div>`;
}

/**
 * @param {{kind: Kind, values: Params, params: Params, dataset: Dataset|undefined, problems: string[],
 *   submit: ReturnType<typeof useSubmit>}} props `problems`: of fields whose text is no value
 */
function Train({ kind, values, params, dataset, problems, submit: { act, busy, refusal } }) {
  const noWorker = health.value.answer?.workers.length === 0;
  return html`<div>
    <div class="train-row">
      <button class="button primary" disabled=${busy || problems.length > 0} onClick=${act}>
        ${busy ? "Being handed in …" : "Train these vectors"}
      </button>
      <${Amount} values=${values} dataset=${dataset} />
      <${CopyAs} snippets=${trainSnippets(location.origin, kind.id, params)} />
    </div>
    ${
      problems.length > 0 &&
      html`<p class="wrong small" style="margin-top: var(--s2)">This cannot be trained yet. ${problems.join("; ")}.</p>`
    }
    ${
      noWorker &&
      html`<p class="soft small" style="margin-top: var(--s2)">
        No worker is there at the moment: the training will wait in the queue until one starts.
      </p>`
    }
    ${refusal && html`<${Problem} error=${refusal} retry=${act} />`}
  </div>`;
}

/** @param {{kinds: Kind[], datasets: Dataset[], query: Record<string, string>, reload: () => void}} props */
export function Training({ kinds, datasets, query, reload }) {
  const kind = kinds.find(({ id }) => id === query.kind) ?? kinds[0];
  const { shaping, watching, values, params } = settingsOf(kind, datasets, query);
  const dataset = datasets.find(({ id }) => id === values.dataset);
  const wrong = useWrongFields();
  const submit = useSubmit(kind, params);
  /** @param {Params} next */
  const keep = (next) => patchQuery({ set: written(kind, next) });
  const form = {
    values,
    problems: fieldProblems(submit.refusal),
    change: (/** @type {string} */ name, /** @type {unknown} */ value) => keep({ ...values, [name]: value }),
  };
  return html`<${WrongFields.Provider} value=${wrong.report}>
    <${Figure} number="6" title="Train your own" id="training">
      <div class="beside">
        <div>
          <${Method} kinds=${kinds} kind=${kind} values=${values} />
          <${Presets} kind=${kind} values=${values} keep=${keep} />
          <${Form} key=${kind.id} fields=${shaping} ...${form} />
        </div>
        <div>
          <${Texts} datasets=${datasets} value=${values.dataset} reload=${reload} />
          <${Form} fields=${watching} ...${form} />
        </div>
      </div>
      <${Train} kind=${kind} values=${values} params=${params} dataset=${dataset} problems=${wrong.problems} submit=${submit} />
      ${query.job && html`<div style="margin-top: var(--s8)"><${WordRun} key=${query.job} id=${query.job} /></div>`}
    <//>
  <//>`;
}
