/** Lines over one axis, as SVG: named at their ends, with a crosshair that reads every line, kept as SVG or CSV. */

import { useRef, useState } from "preact/hooks";

import { html } from "../lib/html.js";
import { coordinate, significant } from "../lib/numbers.js";
import { decades, ticks } from "../lib/ticks.js";
import { spread } from "./labels.js";
import { save, saveCsv } from "./save.js";

/**
 * @typedef {{name: string, x: number[], y: (number|null)[], colour: string, dashed?: boolean, faint?: boolean,
 *   band?: {low: number[], high: number[]}}}
 *   PlotLine
 *   `colour`: a custom property such as `--curve-1`; `faint`: raw values behind another line, neither named nor read; null in `y` breaks
 *   the line; `band`: the range around it
 */
/**
 * @typedef {{lines: PlotLine[], title: string, xLabel: string, yLabel?: string, xDomain?: [number, number], yDomain?: [number, number],
 *   logY?: boolean, height?: number, file?: string, at?: number|null, point?: (x: number|null) => void,
 *   format?: (value: number) => string}} PlotProps
 *   `at`: where the crosshair stands when nobody points; `point`: told where it stands; `file`: name of the files it is saved in
 */

const narrow = matchMedia("(max-width: 720px)");

/** Units of the drawing, so that its letters are of one size on every screen. */
const frame = () =>
  narrow.matches ? { width: 400, top: 12, right: 122, bottom: 40, left: 46 } : { width: 640, top: 12, right: 104, bottom: 40, left: 56 };

/** @param {number[]} values @returns {[number, number]} */
function extent(values) {
  const [low, high] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  if (low > high) return [0, 1];
  const margin = low === high ? Math.abs(low) * 0.1 || 1 : 0.04 * (high - low);
  return [low - margin, high + margin];
}

/** @param {PlotLine[]} lines @param {boolean} log @returns {[number, number]} */
function heights(lines, log) {
  const all = lines.flatMap(({ y, band }) => [...y, ...(band?.low ?? []), ...(band?.high ?? [])]);
  const values = all.filter((value) => value !== null && Number.isFinite(value) && (!log || value > 0));
  if (!log) return extent(/** @type {number[]} */ (values));
  const [low, high] = extent(values.map((value) => Math.log10(/** @type {number} */ (value))));
  return [10 ** low, 10 ** high];
}

/** @param {PlotProps} props */
function scales({ lines, xDomain, yDomain, logY = false, height = 300 }) {
  const margin = frame();
  const xs = lines.flatMap(({ x }) => x);
  const [x0, x1] = xDomain ?? (xs.length ? [Math.min(...xs), Math.max(...xs)] : [0, 1]);
  const [y0, y1] = yDomain ?? heights(lines, logY);
  const measure = logY ? Math.log10 : (/** @type {number} */ value) => value;
  const bottom = height - margin.bottom;
  return {
    x: (/** @type {number} */ value) => margin.left + ((value - x0) / (x1 - x0 || 1)) * (margin.width - margin.left - margin.right),
    y: (/** @type {number} */ value) =>
      bottom - ((measure(value) - measure(y0)) / (measure(y1) - measure(y0) || 1)) * (bottom - margin.top),
    invert: (/** @type {number} */ place) => x0 + ((place - margin.left) / (margin.width - margin.left - margin.right)) * (x1 - x0),
    margin,
    xTicks: ticks(x0, x1),
    yTicks: logY ? decades(y0, y1) : ticks(y0, y1),
    x0,
    x1,
    y0,
    y1,
    bottom,
  };
}

/** @param {PlotLine} line @param {ReturnType<typeof scales>} scale @param {boolean} log */
function path({ x, y }, scale, log) {
  let pen = "M";
  return x
    .map((place, i) => {
      const value = y[i];
      if (value === null || !Number.isFinite(value) || (log && value <= 0)) {
        pen = "M";
        return "";
      }
      const part = `${pen}${scale.x(place).toFixed(1)} ${Math.max(-2000, Math.min(4000, scale.y(value))).toFixed(1)}`;
      pen = "L";
      return part;
    })
    .join("");
}

