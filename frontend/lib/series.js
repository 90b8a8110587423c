/** From a job's metric events to the lines of its charts. */

/** @typedef {import("./types.js").JobEvent} JobEvent */
/** @typedef {import("./types.js").HistoryRow} HistoryRow */
/** @typedef {{x: number[], y: (number|null)[]}} Line */
/** @typedef {import("./types.js").KindCurve} KindCurve */
/** @typedef {{batch: Line, train: Line, validation: Line}} Curve one metric: batches as measured, means of epochs of both splits */

/** @returns {Line} */
const line = () => ({ x: [], y: [] });

/** @returns {Curve} */
export function emptyCurve() {
  return { batch: line(), train: line(), validation: line() };
}

/** @param {unknown} value */
const finite = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/**
 * The curve of one metric. x counts epochs, or, in a run without epochs, iterations: the mean of an epoch or interval stands at its end, a
 * batch where it was measured.
 * @param {JobEvent[]} events
 * @param {string} name such as `loss`
 * @param {number} stepsPerUnit steps per epoch, 1 where iterations are counted; 0 leaves the batches out
 * @returns {Curve}
 */
export function curveOf(events, name, stepsPerUnit) {
  const curve = emptyCurve();
  for (const { type, data } of events) {
    if (type !== "metric" || !(name in data.values) || data.split === "test") continue;
    const isBatch = data.scope === "batch";
    if (isBatch && !stepsPerUnit) continue;
    const target = isBatch ? curve.batch : data.split === "validation" ? curve.validation : curve.train;
    target.x.push(isBatch ? data.step / stepsPerUnit : (data.epoch ?? data.step));
    target.y.push(finite(data.values[name]));
  }
  return curve;
}

/**
 * The curves of a kind whose metric a run has reported.
 * @param {KindCurve[]} curves
 * @param {JobEvent[]} events
 */
export function reportedCurves(curves, events) {
  const names = new Set(events.flatMap(({ type, data }) => (type === "metric" && data.split !== "test" ? Object.keys(data.values) : [])));
  return curves.filter(({ metric }) => names.has(metric));
}

/**
 * The curve of a finished training that is kept as one row per epoch or interval.
 * @param {HistoryRow[]} rows
 * @param {string} name
 * @returns {Curve}
 */
export function curveOfHistory(rows, name) {
  const x = rows.map((row) => row.epoch ?? row.step);
  return {
    batch: line(),
    train: { x, y: rows.map((row) => finite(row[name])) },
    validation: { x, y: rows.map((row) => finite(row[`validation_${name}`])) },
  };
}

/** True when every value can stand on a logarithmic axis. @param {Curve} curve */
export const isPositive = ({ batch, train, validation }) =>
  [batch, train, validation].every(({ y }) => y.every((value) => value === null || value > 0));

/**
 * Exponential moving average, corrected for its start as Adam's moments are: s_i / (1 − β^i).
 * @param {(number|null)[]} values
 * @param {number} beta
 */
export function smooth(values, beta) {
  let average = 0;
  let weight = 0;
  return values.map((value) => {
    if (value === null) return null;
    average = beta * average + (1 - beta) * value;
    weight = beta * weight + (1 - beta);
    return average / weight;
  });
}

/** Smoothing that spans about a twelfth of the run, at most 30 batches. @param {number} count */
const smoothing = (count) => Math.min(0.97, Math.max(0, 1 - 12 / count));

/** @param {Line} line */
const hasValue = ({ y }) => y.some((value) => value !== null);

/**
 * What a chart draws of a metric: the batches as measured, faint; the means of epochs or intervals, which the tables and the API have too,
 * or, before the first of them, the moving average of the batches; the validation.
 * @param {Curve} curve
 * @returns {{name: string, line: Line}[]}
 */
export function drawnLines({ batch, train, validation }) {
  const average = { x: batch.x, y: smooth(batch.y, smoothing(batch.x.length)) };
  const solid = hasValue(train) || !hasValue(batch) ? { name: "training", line: train } : { name: "smoothed", line: average };
  return [{ name: "batch", line: batch }, solid, { name: "validation", line: validation }];
}

/**
 * Puts lines with different x over one shared x, as the chart wants them; null where a line has no point.
 * @param {Line[]} lines
 * @returns {[number[], ...(number|null)[][]]}
 */
export function align(lines) {
  const xs = [...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b);
  const place = new Map(xs.map((x, i) => [x, i]));
  const columns = lines.map(({ x, y }) => {
    /** @type {(number|null)[]} */
    const column = new Array(xs.length).fill(null);
    x.forEach((value, i) => {
      column[/** @type {number} */ (place.get(value))] = y[i];
    });
    return column;
  });
  return [xs, ...columns];
}

/**
 * Median seconds between the ends of epochs; null before the second one.
 * @param {JobEvent[]} events
 */
export function measuredEpochSeconds(events) {
  const byEpoch = new Map(
    events.flatMap(({ type, data, at }) =>
      type === "metric" && data.scope === "epoch" && data.split !== "test" ? [[data.epoch, Date.parse(at) / 1000]] : [],
    ),
  );
  const ends = [...byEpoch.values()];
  const gaps = ends
    .slice(1)
    .map((end, i) => end - ends[i])
    .sort((a, b) => a - b);
  return gaps.length ? gaps[Math.floor(gaps.length / 2)] : null;
}

/**
 * Rows for a spreadsheet: x, then one column per line.
 * @param {string} unit what x counts
 * @param {string[]} names
 * @param {Line[]} lines
 */
export function toCsv(unit, names, lines) {
  const [x, ...columns] = align(lines);
  const rows = x.map((value, i) => [value, ...columns.map((column) => column[i] ?? "")].join(","));
  return [[unit, ...names].join(","), ...rows, ""].join("\n");
}
