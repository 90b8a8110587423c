/** A training that is being set up. Its state is the address: what differs from the preset stands there, beside what the page keeps. */

import { useMemo, useState } from "preact/hooks";

import { fieldsOf } from "../lib/schema.js";
import { presetOf, queryOf, queryWithout, requestParams, underPreset, valuesFromQuery } from "../lib/setup.js";
import { go, route, setQuery } from "../state.js";
import { useAction } from "./hooks.js";
import { expectRun, startJob } from "./own-jobs.js";

/** @typedef {import("../lib/types.js").Kind} Kind */
/** @typedef {import("../lib/types.js").Dataset} Dataset */
/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {import("../lib/types.js").Params} Params */
/** @typedef {import("../lib/types.js").Preset} Preset */
/** @typedef {ReturnType<typeof useTraining>} Training */

/**
 * Submits the training. What the server rejected says nothing of what has been changed since.
 * @param {Kind} kind
 * @param {Params} params
 * @param {(job: Job) => void} started
 * @param {string} [name] of the run
 */
export function useSubmission(kind, params, started, name = "") {
  const request = JSON.stringify([kind.id, params, name]);
  const [sent, setSent] = useState("");
  const submit = useAction(async () => {
    setSent(request);
    started(await startJob(kind.id, params, name));
  });
  return { act: submit.act, busy: submit.busy, error: sent === request ? submit.error : null };
}

/** The run on the same page, which keeps its settings. @param {Job} job */
export function watchHere({ id }) {
  expectRun(id);
  go(route.value.path, { ...route.value.query, job: id });
}

/**
 * @param {{kind: Kind, datasets: Dataset[], preferred?: readonly string[], started?: (job: Job) => void}} options
 *   `preferred`: data sets to begin with; `started`: opens the run
 */
export function useTraining({ kind, datasets, preferred, started = watchHere }) {
  const fields = useMemo(() => fieldsOf(kind.params_schema), [kind]);
  const { query } = route.value;
  const values = valuesFromQuery(kind, fields, query, datasets, preferred);
  const params = requestParams(kind, values);
  const submission = useSubmission(kind, params, started, query.name);
  /** @param {Params} next */
  const keep = (next) => setQuery({ ...queryWithout(kind, query), ...queryOf(kind, next) });
  return {
    kind,
    fields,
    values,
    params,
    datasets,
    dataset: datasets.find(({ id }) => id === values.dataset),
    preset: presetOf(kind, values),
    name: query.name ?? "",
    rename: (/** @type {string} */ name) => setQuery({ ...route.value.query, name: name || null }),
    submission,
    /** @param {Params} changes */
    change: (changes) => keep({ ...values, ...changes }),
    /** @param {Preset} preset */
    choosePreset: (preset) => keep(underPreset(kind, values, preset)),
  };
}
