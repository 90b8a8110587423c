/** §4.3: a network that names images. Set it up, train it, watch it; the training that is watched stands in the address. */

import { listDatasets, listKinds } from "../../api.js";
import { useLoaded, useTitle } from "../../components/hooks.js";
import { later } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { CnnRun } from "./run.js";
import { CnnSetup } from "./setup.js";

/** Kinds and data sets, which the page is made of. */
const load = async () => {
  const [kinds, datasets] = await Promise.all([listKinds(), listDatasets()]);
  const kind = kinds.find(({ id }) => id === "cnn");
  if (!kind) throw new Error("This playground has no convolutional network.");
  return { kind, datasets: datasets.filter(({ id }) => kind.datasets.includes(id)) };
};

/** @param {{query: Record<string, string>}} props */
export default function Cnn({ query }) {
  useTitle("Naming images");
  const loaded = useLoaded(load, []);
  return html`<div>
    <div class="page-head"><div>
      <p class="section-number">§4.3</p>
      <h1>Naming images</h1>
      <p class="lead">${
        query.job
          ? "One training of the network, from its first batch to what it can name."
          : html`
            A convolutional network looks at small colour images and says what is on them. This is the tutorial’s network on the tutorial’s
            task; every number of it is yours to change.
          `
      }</p>
    </div></div>
    ${later(loaded, "The data sets and the network’s parameters are being fetched.", ({ kind, datasets }) =>
      query.job
        ? html`<${CnnRun} key=${query.job} id=${query.job} kind=${kind} />`
        : html`<${CnnSetup} kind=${kind} datasets=${datasets} query=${query} reload=${loaded.reload} />`,
    )}
  </div>`;
}
