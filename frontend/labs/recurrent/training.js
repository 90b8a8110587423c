/** Training the layer on its text: gradient descent through time, with clipping or without. */

import { LinePlot } from "../../charts/line-plot.js";
import { html } from "../../lib/html.js";
import { counted, significant } from "../../lib/numbers.js";
import { MAX_STEPS } from "./setup.js";

/** @typedef {import("./use-recurrent.js").Shown} Shown */

/** @param {{shown: Shown}} props */
export function TrainingFigure({ shown: { setup, network, unrolled } }) {
  const { losses, norms } = network;
  const largest = Math.max(0, ...norms);
  return html`<div>
    <p>
      ${setup.steps === 0 ? "With new weights" : `After ${counted(setup.steps, "step")} of gradient descent`} the loss
      is <strong>${significant(unrolled.gradient.loss, 4)}</strong>${
        losses.length > 0 && html`; at the start it was ${significant(losses[0], 4)}`
      }.
      ${
        norms.length > 0 &&
        html`${" "}The largest gradient had the norm ${significant(largest, 3)}${
          setup.clip ? (largest > 1 ? ", and was clipped to 1" : ", so that none was clipped") : ", and none was clipped"
        }.`
      }
    </p>
    ${
      losses.length > 1 &&
      html`<${LinePlot} title="Loss" xLabel="step" file="recurrent-loss" height=${220} lines=${[
        { name: "loss", x: losses.map((_, i) => i), y: losses, colour: "--curve-1" },
      ]} />`
    }
    ${setup.steps >= MAX_STEPS && html`<p class="soft">${counted(MAX_STEPS, "step")} are as many as this page takes.</p>`}
  </div>`;
}