/** The outline of a band, along its upper side and back. @param {PlotLine} line @param {Scales} scale @param {boolean} log */
function outline({ x, band, ...line }, scale, log) {
  if (!band) return "";
  const [high, low] = [band.high, band.low].map((y) => path({ ...line, x, y }, scale, log));
  return `${high}L${low.slice(1).split("L").reverse().join("L")}Z`;
}

/** The measured value nearest to a place. @param {PlotLine} line @param {number} place */
function valueAt({ x, y }, place) {
  let best = -1;
  for (let i = 0; i < x.length; i += 1) if (y[i] !== null && (best < 0 || Math.abs(x[i] - place) < Math.abs(x[best] - place))) best = i;
  return best < 0 ? null : { x: x[best], y: /** @type {number} */ (y[best]) };
}

/** The names at the lines' ends, moved apart. @param {PlotLine[]} lines @param {ReturnType<typeof scales>} scale */
function names(lines, scale) {
  return spread(
    lines.flatMap((line) => {
      if (line.faint) return [];
      const end = valueAt({ ...line, y: line.y.map((value, i) => (line.x[i] <= scale.x1 ? value : null)) }, scale.x1);
      if (!end || !Number.isFinite(scale.y(end.y))) return [];
      return [
        {
          text: line.name,
          colour: line.colour,
          left: scale.x(end.x) + 8,
          top: Math.max(scale.margin.top, Math.min(scale.bottom, scale.y(end.y))),
        },
      ];
    }),
    scale.margin.top,
    scale.bottom,
  );
}

/** The plot as a file of its own: the page's colours written into it. @param {SVGSVGElement} svg @param {string} file */
function saveSvg(svg, file) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const properties = ["stroke", "stroke-width", "stroke-dasharray", "fill", "fill-opacity", "font-family", "font-size", "font-weight"];
  const [shown, copied] = [svg.querySelectorAll("*"), copy.querySelectorAll("*")];
  shown.forEach((element, i) => {
    const style = getComputedStyle(element);
    copied[i].setAttribute("style", properties.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  save(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }), file);
}

/** A line, and the two sides of its band as lines. @param {PlotLine} line @returns {PlotLine[]} */
const withBand = ({ band, ...line }) =>
  band ? [line, { ...line, name: `${line.name}, lowest`, y: band.low }, { ...line, name: `${line.name}, highest`, y: band.high }] : [line];

/** @param {PlotLine[]} lines */
const csvOf = (lines) =>
  [
    ["line", "x", "y"].join(","),
    ...lines.flatMap(withBand).flatMap(({ name, x, y }) => x.map((place, i) => `${JSON.stringify(name)},${place},${y[i] ?? ""}`)),
  ].join("\n");

/** @typedef {ReturnType<typeof scales>} Scales */
/** @typedef {PlotLine & {found: {x: number, y: number}}} Reading a line, and where the crosshair meets it */

/**
 * Where the crosshair stands, and what moves it.
 * @param {Scales} scale
 * @param {import("preact").RefObject<SVGSVGElement|null>} svg
 * @param {PlotProps} props
 */
function useCrosshair(scale, svg, { at = null, point }) {
  const [pointed, setPointed] = useState(/** @type {number|null} */ (null));
  const place = pointed ?? at;
  const inside = (/** @type {number} */ x) => Math.min(scale.x1, Math.max(scale.x0, x));
  /** @param {number|null} x */
  const moveTo = (x) => {
    setPointed(x);
    point?.(x);
  };
  /** @param {PointerEvent} event */
  const onPointerMove = (event) => {
    const box = /** @type {SVGSVGElement} */ (svg.current).getBoundingClientRect();
    moveTo(inside(scale.invert(((event.clientX - box.left) / box.width) * scale.margin.width)));
  };
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const step = ((scale.x1 - scale.x0) / 100) * (event.shiftKey ? 10 : 1);
    moveTo(inside((place ?? (scale.x0 + scale.x1) / 2) + direction * step));
  };
  return { place, handlers: { onPointerMove, onPointerLeave: () => moveTo(null), onKeyDown } };
}

