/** The kinds of training and the data sets, asked for once and shared by every page; names of what jobs and models refer to by id. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { listDatasets, listKinds } from "../api.js";
import { networkName } from "../lib/setup.js";

/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {import("../lib/types.js").Kind} Kind */
/** @typedef {import("../lib/types.js").Dataset} Dataset */
/** @typedef {{kinds: Kind[], datasets: Dataset[]}} Listed */
/**
 * Until the catalogue is there, and for what is gone, an id stands for itself.
 * @typedef {{loaded: import("./hooks.js").Loaded<Listed>, titleOf: (dataset: string) => string, networkOf: (job: Job) => string,
 *   kindOf: (kind: string) => Kind|undefined}} Catalogue
 */

/** @type {import("@preact/signals").Signal<{data: Listed|null, error: Error|null, loading: boolean}>} */
const listed = signal({ data: null, error: null, loading: true });

/** Asked again while the last lists are still shown: each page that opens gets fresh ones. */
async function load() {
  listed.value = { ...listed.value, loading: true };
  try {
    const [datasets, kinds] = await Promise.all([listDatasets(), listKinds()]);
    listed.value = { data: { datasets, kinds }, error: null, loading: false };
  } catch (error) {
    listed.value = { ...listed.value, error: /** @type {Error} */ (error), loading: false };
  }
}

let users = 0;

/** The first part of a page that opens asks; those beside it share the answer. */
function join() {
  if (users === 0) load();
  users += 1;
  return () => {
    users -= 1;
  };
}

/** @returns {Catalogue} */
export function useCatalogue() {
  useEffect(join, []);
  const { data } = listed.value;
  /** @param {string} id */
  const kindOf = (id) => data?.kinds.find((kind) => kind.id === id);
  return {
    loaded: { ...listed.value, reload: load },
    kindOf,
    titleOf: (dataset) => data?.datasets.find(({ id }) => id === dataset)?.title ?? dataset,
    networkOf: (job) => {
      const kind = kindOf(job.kind);
      return kind ? networkName(kind, job.params) : "";
    },
  };
}

/** A kind that the page shows a run or a model of. @param {string} id */
export const useKind = (id) => useCatalogue().kindOf(id);
