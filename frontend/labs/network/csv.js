/** Points read from a text as people have it: with or without a header, separated by commas, semicolons, tabs or spaces. */

import { counted, significant } from "../../lib/numbers.js";
import { plain } from "../../lib/typed-number.js";
import { MAX_OWN_POINTS } from "./points.js";

/** @typedef {[number, number, number]} Point x1, x2, class */
/** @typedef {{line: number, text: string, why: string}} Skipped */
/**
 * @typedef {{points: Point[], names: string[], fit: number[]|null, skipped: Skipped[], read: number, wrong: string}} Csv
 *   `names`: the label of each class as the text has it; `fit`: centre and scale of x1, centre and scale of x2 where the points were
 *   moved to the plane; `read`: how many points were read, of which `points` is a sample where they are too many; `wrong`: why no network
 *   can be trained on them
 */

const MAX_CLASSES = 6;
/** Points within the plane stay where they are, unless they would be a speck in it. */
const PLANE = 1.2;
const MIN_SPAN = 1;
const SEPARATORS = [";", "\t", ",", " "];
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** `1.5`, `1,5`, `1.234,5`, `1,234.5`, `−2`; NaN for anything else. @param {string} cell */
export function numberOf(cell) {
  let text = plain(cell).trim();
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(text)) text = text.replaceAll(".", "");
  else if (/^[+-]?\d{1,3}(,\d{3})+\.\d+$/.test(text)) text = text.replaceAll(",", "");
  text = text.replace(",", ".");
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}

/** A quoted number whose comma divides no thousands: where there is one, each comma of the file is a decimal one. */
const DECIMAL_COMMA = /"[+-]?\d+,(\d{1,2}|\d{4,})"/;

/** Between quotes in a file that commas divide, `1,050` is a thousand and fifty. @param {string} cell */
const withoutThousands = (cell) => (/^[+-]?[1-9]\d{0,2}(,\d{3})+$/.test(cell) ? cell.replaceAll(",", "") : cell);

/** The cells of a line; a separator between quotes belongs to its cell. @param {string} line @param {string} separator */
function cellsOf(line, separator) {
  if (separator === " ") return line.trim().split(/\s+/).map(unquoted);
  const cells = [""];
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted;
    if (letter === separator && !isQuoted) cells.push("");
    else cells[cells.length - 1] += letter;
  }
  while (cells.length > 3 && cells.at(-1)?.trim() === "") cells.pop();
  return cells.map(unquoted);
}

/** @param {string} cell */
const unquoted = (cell) =>
  cell
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .replaceAll('""', '"')
    .trim();

/** @param {string[]} cells */
const isPoint = ([x, y, label, ...more]) =>
  more.length === 0 && Boolean(label) && Number.isFinite(numberOf(x ?? "")) && Number.isFinite(numberOf(y ?? ""));

/** The separator with which most lines are points, else the one that divides most of them. @param {string[]} lines */
function separatorOf(lines) {
  const score = (/** @type {string} */ separator) => {
    const rows = lines.map((line) => cellsOf(line, separator));
    return rows.filter(isPoint).length + rows.filter(({ length }) => length > 1).length / (lines.length + 1);
  };
  return SEPARATORS.map((separator) => ({ separator, score: score(separator) })).reduce((a, b) => (b.score > a.score ? b : a)).separator;
}

/** Why a line is no point. @param {string[]} cells */
function problemOf(cells) {
  if (cells.length !== 3)
    return `${counted(cells.length, "column")}; three are required: x1, x2 and the class (decimal commas need ; or tabs between columns)`;
  const place = cells.slice(0, 2).findIndex((cell) => !Number.isFinite(numberOf(cell)));
  return place >= 0 ? `x${place + 1} is “${cells[place]}”, not a number` : "the class is missing";
}

/** Classes in numeric order, else in alphabetical order. @param {string[]} labels */
function classNames(labels) {
  const names = [...new Set(labels)];
  const isNumeric = names.every((name) => Number.isFinite(numberOf(name)));
  return names.sort((a, b) => (isNumeric ? numberOf(a) - numberOf(b) : a.localeCompare(b)));
}

/** Equal numbers are one label, however they are written. @param {string} cell */
const labelOf = (cell) => (Number.isFinite(numberOf(cell)) ? String(numberOf(cell)) : cell);

/** Every one of the points is as likely to be in the sample; their order stays. @template T @param {T[]} all @param {number} size */
function sample(all, size) {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const picked = all.map((_, i) => ({ i, key: random() })).sort((a, b) => a.key - b.key);
  const kept = new Set(picked.slice(0, size).map(({ i }) => i));
  return all.filter((_, i) => kept.has(i));
}

