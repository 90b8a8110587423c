/** The weight or bias that is picked in the diagram, to be edited. */

import { useEffect, useRef } from "preact/hooks";

import { NumberRow } from "../../components/number-field.js";
import { html } from "../../lib/html.js";
import { numberField } from "../../lib/schema.js";

/** @typedef {import("./state.js").Layer} Layer */
/** @typedef {import("./diagram.js").Picked} Picked */

/**
 * The layer with another value of one weight, or of a bias.
 * @param {Layer} layer
 * @param {Picked} picked
 * @param {number} value
 * @returns {Layer}
 */
function withValue(layer, { unit, input }, value) {
  if (input === null) return { ...layer, bias: layer.bias.with(unit, value) };
  return { ...layer, weights: layer.weights.with(unit, layer.weights[unit].with(input, value)) };
}

/** @param {Picked} picked */
function nameOf({ layer, unit, input }) {
  const neuron = `neuron ${unit + 1} of layer ${layer + 1}`;
  if (input === null) return `Bias of ${neuron}`;
  return `Weight from ${layer === 0 ? `x${input + 1}` : `neuron ${input + 1}`} to ${neuron}`;
}

/** @param {{picked: Picked, layers: Layer[], edit: (layers: Layer[]) => void}} props */
export function WeightEditor({ picked, layers, edit }) {
  const { layer, unit, input } = picked;
  const one = layers[layer];
  const place = useRef(/** @type {HTMLDivElement|null} */ (null));
  useEffect(() => {
    place.current?.querySelector("input")?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: "nearest" });
  }, [picked]);
  const value = one && (input === null ? one.bias[unit] : one.weights[unit]?.[input]);
  if (value === undefined) return null;
  const field = numberField(`weight-${layer}-${unit}-${input}`, nameOf(picked));
  return html`<div ref=${place}>
    <${NumberRow} key=${field.name} class="weight-editor" field=${field} value=${value}
      change=${(/** @type {number} */ next) => edit(layers.with(layer, withValue(one, picked, next)))} />
  </div>`;
}