/** @param {{scale: Scales, format: (value: number) => string}} props */
function Grid({ scale: { x, y, xTicks, yTicks, margin, bottom }, format }) {
  return html`<g>
    ${yTicks.map(
      (value) => html`<g>
        <line class=${value === 0 ? "zero" : "grid"} x1=${margin.left} x2=${margin.width - margin.right} y1=${y(value)} y2=${y(value)} />
        <text x=${margin.left - 8} y=${y(value)} text-anchor="end" dominant-baseline="central">${format(value)}</text>
      </g>`,
    )}
    ${xTicks.map(
      (value) => html`<g>
        ${value === 0 && html`<line class="zero" y1=${margin.top} y2=${bottom} x1=${x(0)} x2=${x(0)} />`}
        <text x=${x(value)} y=${bottom + 18} text-anchor="middle">${coordinate(value)}</text>
      </g>`,
    )}
  </g>`;
}

/** @param {{scale: Scales, readings: Reading[]}} props */
function Crosshair({ scale, readings }) {
  if (readings.length === 0) return null;
  const left = scale.x(readings[0].found.x);
  return html`<g>
    <line class="hair" x1=${left} x2=${left} y1=${scale.margin.top} y2=${scale.bottom} />
    ${readings.map(
      ({ colour, found }) => html`<circle cx=${scale.x(found.x)} cy=${scale.y(found.y)} r="4" style=${`fill: var(${colour})`} />`,
    )}
  </g>`;
}

/** @param {{lines: PlotLine[], scale: Scales, log: boolean}} props */
function Lines({ lines, scale, log }) {
  return html`<g>
    ${lines.map(
      (line) =>
        line.band && html`<path key=${line.name} class="band" d=${outline(line, scale, log)} style=${`fill: var(${line.colour})`} />`,
    )}
    ${lines.map(
      (line) =>
        html`<path key=${line.name} class="line" d=${path(line, scale, log)}
          style=${`stroke: var(${line.colour})${line.faint ? "; opacity: 0.28; stroke-width: 1" : ""}`}
          stroke-dasharray=${line.dashed ? "7 5" : undefined} />`,
    )}
    ${names(lines, scale).map(
      ({ text, colour, left, top }) =>
        html`<text class="line-name" x=${left} y=${top} dominant-baseline="central" style=${`fill: var(${colour})`}>${text}</text>`,
    )}
  </g>`;
}

/** The line of each that is met at a place. @param {PlotLine[]} lines @param {number|null} place @returns {Reading[]} */
function readingsAt(lines, place) {
  if (place === null) return [];
  return lines.flatMap((line) => {
    const found = line.faint ? null : valueAt(line, place);
    return found ? [{ ...line, found }] : [];
  });
}

/** @param {PlotProps} props */
export function LinePlot(props) {
  const { lines, title, xLabel, yLabel = "", logY = false, height = 300, file, format = significant } = props;
  const svg = useRef(/** @type {SVGSVGElement|null} */ (null));
  const scale = scales(props);
  const { margin } = scale;
  const { place, handlers } = useCrosshair(scale, svg, props);
  const readings = readingsAt(lines, place);
  const said = readings.map(({ name, found }) => `${name} ${format(found.y)}`);
  return html`<section class="chart" aria-label=${title}>
    <header>
      <h3>${title}</h3>
      <span class="readout" aria-live="polite">
        ${readings.length > 0 && [`${xLabel} ${coordinate(readings[0].found.x)}`, ...said].join(" · ")}
      </span>
    </header>
    <svg class="plot" ref=${svg} viewBox=${`0 0 ${margin.width} ${height}`} role="img" tabindex="0"
      aria-label=${`${title}: ${lines.map(({ name }) => name).join(", ")} over ${xLabel}`} ...${handlers}
    >
      <${Grid} scale=${scale} format=${format} />
      <text x=${(margin.left + margin.width - margin.right) / 2} y=${height - 4} text-anchor="middle">${xLabel}</text>
      ${yLabel && html`<text x=${margin.left} y=${margin.top - 2} text-anchor="start">${yLabel}</text>`}
      <${Lines} lines=${lines} scale=${scale} log=${logY} />
      <${Crosshair} scale=${scale} readings=${readings} />
    </svg>
    ${
      file &&
      html`<footer>
        <button class="quiet" onClick=${() => svg.current && saveSvg(svg.current, `${file}.svg`)}>SVG</button>
        <button class="quiet" onClick=${() => saveCsv(csvOf(lines), `${file}.csv`)}>CSV</button>
      </footer>`
    }
  </section>`;
}
