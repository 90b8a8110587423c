/** How uPlot draws a curve: axes with units, training solid, validation dashed, the batches faint behind them. */

/** @typedef {import("uplot")} UPlot */
/** @typedef {{axis: string, grid: string, colour: string, faint: string}} ChartColours */
/**
 * @typedef {Object} ChartStyle
 * @property {number} width
 * @property {number} height
 * @property {boolean} log
 * @property {ChartColours} colours
 * @property {(value: number, more?: number) => string} format `more`: digits beyond the usual ones
 * @property {string} unit what the axis counts, such as `epoch`
 * @property {string} sync charts of one name share their crosshair
 * @property {import("uplot").Hooks.Arrays} hooks
 * @property {() => void} reset
 */

export const LABEL_SPACE = 108;
/** Between two numbers of the axis: 1, 2, 5, …, 50,000. */
const INCREMENTS = [1, 10, 100, 1000, 10_000].flatMap((power) => [power, 2 * power, 5 * power]);
const FONT = '13px "Source Sans 3 Variable", "DejaVu Sans", sans-serif';

/** @param {ChartColours} colours */
function axis(colours, more = {}) {
  return {
    stroke: colours.axis,
    font: FONT,
    labelFont: FONT,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { stroke: colours.grid, width: 1, size: 4 },
    ...more,
  };
}

/** Means of epochs are fewer than the batches: points on a line; a line through batches is only a line. @param {UPlot} plot */
const areMeans = (plot) => [...plot.data[2]].some((value, i) => typeof value === "number" && typeof plot.data[1][i] !== "number");

/** One measurement makes no line: it is a point. @param {UPlot} plot @param {number} index */
const isAlone = (plot, index) => [...plot.data[index]].filter((value) => typeof value === "number").length === 1;

/** @param {ChartStyle} style */
function series({ colours }) {
  return [
    {},
    { label: "batch", stroke: colours.faint, width: 1, spanGaps: true, points: { show: isAlone, size: 5, fill: colours.colour } },
    {
      label: "training",
      stroke: colours.colour,
      width: 2,
      spanGaps: true,
      points: {
        show: (/** @type {UPlot} */ plot, /** @type {number} */ index) => areMeans(plot) || isAlone(plot, index),
        size: 5,
        fill: colours.colour,
      },
    },
    {
      label: "validation",
      stroke: colours.colour,
      width: 2,
      dash: [7, 5],
      spanGaps: true,
      points: { show: true, size: 6, fill: colours.colour },
    },
  ];
}

/** So many digits more than usual may stand beside the axis. */
const MORE_DIGITS = [0, 1, 2, 3];

/**
 * The numbers beside the axis, with as many digits as it takes to tell them apart.
 * @param {(number|null)[]} ticks
 * @param {(value: number, more?: number) => string} format
 */
export function tickTexts(ticks, format) {
  const texts = (/** @type {number} */ more) => ticks.map((tick) => (tick === null ? "" : format(tick, more)));
  const areDistinct = (/** @type {string[]} */ all) => new Set(all.filter(Boolean)).size === all.filter(Boolean).length;
  const more = MORE_DIGITS.find((digits) => areDistinct(texts(digits))) ?? 0;
  return texts(more);
}

/** Lines of a logarithmic grid: powers of ten only. @param {UPlot} _plot @param {number[]} splits */
const decadesOnly = (_plot, splits) =>
  splits.map((split) => (Math.abs(Math.log10(split) - Math.round(Math.log10(split))) < 1e-9 ? split : null));

/**
 * @param {ChartStyle} style
 * @returns {import("uplot").Options}
 */
export function chartOptions(style) {
  const { width, height, log, colours, format, unit, sync, hooks, reset } = style;
  return {
    width,
    height,
    hooks,
    padding: [8, LABEL_SPACE, 0, 8],
    legend: { show: false },
    series: series(style),
    scales: { x: { time: false }, y: { distr: log ? 3 : 1 } },
    axes: [
      axis(colours, { label: unit, labelSize: 22, size: 30, incrs: INCREMENTS, grid: { show: false } }),
      axis(colours, {
        size: 52,
        grid: { stroke: colours.grid, width: 1, ...(log && { filter: decadesOnly }) },
        values: (/** @type {UPlot} */ _, /** @type {(number|null)[]} */ ticks) => tickTexts(ticks, format),
      }),
    ],
    cursor: {
      sync: { key: sync, setSeries: false },
      focus: { prox: -1 },
      points: { size: 8 },
      drag: { x: true, y: false, dist: 8 },
      bind: {
        dblclick: () => () => {
          reset();
          return null;
        },
      },
    },
  };
}
