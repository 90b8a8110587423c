/** §4.3: a network that classifies images. Set it up, train it, watch it; the training that is watched stands in the address. */

import { useCatalogue } from "../../components/catalogue.js";
import { useTitle } from "../../components/hooks.js";
import { later } from "../../components/words.js";
import { LABS } from "../../lib/contents.js";
import { html } from "../../lib/html.js";
import { CnnRun } from "./run.js";
import { CnnSetup } from "./setup.js";

const { number, title } = /** @type {import("../../lib/contents.js").Entry} */ (LABS.get("cnn"));

/** @param {{query: Record<string, string>}} props */
export default function Cnn({ query }) {
  useTitle(title);
  const { loaded, kindOf } = useCatalogue();
  const kind = kindOf("cnn");
  return html`<div>
    <div class="page-head"><div>
      <p class="section-number">§ ${number}</p>
      <h1>${title}</h1>
      <p class="lead">${
        query.job
          ? "One training of the network, from its first batch to its predictions on test images."
          : html`
            A convolutional neural network (CNN) predicts the class of a small colour image. This is the tutorial’s network on the
            tutorial’s task; every parameter can be changed.
          `
      }</p>
    </div></div>
    ${later(loaded, "The data sets and the network’s parameters are being fetched.", ({ datasets }) => {
      if (!kind) return html`<p class="notice bad">This playground has no convolutional network.</p>`;
      if (query.job) return html`<${CnnRun} key=${query.job} id=${query.job} kind=${kind} />`;
      return html`<${CnnSetup} kind=${kind} datasets=${datasets.filter(({ id }) => kind.datasets.includes(id))} reload=${loaded.reload} />`;
    })}
  </div>`;
}
