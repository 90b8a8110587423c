/** The tables that a run reports, and their cells as a person reads them. */

import { integer, significant } from "./numbers.js";

/** @typedef {import("./types.js").JobEvent} JobEvent */
/** @typedef {import("./types.js").JobTable} JobTable */

/**
 * The newest rows of each table, the tables in the order in which they first came.
 * @param {JobEvent[]} events
 * @returns {JobTable[]}
 */
export function latestTables(events) {
  /** @type {Map<string, JobTable>} */
  const newest = new Map();
  for (const { type, data } of events) if (type === "table") newest.set(data.name, data);
  return [...newest.values()];
}

/** @param {string|number|null} cell */
export function cellText(cell) {
  if (cell === null) return "–";
  if (typeof cell === "string") return cell;
  return Number.isInteger(cell) ? integer(cell) : significant(cell);
}

/** A column is set as numbers when it holds nothing else. @param {JobTable} table @param {number} column */
export const isNumeric = ({ rows }, column) => rows.every((row) => typeof row[column] !== "string");

/** `after epoch 3`, `after iteration 400`. @param {{epoch: number|null, step: number}} at @param {string} unit */
export function reportedAt({ epoch, step }, unit) {
  if (epoch !== null) return `after epoch ${integer(epoch)}`;
  return `after ${unit === "epoch" ? "step" : unit} ${integer(step)}`;
}
