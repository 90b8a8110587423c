/** What was measured of a model, named and written as its kind says. */

import { fixed, integer, percent, significant } from "./numbers.js";
import { titleOf } from "./schema.js";

/** @typedef {import("./types.js").KindCurve} KindCurve */

/**
 * How a curve's values are written on its axis and beside its line: small ones with one more digit.
 * @param {"number"|"share"} format
 * @returns {(value: number, more?: number) => string} `more`: further digits
 */
export const measuredText =
  (format) =>
  (value, more = 0) => {
    const size = Math.abs(value);
    const isSmall = size > 0 && size < 0.1;
    if (format === "share") return percent(value, more + (isSmall ? 1 : 0));
    return size >= 1000 ? integer(value) : fixed(value, more + (isSmall ? 3 : 2));
  };

/** The value of a metric in a table. @param {"number"|"share"} format @param {number} value */
export function metricText(format, value) {
  if (format === "share") return percent(value);
  return Number.isInteger(value) ? integer(value) : significant(value);
}

/**
 * The rows of a table of metrics. What is no number is left out.
 * @param {Record<string, unknown>} metrics
 * @param {KindCurve[]} curves of the kind, which name and format what they draw
 * @returns {{name: string, title: string, text: string}[]}
 */
export function metricRows(metrics, curves) {
  return Object.entries(metrics).flatMap(([name, value]) => {
    if (typeof value !== "number") return [];
    const curve = curves.find(({ metric }) => metric === name);
    return [{ name, title: curve?.title ?? titleOf(name), text: metricText(curve?.format ?? "number", value) }];
  });
}
