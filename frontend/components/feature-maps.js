/** The feature maps of an image in each layer. Choose a layer, choose a map, point at a pixel to read its activation. */

import { useState } from "preact/hooks";
import { getActivations } from "../api.js";
import { html } from "../lib/html.js";
import { fixed, shape } from "../lib/numbers.js";
import { wordIn } from "../lib/query.js";
import { patchQuery, route } from "../state.js";
import { useLoaded } from "./hooks.js";
import { MapCanvas } from "./map-canvas.js";
import { later } from "./words.js";

/** @typedef {import("../lib/types.js").Activation} Activation */
/** @typedef {import("../lib/types.js").FeatureMap} FeatureMap */
/** @typedef {import("../lib/types.js").LayerRow} LayerRow */

/** @param {{minimum: number, maximum: number}} range */
const limitOf = ({ minimum, maximum }) => Math.max(Math.abs(minimum), Math.abs(maximum));

/** @param {{limit: number}} props */
function ScaleBar({ limit }) {
  return html`<div class="scale-bar" aria-hidden="true">
    <i></i>
    <span><span>−${fixed(limit, 2)}</span><span>0</span><span>${fixed(limit, 2)}</span></span>
  </div>`;
}

/** @param {{map: FeatureMap, height: number, width: number, limit: number, layer: string}} props */
function LargeMap({ map, height, width, limit, layer }) {
  const [pixel, setPixel] = useState(/** @type {{x: number, y: number, value: number}|null} */ (null));
  return html`<div class="map-large">
    <${MapCanvas} values=${map.values} width=${width} height=${height} limit=${limit} hover=${setPixel} />
    <div>
      <h3>${layer}, feature map ${map.channel + 1}</h3>
      <p class="soft small">${height}×${width} activations from ${fixed(map.minimum, 2)} to ${fixed(map.maximum, 2)}</p>
      <p style="margin: var(--s1) 0 var(--s3)">
        ${
          pixel
            ? html`row ${pixel.y + 1}, column ${pixel.x + 1}: <strong>${fixed(pixel.value, 4)}</strong>`
            : html`<span class="soft">Point at a pixel to read its value.</span>`
        }
      </p>
      <${ScaleBar} limit=${limit} />
    </div>
  </div>`;
}

/** A layer with one activation per unit: a strip. @param {{activation: Activation}} props */
function Units({ activation }) {
  const { values } = activation.maps[0];
  const [unit, setUnit] = useState(/** @type {{x: number, value: number}|null} */ (null));
  const rows = Math.max(1, Math.floor(Math.sqrt(values.length / 4)));
  const width = Math.ceil(values.length / rows);
  const padded = [...values, ...new Array(rows * width - values.length).fill(0)];
  const limit = limitOf(activation);
  /** @param {{x: number, y: number, value: number}|null} at */
  const hover = (at) => setUnit(at && at.y * width + at.x < values.length ? { x: at.y * width + at.x, value: at.value } : null);
  return html`<div>
    <div class="units" style=${`aspect-ratio: ${width} / ${rows}; max-width: ${Math.min(width * 28, 720)}px`}>
      <${MapCanvas} values=${padded} width=${width} height=${rows} limit=${limit} hover=${hover} />
    </div>
    <p style="margin: var(--s3) 0">
      ${
        unit
          ? html`unit ${unit.x + 1}: <strong>${fixed(unit.value, 4)}</strong>`
          : html`<span class="soft">${values.length} activations, one per unit. Point at one to read it.</span>`
      }
    </p>
    <${ScaleBar} limit=${limit} />
  </div>`;
}

/** @param {{map: FeatureMap, large: boolean, width: number, height: number, limit: number, choose: () => void}} props */
const SmallMap = ({ map, large, width, height, limit, choose }) => html`<button aria-label=${`Feature map ${map.channel + 1}`}
  aria-pressed=${large} onClick=${choose}
>
  <${MapCanvas} values=${map.values} width=${width} height=${height} limit=${limit} />
</button>`;

/** @param {{activation: Activation}} props */
function Maps({ activation }) {
  const [chosen, setChosen] = useState(0);
  const [each, setEach] = useState(false);
  if (activation.shape.length === 1) return html`<${Units} activation=${activation} />`;
  const [height, width] = activation.shape;
  /** @param {FeatureMap} map */
  const limit = (map) => limitOf(each ? map : activation);
  const large = activation.maps[chosen] ?? activation.maps[0];
  return html`<div class="map-browser">
    <${LargeMap} map=${large} height=${height} width=${width} limit=${limit(large)} layer=${activation.layer} />
    <div>
      <div class="menu-row" style="margin-bottom: var(--s2)">
        <span class="soft small">${activation.maps.length} feature maps</span>
        <button class="quiet small" aria-pressed=${each} onClick=${() => setEach(!each)}>Scale each map separately</button>
      </div>
      <div class="maps">
        ${activation.maps.map(
          (map, i) =>
            html`<${SmallMap} key=${map.channel} map=${map} large=${map === large} width=${width} height=${height} limit=${limit(map)}
              choose=${() => setChosen(i)} />`,
        )}
      </div>
    </div>
  </div>`;
}

/** @param {{layer: LayerRow, chosen: boolean}} props */
const LayerTab = ({ layer: { name, output_shape }, chosen }) => html`<button role="tab" class="choice" aria-selected=${chosen}
  onClick=${() => patchQuery({ layer: name })}
>
  ${name}
  <small>${shape(output_shape)}</small>
</button>`;

/** @param {{model: string, image: Blob, layers: LayerRow[]}} props */
export function FeatureMaps({ model, image, layers }) {
  const first = layers.find(({ type }) => type === "activation" || type === "conv2d") ?? layers[0];
  const names = layers.map(({ name }) => name);
  const layer = wordIn(route.value.query, "layer", names, first.name);
  const loaded = useLoaded(() => getActivations(model, image, { layer }), [model, image, layer]);
  const activation = loaded.data?.[0];
  const ready = { ...loaded, data: activation?.layer === layer && !loaded.error ? activation : null };
  return html`<div>
    <div class="maps-layers" role="tablist" aria-label="Layers">
      ${layers.map((row) => html`<${LayerTab} key=${row.name} layer=${row} chosen=${row.name === layer} />`)}
    </div>
    ${later({ ...ready, loading: true }, "The layer is being computed.", (data) => html`<${Maps} key=${layer} activation=${data} />`)}
  </div>`;
}
