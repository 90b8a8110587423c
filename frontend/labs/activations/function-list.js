/** Every activation function and its derivative, small. */

import { html } from "../../lib/html.js";
import { pathOf, scales } from "./scale.js";

/** @typedef {import("./calls.js").Curve} Curve */

const SCALE = scales({ left: 0, right: 120, top: 0, bottom: 90 }, [-5, 5], [-2, 3]);

/** @param {{curve: Curve, isOpen: boolean, compared: boolean, full: boolean, open: () => void, compare: () => void}} props */
function Tile({ curve, isOpen, compared, full, open, compare }) {
  return html`<li>
    <button class="open" aria-pressed=${isOpen} onClick=${open}>
      <svg viewBox="0 0 120 90" aria-hidden="true">
        <path class="zero" d=${`M0 ${SCALE.y(0)}H120M60 0V90`} />
        <path d=${pathOf(curve.x, curve.y, SCALE)} />
        <path class="derivative" d=${pathOf(curve.x, curve.derivative, SCALE, 0.5)} />
      </svg>
      ${curve.title}
    </button>
    <label>
      <input type="checkbox" checked=${compared || isOpen} disabled=${isOpen || (full && !compared)}
        aria-label=${`Compare ${curve.title}`} onChange=${compare} /> compare
    </label>
  </li>`;
}

/**
 * @param {{curves: Curve[], opened: string, compared: string[], max: number, open: (id: string) => void, compare: (id: string) => void}}
 *   props
 */
export function FunctionList({ curves, opened, compared, max, open, compare }) {
  return html`<ul class="function-list">
    ${curves.map(
      (curve) =>
        html`<${Tile} key=${curve.id} curve=${curve} isOpen=${curve.id === opened} compared=${compared.includes(curve.id)}
          full=${compared.length >= max} open=${() => open(curve.id)} compare=${() => compare(curve.id)} />`,
    )}
  </ul>`;
}
