/** The network of the set-up: as a figure, as a summary that can be changed, and the formulas behind it. */

import { useMemo, useState } from "preact/hooks";

import { Figure } from "../../components/figure.js";
import { Formula } from "../../components/formula.js";
import { LayerEditor } from "../../components/layer-editor.js";
import { NetworkFigure } from "../../components/network-figure.js";
import { Problem, Waiting } from "../../components/words.js";
import { html } from "../../lib/html.js";
import { layerFields } from "../../lib/schema.js";
import { shortName } from "../../lib/slabs.js";

/** @typedef {import("../../components/use-training.js").Training} Training */
/** @typedef {import("../../lib/types.js").LayerRow} LayerRow */

const CONVOLUTION = "\\displaystyle \\mathcal{C}(x, y) = \\sum_{dx=-a}^{a}\\, \\sum_{dy=-b}^{b} \\omega(dx, dy)\\, f(x + dx,\\, y + dy)";
const SIZES = {
  valid: {
    tex: "\\displaystyle n_f = \\left\\lfloor \\frac{n_i + 2 p_w - \\omega_n}{s} + 1 \\right\\rfloor",
    plain: "n_f = ⌊(n_i + 2 p_w − ω_n)/s + 1⌋",
  },
  same: { tex: "\\displaystyle n_f = \\left\\lceil \\frac{n_i}{s} \\right\\rceil", plain: "n_f = ⌈n_i/s⌉" },
};

/**
 * The formulas of §4.1 and §4.2, the second with the numbers of the layer that is pointed at.
 * @param {{rows: LayerRow[], active: string}} props
 */
function Formulas({ rows, active }) {
  const windows = rows.filter(({ padding }) => padding !== null);
  const row = windows.find(({ name }) => name === active) ?? windows[0];
  const size = SIZES[row?.padding ?? "valid"];
  return html`<div class="formulas">
    <${Formula} tex=${CONVOLUTION} plain="C(x, y) = Σ Σ ω(dx, dy) f(x + dx, y + dy)" />
    ${
      row &&
      html`<${Formula}
        tex=${`${size.tex} \\qquad \\text{here, in \\texttt{${row.name.replaceAll("_", "\\_")}}:}\\quad ${row.shape_latex}`}
        plain=${`${size.plain}; here, in ${row.name}: ${row.shape_formula}`} />`
    }
  </div>`;
}

/** Which layers do not fit on the layer before them. @param {{problems: Record<number, string>, layers: {type: string}[]}} props */
function Misfits({ problems, layers }) {
  return Object.entries(problems).map(
    ([index, problem]) =>
      html`<p key=${index} class="wrong">Layer ${Number(index) + 1}, ${shortName(layers[Number(index)]?.type ?? "layer")}: ${problem}</p>`,
  );
}

/**
 * @param {{training: Training, preview: import("../../components/use-preview.js").Preview, presets: import("../../lib/html.js").Children,
 *   image: string|undefined}} props
 *   `presets`: the choice among them; `image`: drawn at the input
 */
export function CnnNetwork({ training: { kind, values, dataset, preset, change }, preview, presets, image }) {
  const [active, activate] = useState("");
  const fields = useMemo(() => layerFields(kind.params_schema), [kind]);
  const { table, error, problems } = preview;
  const unplaced = error && Object.keys(problems).length === 0;
  const inputShape = dataset?.shape ?? table?.input_shape ?? [32, 32, 3];
  return html`<${Figure} number="2" title="Network" tools=${presets}>
    <p class="soft">${preset?.description}</p>
    ${unplaced && html`<${Problem} error=${error} />`}
    ${!table && !error && html`<${Waiting}>The shapes are being computed.<//>`}
    <${Misfits} problems=${problems} layers=${values.layers} />
    ${
      (table || error) &&
      html`<div class=${error ? "dimmed" : ""}>
        <${NetworkFigure} inputShape=${inputShape} layers=${table?.layers ?? []} active=${active} activate=${activate} image=${image} />
      </div>`
    }
    ${table && html`<${Formulas} rows=${table.layers} active=${active} />`}
    ${
      (table || error) &&
      html`<${LayerEditor} specs=${values.layers} fields=${fields} rows=${table?.layers ?? []} inputShape=${inputShape}
        total=${table?.total_parameters ?? 0} stale=${error !== null} problems=${problems} active=${active} activate=${activate}
        change=${(/** @type {import("../../lib/layers.js").Spec[]} */ layers) => change({ layers })} />`
    }
  <//>`;
}
