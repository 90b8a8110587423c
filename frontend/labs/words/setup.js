/** A training of one's own: the text, the method, the words to track. Its state is the address. */

import { Figure } from "../../components/figure.js";
import { TrainingForm } from "../../components/training-form.js";
import { useTraining } from "../../components/use-training.js";
import { html } from "../../lib/html.js";
import { onText } from "../../lib/input-handlers.js";
import { duration, integer } from "../../lib/numbers.js";
import { namedIn } from "../../lib/query.js";
import { queryWithout } from "../../lib/setup.js";
import { route, setQuery } from "../../state.js";
import { neededEpochs, secondsOf } from "./settings.js";
import { WordRun } from "./training.js";

/** @typedef {import("../../lib/types.js").Kind} Kind */
/** @typedef {import("../../lib/types.js").Dataset} Dataset */
/** @typedef {import("../../lib/types.js").Params} Params */
/** @typedef {import("../../lib/schema.js").Field} Field */

/** What stays when another method is chosen: the text, and the words to track. */
const SHARED = ["dataset", "probes", "pair"];

/** Words to track stand beside the text. @param {Field} field */
const tracksWords = ({ type }) => type === "words";

/** How much text is read, and where it can be estimated, how long that takes. @param {Params} values @param {Dataset|undefined} dataset */
function extent(values, dataset) {
  if (!dataset) return "";
  const seconds = secondsOf(values, dataset.sizes.train);
  const time =
    seconds === null ? "" : seconds < 10 ? ": some seconds" : `: about ${duration(5 * Math.round(seconds / 5))} on two processor cores`;
  return ` of ${integer(dataset.sizes.train)} words${time}${isShort(values, dataset.sizes.train)}`;
}

/** A text that is read too rarely. @param {Params} values @param {number} words */
function isShort({ architecture, epochs }, words) {
  const needed = architecture ? neededEpochs(words, 1) : 1;
  return epochs < needed ? `. A text this short is learned in about ${integer(needed)} epochs` : "";
}

/** @param {{kinds: Kind[], kind: Kind}} props */
function Method({ kinds, kind }) {
  /** @param {string} id */
  const choose = (id) => {
    const { query } = route.value;
    const kept = Object.entries(query).filter(([name]) => SHARED.includes(name));
    setQuery({ ...queryWithout(kind, query), ...Object.fromEntries(kept), kind: id });
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

/** @param {{datasets: Dataset[]}} props */
function AboutTexts({ datasets }) {
  return html`<p class="soft small" style="margin: var(--s1) 0 var(--s6)">
    Each line is one sentence; no context window crosses it.
    ${
      !datasets.some(({ id }) => id === "brown") &&
      html` To use the Brown corpus, put <code>brown.txt</code>, one sentence per line, into the data-set folder.`
    }
  </p>`;
}

/** @param {{kinds: Kind[], datasets: Dataset[], query: Record<string, string>, reload: () => void}} props */
export function Training({ kinds, datasets, query, reload }) {
  const kind = namedIn(query, "kind", kinds);
  const training = useTraining({ kind, datasets });
  /** @param {import("../../components/training-form.js").Parts} parts */
  const layout = ({ presets, description, datasets: chooser, parameters, start }) => html`<div>
    <div class="beside">
      <div>
        <${Method} kinds=${kinds} kind=${kind} />
        ${presets}${description}
        ${parameters((field) => !tracksWords(field))}
      </div>
      <div>${chooser}<${AboutTexts} datasets=${datasets} />${parameters(tracksWords, "Tracked during training")}</div>
    </div>
    ${start}
  </div>`;
  return html`<${Figure} number="7" title="Train your own" id="training">
    <${TrainingForm} training=${training} reload=${reload} layout=${layout} estimate=${extent(training.values, training.dataset)} />
    ${query.job && html`<div style="margin-top: var(--s8)"><${WordRun} key=${query.job} id=${query.job} /></div>`}
  <//>`;
}
