/** From a job's metric events to the lines of its charts. */

/** @typedef {import("./types.js").JobEvent} JobEvent */
/** @typedef {import("./types.js").HistoryRow} HistoryRow */
/** @typedef {{x: number[], y: (number|null)[]}} Line */
/** @typedef {{batch: Line, train: Line, validation: Line}} Curve one metric: batches as measured, epoch means of both splits */

/** @returns {Line} */
const line = () => ({ x: [], y: [] });

/** @returns {Curve} */
export function emptyCurve() {
  return { batch: line(), train: line(), validation: line() };
}

/** @param {unknown} value */
const finite = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/**
 * The curve of one metric. x counts epochs: an epoch's mean stands at its end, a batch where it was measured.
 * @param {JobEvent[]} events
 * @param {string} name such as `loss`
 * @param {number} stepsPerEpoch
 * @returns {Curve}
 */
export function curveOf(events, name, stepsPerEpoch) {
  const curve = emptyCurve();
  for (const { type, data } of events) {
    if (type !== "metric" || !(name in data.values) || data.split === "test") continue;
    const isBatch = data.scope === "batch";
    if (isBatch && !stepsPerEpoch) continue;
    const target = isBatch ? curve.batch : data.split === "validation" ? curve.validation : curve.train;
    target.x.push(isBatch ? data.step / stepsPerEpoch : data.epoch);
    target.y.push(finite(data.values[name]));
  }
  return curve;
}

/**
 * The curve of a finished training that is kept as one row an epoch.
 * @param {HistoryRow[]} rows
 * @param {"loss"|"accuracy"} name
 * @returns {Curve}
 */
export function curveOfHistory(rows, name) {
  const x = rows.map((row) => row.epoch);
  return {
    batch: line(),
    train: { x, y: rows.map((row) => finite(row[name])) },
    validation: { x, y: rows.map((row) => finite(row[`validation_${name}`])) },
  };
}

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
  const ends = events
    .filter(({ type, data }) => type === "metric" && data.scope === "epoch" && data.split === "validation")
    .map(({ at }) => Date.parse(at) / 1000);
  const gaps = ends
    .slice(1)
    .map((end, i) => end - ends[i])
    .sort((a, b) => a - b);
  return gaps.length ? gaps[Math.floor(gaps.length / 2)] : null;
}

/**
 * Rows for a spreadsheet: x, then one column a line.
 * @param {string[]} names
 * @param {Line[]} lines
 */
export function toCsv(names, lines) {
  const [x, ...columns] = align(lines);
  const rows = x.map((value, i) => [value, ...columns.map((column) => column[i] ?? "")].join(","));
  return [["epoch", ...names].join(","), ...rows, ""].join("\n");
}
