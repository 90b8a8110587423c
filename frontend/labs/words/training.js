/** Training of word vectors: the form, a run as it goes on, and three ways of the same text side by side. */

import { useMemo } from "preact/hooks";

import { submitJob } from "../../api.js";
import { CurveChart } from "../../charts/curve-chart.js";
import { CopyAs } from "../../components/copy-as.js";
import { Figure } from "../../components/figure.js";
import { Form } from "../../components/form.js";
import { useAction } from "../../components/hooks.js";
import { JobActions } from "../../components/job-actions.js";
import { RunHead, RunWarnings } from "../../components/run-view.js";
import { useRun } from "../../components/use-run.js";
import { useWrongFields, WrongFields } from "../../components/wrong-fields.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { fixed, integer } from "../../lib/numbers.js";
import { difference, fieldsOf } from "../../lib/schema.js";
import { curveOf } from "../../lib/series.js";
import { isOver } from "../../lib/sentences.js";
import { trainSnippets } from "../../lib/snippets.js";
import { patchQuery } from "../../state.js";
import { Ranked, useNeighbours } from "./neighbours.js";

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Dataset} Dataset */
/** @typedef {import("../../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("../../lib/types.js").Params} Params */

const CHARTS = [["loss", "Loss", "--curve-2"], ["words_per_s", "Words a second", "--curve-1"], ["pairs_per_s", "Pairs a second", "--curve-1"],
  ["word_similarity", "Agreement with people (WordSim-353)", "--curve-3"], ["analogy", "Analogies solved", "--curve-4"], ["pair_similarity", "Similarity of the pair", "--curve-5"]];

/** The curves of those metrics that the run reports. @param {{job: any, events: JobEvent[]}} props */
function Curves({ job, events }) {
  const steps = job.progress.total_epochs ? job.progress.total_steps / job.progress.total_epochs : 0;
  const known = useMemo(() => new Set(events.flatMap(({ type, data }) => (type === "metric" ? Object.keys(data.values) : []))), [events]);
  const curves = useMemo(() => CHARTS.filter(([name]) => known.has(name)).map(([name, title, colour]) => ({ name, title, colour, curve: curveOf(events, name, steps) })), [events, steps]);
  const format = (/** @type {number} */ value) => (value >= 1000 ? integer(Math.round(value)) : fixed(value, 2));
  return html`<div class="charts">${curves.map(({ name, ...chart }) => html`<${CurveChart} key=${name} name=${`${name}-${job.id}`} format=${format} mayLog=${false}
    epochs=${job.progress.total_epochs || job.params.epochs || 1} sync=${job.id} empty="The first epoch is on its way." ...${chart} />`)}</div>`;
}

/** The last line of each probe word. @param {{events: JobEvent[]}} props */
function Probes({ events }) {
  /** @type {Map<string, string>} */
  const lines = new Map();
  for (const { type, data } of events) {
    const found = type === "log" && /^Epoch \d+: (\S+) → /.exec(data.message);
    if (found) lines.set(found[1], data.message);
  }
  if (!lines.size) return null;
  return html`<div class="probes"><h3>Neighbours as they change</h3>${[...lines].map(([word, line]) => html`<p key=${word}>${line}</p>`)}</div>`;
}

/** One run, live. @param {{id: string}} props */
export function WordRun({ id }) {
  const { job, events, error, reload } = useRun(id);
  if (!job) return error ? html`<${Problem} error=${error} />` : html`<${Waiting}>The training is being looked up.<//>`;
  const done = job.status === "succeeded";
  const actions = html`<div class="actions">${done && html`<button class="button primary" onClick=${() => patchQuery({ model: id, job: null })}>Open its map</button>`}
    <${JobActions} job=${job} changed=${reload} deleted=${() => patchQuery({ job: null })} withModel=${false} /></div>`;
  return html`<div><${RunHead} job=${job} epochSeconds=${null} actions=${actions} /><${RunWarnings} events=${events} /><${Curves} job=${job} events=${events} /><${Probes} events=${events} /></div>`;
}

