/** One metric of a run over its epochs or iterations. Drag to zoom, double click to see all, the crosshair is shared between charts. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { addStylesheet } from "../components/stylesheet.js";
import { html } from "../lib/html.js";
import { coordinate } from "../lib/numbers.js";
import { align, drawnLines, toCsv } from "../lib/series.js";
import { colours, isDark } from "../state.js";
import { lastIndex, nearestIndex, spread } from "./labels.js";
import { chartOptions, LABEL_SPACE } from "./options.js";
import { saveCsv, savePng } from "./save.js";

/** @typedef {import("../lib/series.js").Curve} Curve */
/** @typedef {import("uplot")} UPlot */
/** @typedef {{text: string, left: number, top: number}} Label */

const HEIGHT = 260;

/** @param {string} colour @returns {import("./options.js").ChartColours} */
function chartColours(colour) {
  const [line, axis, grid] = colours([colour, "--ink-soft", "--hairline"]);
  return { colour: line, axis, grid, faint: line.replace("rgb(", "rgba(").replace(")", ", 0.28)") };
}

/**
 * The last values of the training and the validation line, in words: what the chart is called, drawn or not.
 * @param {import("uplot").AlignedData} columns
 * @param {string[]} names
 * @param {(value: number) => string} format
 */
function endValues(columns, names, format) {
  return [2, 3].flatMap((series) => {
    const last = lastIndex(columns[series]);
    if (last < 0) return [];
    const value = /** @type {number} */ (columns[series][last]);
    return [{ text: `${names[series - 1]} ${format(value)}`, value }];
  });
}

/** Those values beside the ends of their lines. @param {UPlot} plot @param {ReturnType<typeof endValues>} values @returns {Label[]} */
function endLabels(plot, values) {
  const left = (plot.bbox.left + plot.bbox.width) / devicePixelRatio + 8;
  return spread(values.map(({ text, value }) => ({ text, left, top: plot.valToPos(value, "y") + plot.bbox.top / devicePixelRatio })));
}

/** What stands under the crosshair. @param {UPlot} plot @param {Plotted} plotted */
function readoutOf(plot, { names, format, unit }) {
  const { idx } = plot.cursor;
  if (idx === null || idx === undefined) return "";
  const values = [1, 2, 3].flatMap((series) => {
    const nearest = nearestIndex(plot.data[series], idx);
    return nearest < 0 ? [] : [`${names[series - 1]} ${format(/** @type {number} */ (plot.data[series][nearest]))}`];
  });
  return [`${unit} ${coordinate(plot.data[0][idx], 6)}`, ...values].join(" · ");
}

/**
 * @typedef {{columns: import("uplot").AlignedData, names: string[], end: number, log: boolean, colour: string,
 *   format: (value: number, more?: number) => string, unit: string, sync: string}} Plotted
 *   `names`: of the columns after x
 */

/**
 * What stands beside the lines and under the crosshair, and whether a part has been chosen.
 * @param {Plotted} plotted
 */
function useReadings(plotted) {
  const latest = useRef(plotted);
  latest.current = plotted;
  const zoomed = useRef(false);
  const [labels, setLabels] = useState(/** @type {Label[]} */ ([]));
  const [readout, setReadout] = useState("");
  /** @type {import("uplot").Hooks.Arrays} */
  const hooks = {
    draw: [(plot) => setLabels(endLabels(plot, endValues(plot.data, latest.current.names, latest.current.format)))],
    setCursor: [(plot) => setReadout(readoutOf(plot, latest.current))],
    setSelect: [
      (plot) => {
        zoomed.current ||= plot.select.width > 0;
      },
    ],
  };
  return { zoomed, labels, readout, hooks };
}

/**
 * Keeps a uPlot in an element; a new one for a new theme or scale, new data into the old one.
 * @param {Plotted} plotted
 */