/** Centre and scale of one coordinate, by which the points reach from −1 to 1. @param {number[]} values */
function fitOf(values) {
  const [low, high] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  return [(low + high) / 2, (high - low) / 2 || 1];
}

/** @param {Point[]} points @returns {{points: Point[], fit: number[]|null}} */
export function fitted(points) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [cx, sx] = fitOf(xs);
  const [cy, sy] = fitOf(ys);
  const isInside = [...xs, ...ys].every((value) => Math.abs(value) <= PLANE);
  if (isInside && 2 * Math.max(sx, sy) >= MIN_SPAN) return { points, fit: null };
  const moved = (/** @type {number} */ value, /** @type {number} */ centre, /** @type {number} */ scale) =>
    Number(((value - centre) / scale).toFixed(3));
  return { points: points.map(([x, y, label]) => [moved(x, cx, sx), moved(y, cy, sy), label]), fit: [cx, sx, cy, sy] };
}

/** `(x1 − 170)/15`, `(x1 + 3)/0.5`. @param {string} name @param {number} centre @param {number} scale */
export const scaled = (name, centre, scale) => `(${name} ${centre < 0 ? "+" : "−"} ${significant(Math.abs(centre))})/${significant(scale)}`;

/** @param {string} text @param {number} read @param {string[]} names @param {Skipped[]} skipped */
function wrongWith(text, read, names, skipped) {
  if (text.startsWith("PK\u0003\u0004")) return "This is no text but a zip or an Excel workbook; save the table as CSV.";
  if (text.includes("\0")) return "This is no text; save the table as CSV.";
  const first = skipped.length ? ` Line ${skipped[0].line}, “${skipped[0].text}”: ${skipped[0].why}.` : "";
  if (read < 2) return `At least two points are required; ${read === 0 ? "none" : "one"} could be read.${first}`;
  if (names.length > MAX_CLASSES)
    return `${names.length} classes (${names.slice(0, 4).join(", ")}, …) in the third column; at most ${MAX_CLASSES} are allowed.`;
  return "";
}

/** Lines that may be points: no blank ones, no comments, no `sep=;`, no byte-order mark. @param {string} text */
const linesOf = (text) =>
  text
    .replace(/^\uFEFF/, "")
    .split(/\r\n?|\n/)
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() && !/^\s*#|^sep=/i.test(line));

/** @param {string} text @returns {Csv} */
export function parseCsv(text) {
  const lines = linesOf(text);
  const separator = separatorOf(lines.map(({ line }) => line));
  const hasThousands = separator === "," && !lines.some(({ line }) => DECIMAL_COMMA.test(line));
  const numbers = (/** @type {string[]} */ cells) => (hasThousands ? cells.map(withoutThousands) : cells);
  const rows = lines.map(({ line, number }) => ({ line, number, cells: numbers(cellsOf(line, separator)) }));
  const first = rows.findIndex(({ cells }) => isPoint(cells));
  const isHeader = (/** @type {string[]} */ cells) => cells.every((cell) => !Number.isFinite(numberOf(cell)));
  const body = rows.filter(({ cells }, i) => !(isHeader(cells) && (first < 0 ? i === 0 : i < first)));
  const good = body.filter(({ cells }) => isPoint(cells));
  const skipped = body
    .filter(({ cells }) => !isPoint(cells))
    .map(({ line, number, cells }) => ({ line: number, text: line.trim().slice(0, 40), why: problemOf(cells) }));
  const names = classNames(good.map(({ cells }) => labelOf(cells[2])));
  const read = good.map(({ cells: [x, y, label] }) => /** @type {Point} */ ([numberOf(x), numberOf(y), names.indexOf(labelOf(label))]));
  const { points, fit } = fitted(read.length > MAX_OWN_POINTS ? sample(read, MAX_OWN_POINTS) : read);
  return { points, names, fit, skipped, read: read.length, wrong: wrongWith(text, read.length, names, skipped) };
}

/**
 * The text of a file: UTF-8, UTF-16 (with its mark, or with ASCII at its beginning), else the Windows code page that spreadsheets write.
 * @param {ArrayBuffer} bytes
 */
export function decoded(bytes) {
  const [a, b] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if ((a === 0xff && b === 0xfe) || (a && b === 0)) return new TextDecoder("utf-16le").decode(bytes);
  if ((a === 0xfe && b === 0xff) || (a === 0 && b)) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
