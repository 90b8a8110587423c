/** The layers of a network drawn as blocks: feature maps get smaller and more numerous, until one unit is left per class. */

import { html } from "../lib/html.js";
import { SHEET_OFFSET, slabs } from "../lib/slabs.js";

const LABELS = 44;

/** @typedef {import("../lib/slabs.js").Slab} Slab */

/** @param {{slab: Slab, base: number, image?: string}} props `base`: the y of the floor; `image`: drawn on the front */
function Sheets({ slab, base, image }) {
  const { side, sheets, flat, width } = slab;
  const breadth = flat ? 12 : side;
  const left = (width - breadth - (sheets - 1) * SHEET_OFFSET) / 2;
  return html`<g>
    ${Array.from({ length: sheets }, (_, i) => {
      const offset = (sheets - 1 - i) * SHEET_OFFSET;
      return html`<rect class=${i === sheets - 1 ? "front" : "slab"} x=${left + offset} y=${base - side - offset} width=${breadth}
        height=${side} rx="1" />`;
    })}
    ${
      image &&
      html`<image href=${image} x=${left} y=${base - side} width=${breadth} height=${side} preserveAspectRatio="none"
        style="image-rendering: pixelated" />`
    }
  </g>`;
}

/** @param {{slab: Slab, height: number, active: boolean, activate: (name: string) => void, image?: string}} props */
function Stage({ slab, height, active, activate, image }) {
  return html`<g class=${`stage ${active ? "active" : ""}`} transform=${`translate(${slab.x} 0)`}
    onMouseEnter=${() => activate(slab.name)} onMouseLeave=${() => activate("")}
  >
    <rect x="0" y="0" width=${slab.width} height=${height + LABELS} fill="transparent" />
    <${Sheets} slab=${slab} base=${height} image=${image} />
    <text class="size" x=${slab.width / 2} y=${height + 20} text-anchor="middle">${slab.size}</text>
    <text x=${slab.width / 2} y=${height + 37} text-anchor="middle">${slab.title}</text>
  </g>`;
}

/**
 * @param {{inputShape: number[], layers: import("../lib/types.js").LayerRow[], active: string, activate: (name: string) => void,
 *   image?: string}} props
 *   `image`: what enters the network; `active`: name of the layer that is pointed at, here or in the table
 */
export function NetworkFigure({ inputShape, layers, active, activate, image }) {
  const { slabs: drawn, width, height } = slabs(inputShape, layers);
  const text = drawn.map(({ title, size }) => `${title} ${size}`).join(", then ");
  return html`<div class="network" tabindex="0" role="group" aria-label="The layers of the network">
    <svg viewBox=${`0 0 ${width} ${height + LABELS}`} style=${`--width: ${width}px`} role="img"
      aria-label=${text}
    >
      ${drawn.map(
        (slab, i) =>
          html`<${Stage} key=${i} slab=${slab} height=${height} active=${slab.name !== "" && slab.name === active} activate=${activate}
            image=${i === 0 ? image : undefined} />`,
      )}
    </svg>
  </div>`;
}