/** @param {{kinds: Kind[], datasets: Dataset[], query: Record<string, string>}} props */
export function Training({ kinds, datasets, query }) {
  const kind = kinds.find(({ id }) => id === query.kind) ?? kinds[0];
  const fields = useMemo(() => fieldsOf(kind.params_schema), [kind]);
  const wrong = useWrongFields();
  const dataset = datasets.find(({ id }) => id === query.dataset)?.id ?? datasets[0]?.id ?? "";
  const own = query.set ? readSet(query.set) : {};
  /** @type {Params} */
  const values = { ...kind.defaults, ...own, dataset };
  const params = { dataset, ...difference({ ...kind.defaults, ...own }, kind.defaults) };
  const change = (/** @type {string} */ name, /** @type {any} */ value) => patchQuery({ set: JSON.stringify(difference({ ...kind.defaults, ...own, [name]: value }, kind.defaults)) });
  const submit = useAction(async () => { const job = await submitJob(kind.id, params); patchQuery({ job: job.id }); });
  const problems = Object.fromEntries((/** @type {any} */ (submit.error)?.fields ?? []).map((/** @type {{pointer: string, message: string}} */ { pointer, message }) => [pointer.replace("/params/", ""), message]));
  return html`<${WrongFields.Provider} value=${wrong.report}><${Figure} number="6" title="Train your own" id="training">
    <div class="word-fields">
      <label class="word-field"><span>method</span><select value=${kind.id} onChange=${(/** @type {any} */ e) => patchQuery({ kind: e.target.value, set: null })}>${kinds.map(({ id, title }) => html`<option key=${id} value=${id}>${title}</option>`)}</select></label>
      <label class="word-field"><span>text</span><select value=${dataset} onChange=${(/** @type {any} */ e) => patchQuery({ dataset: e.target.value })}>${datasets.map(({ id, title, sizes }) => html`<option key=${id} value=${id}>${title}, ${integer(sizes.train)} words</option>`)}</select></label>
    </div>
    <${Form} fields=${fields.filter(({ name }) => name !== "dataset")} values=${values} problems=${problems} change=${change} />
    <div class="train-row"><button class="button primary" disabled=${submit.busy || wrong.problems.length > 0} onClick=${submit.act}>Train these vectors</button><${CopyAs} snippets=${trainSnippets(location.origin, kind.id, params)} /></div>
    ${submit.error && html`<${Problem} error=${submit.error} />`}
    ${query.job && html`<${WordRun} key=${query.job} id=${query.job} />`}
  <//><//>`;
}

/** @param {string} text @returns {Params} */
function readSet(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

/** @type {[string, string, Params][]} */
const WAYS = [["Skip-gram", "word2vec", {}], ["CBOW", "word2vec", { architecture: "cbow", learning_rate: 0.1 }], ["GloVe", "glove", {}]];

/** @param {{title: string, id: string, word: string}} props */
function Column({ title, id, word }) {
  const { job } = useRun(id);
  const done = job?.status === "succeeded";
  const { data, error } = useNeighbours(done ? id : "", word);
  return html`<div class="panel"><h3>${title}</h3>
    ${!done && html`<p class="soft">${job ? (isOver(job) ? `This training is ${job.status}.` : `${job.status}, ${Math.round(100 * job.progress.fraction)} %`) : "…"}</p>`}
    ${error && html`<p class="wrong small">${error.message}</p>`}
    ${done && data && html`<${Ranked} list=${data.neighbours} />`}</div>`;
}

/** @param {{dataset: string, ids: string[], word: string}} props */
export function SideBySide({ dataset, ids, word }) {
  const start = useAction(async () => {
    const made = [];
    for (const [, kind, params] of WAYS) made.push((await submitJob(kind, { dataset, epochs: 20, ...params })).id);
    patchQuery({ three: made.join(",") });
  });
  return html`<${Figure} number="5" title="Three ways to learn from one text">
    ${ids.length === 3 ? html`<div class="three">${WAYS.map(([title], i) => html`<${Column} key=${ids[i]} title=${title} id=${ids[i]} word=${word} />`)}</div>`
    : html`<p class="soft">Skip-gram, CBOW and GloVe learn from the same text, one after the other; then the neighbours of “${word}” stand beside each other. A short text takes half a minute.</p>`}
    <p><button class="button" disabled=${start.busy} onClick=${start.act}>${ids.length === 3 ? "Train all three again" : "Train all three"}</button></p>
    ${start.error && html`<${Problem} error=${start.error} />`}
  <//>`;
}
