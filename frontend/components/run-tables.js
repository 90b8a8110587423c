/** The tables that a run reports, each with its newest rows. */

import { useMemo } from "preact/hooks";

import { html } from "../lib/html.js";
import { titleOf } from "../lib/schema.js";
import { cellText, isNumeric, latestTables, reportedAt } from "../lib/tables.js";
import { Figure } from "./figure.js";

/** @typedef {import("../lib/types.js").JobEvent} JobEvent */
/** @typedef {import("../lib/types.js").JobTable} JobTable */

/** @param {{table: JobTable, unit: string}} props */
function Table({ table, unit }) {
  const { name, columns, rows } = table;
  const side = columns.map((_, i) => (isNumeric(table, i) ? "number" : ""));
  return html`<div class="table-scroll">
    <table>
      <caption>${titleOf(name)}, ${reportedAt(table, unit)}</caption>
      <thead><tr>${columns.map((column, i) => html`<th scope="col" class=${side[i]}>${titleOf(column)}</th>`)}</tr></thead>
      <tbody>
        ${rows.map((row) => html`<tr>${row.map((cell, i) => html`<td class=${side[i]}>${cellText(cell)}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

/** Nothing is drawn for a run that reports no table. @param {{events: JobEvent[], unit: string}} props */
export function RunTables({ events, unit }) {
  const tables = useMemo(() => latestTables(events), [events]);
  if (tables.length === 0) return null;
  return html`<${Figure} title=${tables.length === 1 ? "Table" : "Tables"}>
    <div class="run-tables">${tables.map((table) => html`<${Table} key=${table.name} table=${table} unit=${unit} />`)}</div>
  <//>`;
}