function usePlot(plotted) {
  const { columns, end, log, colour, format, unit, sync } = plotted;
  const element = useRef(/** @type {HTMLElement|null} */ (null));
  const plot = useRef(/** @type {UPlot|null} */ (null));
  const latest = useRef({ columns, end });
  latest.current = { columns, end };
  const { zoomed, labels, readout, hooks } = useReadings(plotted);
  const dark = isDark.value;

  const showAll = () => {
    zoomed.current = false;
    plot.current?.setScale("x", { min: 0, max: Math.max(1, latest.current.end) });
  };

  useEffect(() => {
    let current = true;
    /** @type {ResizeObserver|null} */
    let watcher = null;
    addStylesheet("/vendor/uplot/dist/uPlot.min.css");
    import("uplot").then(({ default: UPlot }) => {
      const box = element.current;
      if (!current || !box) return;
      const options = chartOptions({
        width: box.clientWidth,
        height: HEIGHT,
        log,
        format,
        unit,
        sync,
        colours: chartColours(colour),
        reset: showAll,
        hooks,
      });
      plot.current = new UPlot(options, latest.current.columns, box);
      showAll();
      watcher = new ResizeObserver(() => plot.current?.setSize({ width: box.clientWidth, height: HEIGHT }));
      watcher.observe(box);
    });
    return () => {
      current = false;
      watcher?.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [dark, log, colour]);

  useEffect(() => {
    plot.current?.setData(columns, false);
    if (zoomed.current) plot.current?.redraw();
    else showAll();
  }, [columns, end]);

  return { element, plot, labels, readout };
}

/**
 * @param {{title: string, name: string, curve: Curve, end: number, colour: string, sync: string,
 *   format: (value: number, more?: number) => string, unit?: string, mayLog?: boolean, bare?: boolean, empty: string}} props
 *   `name`: of the files it is saved in; `end`: the right end of the axis; `empty`: said while there is no point yet; `bare`: without
 *   its tools
 */
export function CurveChart({ title, name, curve, end, colour, format, sync, unit = "epoch", mayLog = false, bare = false, empty }) {
  const [log, setLog] = useState(false);
  const { columns, names } = useMemo(() => {
    const lines = drawnLines(curve);
    return { columns: align(lines.map(({ line }) => line)), names: lines.map((line) => line.name) };
  }, [curve]);
  const isEmpty = columns[0].length === 0;
  const values = useMemo(() => endValues(columns, names, format), [columns, names, format]);
  const { element, plot, labels, readout } = usePlot({ columns, names, end, log, colour, format, unit, sync });
  const saveTable = () =>
    saveCsv(toCsv(unit, ["batch", "training", "validation"], [curve.batch, curve.train, curve.validation]), `${name}.csv`);
  const saveImage = () => {
    const [paper, ink, line] = colours(["--paper", "--ink", colour]);
    if (plot.current)
      savePng(plot.current.ctx.canvas, { title, paper, ink, labels: labels.map((label) => ({ ...label, colour: line })) }, `${name}.png`);
  };
  return html`<section class="chart" aria-label=${title}>
    <header><h3>${title}</h3><span class="readout" aria-hidden="true">${readout}</span></header>
    <div class="chart-plot" ref=${element} role="img"
      aria-label=${`${title} over the ${unit}s. ${values.map(({ text }) => text).join(", ")}`}
    >
      ${labels.map(
        ({ text, left, top }) =>
          html`<span class="line-label" style=${`left: ${left}px; top: ${top}px; color: var(${colour}); max-width: ${LABEL_SPACE - 8}px`}>
            ${text}
          </span>`,
      )}
      ${isEmpty && html`<span class="chart-empty">${empty}</span>`}
    </div>
    ${
      !bare &&
      html`<footer>
        ${mayLog && html`<button class="quiet" aria-pressed=${log} onClick=${() => setLog(!log)}>Logarithmic</button>`}
        <button class="quiet" disabled=${isEmpty} onClick=${saveImage}>PNG</button>
        <button class="quiet" disabled=${isEmpty} onClick=${saveTable}>CSV</button>
      </footer>`
    }
  </section>`;
}
