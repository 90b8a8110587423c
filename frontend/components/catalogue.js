/** Names of what jobs and models refer to by id: data sets by their titles, networks by their presets. */

import { listDatasets, listKinds } from "../api.js";
import { networkName } from "../lib/setup.js";
import { useLoaded } from "./hooks.js";

/** @typedef {import("../lib/types.js").Job} Job */
/** @typedef {{titleOf: (dataset: string) => string, networkOf: (job: Job) => string}} Catalogue */

const load = async () => {
  const [datasets, kinds] = await Promise.all([listDatasets(), listKinds()]);
  return { datasets, kinds };
};

/** Until the catalogue is there, and for data sets that are gone, an id stands for itself. @returns {Catalogue} */
export function useCatalogue() {
  const { data } = useLoaded(load, []);
  return {
    titleOf: (dataset) => data?.datasets.find(({ id }) => id === dataset)?.title ?? dataset,
    networkOf: (job) => {
      const kind = data?.kinds.find(({ id }) => id === job.kind);
      return kind ? networkName(kind, job.params) : "";
    },
  };
}
