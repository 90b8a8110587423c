/** The network with its values: what each neuron says on the way forward, and its δ on the way back. */

import { html } from "../../lib/html.js";
import { significant } from "../../lib/numbers.js";

/** @typedef {{layer: number, unit: number, input: number|null}} Picked */

const COLUMN = 200;
const ROW = 92;
const RADIUS = 28;

/**
 * @param {{x: number[], layers: any[], forward: any[], backward: any[]|null, seen: number, told: number, picked: Picked, pick: (picked:
 *   Picked) => void}} props
 *   `seen`: layers that the forward pass has reached; `told`: layers that the backward pass has reached, counted from the last
 */
export function NetworkFigure({ x, layers, forward, backward, seen, told, picked, pick }) {
  const sizes = [x.length, ...layers.map(({ bias }) => bias.length)];
  const height = Math.max(...sizes) * ROW + 44;
  const width = (sizes.length - 1) * COLUMN + 2 * RADIUS + 60;
  const left = (/** @type {number} */ column) => RADIUS + 30 + column * COLUMN;
  const top = (/** @type {number} */ column, /** @type {number} */ i) => height / 2 + (i - (sizes[column] - 1) / 2) * ROW;
  const value = (/** @type {number} */ column, /** @type {number} */ i) =>
    column === 0 ? x[i] : column <= seen ? forward[column - 1].a[0][i] : null;
  const isPicked = (/** @type {number} */ l, /** @type {number} */ u, /** @type {number|null} */ i) =>
    picked.layer === l && picked.unit === u && picked.input === i;
  const reached = (/** @type {number} */ layer) => layers.length - layer <= told;
  /** @param {KeyboardEvent} event @param {Picked} which */
  const enter = (event, which) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick(which);
    }
  };
  return html`<div class="bp-scroll">
    <svg class="plot bp-figure" viewBox=${`0 0 ${width} ${height}`} style=${`min-width: ${Math.min(width, 560)}px; max-width: ${width}px`}
      role="group" aria-label="The network"
    >
      ${layers.map(({ weights }, l) =>
        weights.map((/** @type {number[]} */ row, /** @type {number} */ u) =>
          row.map((w, i) => {
            const [x1, y1, x2, y2] = [left(l) + RADIUS, top(l, i), left(l + 1) - RADIUS, top(l + 1, u)];
            const along = 0.3 + 0.12 * (u % 3);
            const chosen = isPicked(l, u, i);
            return html`<g key=${`${l}-${u}-${i}`}>
              <g class=${`link ${chosen ? "picked" : ""}`} tabindex="0" role="button" aria-pressed=${chosen}
                aria-label=${`Weight from ${i + 1} to ${u + 1} of layer ${l + 1}: ${significant(w, 3)}`}
                onClick=${() => pick({ layer: l, unit: u, input: i })}
                onKeyDown=${(/** @type {any} */ e) => enter(e, { layer: l, unit: u, input: i })}
              >
                <line class="grip" x1=${x1} y1=${y1} x2=${x2} y2=${y2} />
                <line x1=${x1} y1=${y1} x2=${x2} y2=${y2} data-symbol=${chosen ? "dz_dw" : undefined}
                  style=${`stroke: ${chosen ? "var(--accent)" : `var(--diverging-${w < 0 ? 1 : 5})`}`}
                  stroke-width=${Math.max(1, Math.min(8, 3 * Math.abs(w)))} />
              </g>
              <text class="said" x=${x1 + along * (x2 - x1)} y=${y1 + along * (y2 - y1) - 7} text-anchor="middle">
                ${significant(w, 2)}
              </text>
            </g>`;
          }),
        ),
      )}
      ${sizes.map((n, column) =>
        Array.from({ length: n }, (_, i) => {
          const said = value(column, i);
          const l = column - 1;
          const delta = column > 0 && backward && reached(l) ? backward[l].delta[0][i] : null;
          const chosen = column > 0 && isPicked(l, i, null);
          const own = column > 0 && picked.layer === l && picked.unit === i;
          return html`<g key=${`${column}:${i}`}>
            <g class=${`neuron ${own ? "own" : ""} ${chosen ? "picked" : ""}`}
              data-symbol=${own ? "da_dz" : column === picked.layer && i === picked.input ? "dz_dw" : undefined}
              ...${
                column > 0
                  ? {
                      tabindex: 0,
                      role: "button",
                      "aria-pressed": chosen,
                      "aria-label": `Bias of neuron ${i + 1} of layer ${column}`,
                      onClick: () => pick({ layer: l, unit: i, input: null }),
                      onKeyDown: (/** @type {any} */ e) => enter(e, { layer: l, unit: i, input: null }),
                    }
                  : {}
              }
            >
              <circle cx=${left(column)} cy=${top(column, i)} r=${RADIUS} />
            </g>
            <text class="value" x=${left(column)} y=${top(column, i)} text-anchor="middle" dominant-baseline="central">
              ${said === null ? "?" : significant(said, 3)}
            </text>
            ${
              delta !== null &&
              html`<text class="delta" x=${left(column)} y=${top(column, i) + RADIUS + 15} text-anchor="middle">
                δ ${significant(delta, 2)}
              </text>`
            }
          </g>`;
        }),
      )}
      ${sizes.map(
        (_, column) =>
          html`<text class="name" x=${left(column)} y="14" text-anchor="middle">
            ${column === 0 ? "x" : column === sizes.length - 1 ? "ŷ" : `layer ${column}`}
          </text>`,
      )}
    </svg>
  </div>`;
}
