/**
 * A matrix in a text that was copied from elsewhere: a spreadsheet, a CSV file, NumPy, JSON, MATLAB, LaTeX.
 *
 * A text is first divided into rows, each a text of its own, then each row into cells, then each cell is read as a number is read that is
 * typed into a field.
 */

import { numberIn } from "./typed-number.js";

/** @typedef {{rows: number[][]}|{problem: string}|null} Pasted null: no matrix, but one number or word, as into any field */

/** An innermost pair of brackets with its content. */
const INNERMOST = /[[({]([^[\](){}]*)[\])}]/g;
const LATEX = /&|\\\\|\\begin\s*\{/;

/** Signs in their plain form. @param {string} text */
const plain = (text) =>
  text
    .normalize("NFKC")
    .replace(/\r\n?/g, "\n")
    .replace(/[\u2212\u2010-\u2013]/g, "-")
    .replace(/\u2044/g, "/")
    .replace(/[ \u00a0\u2007\u2009\u202f]+/g, " ")
    .trim();

/** The rows of a LaTeX matrix: `1 & 2 \\ 3 & 4`. @param {string} text */
function latexRows(text) {
  const spacing = /\\(left|right|bigl|bigr|hline|displaystyle|[,;!: ])|[$[\]()]/g;
  const body = text
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2")
    .replace(/\\(begin|end)\s*\{[^{}]*\}(\s*\{[lcr| ]*\})?/g, " ");
  const rows = body.split(/\\\\|\\cr\b/).map((row) => row.replace(spacing, " ").replace(/\s+/g, " ").trim());
  return rows.filter(Boolean).map((row) => row.split("&").map((cell) => cell.trim()));
}

/**
 * A factor before or after the brackets: `1/9 * [[1, 1], [1, 1]]`, `np.array([[1, 1]]) / 2`; NaN where what stands there is something else.
 * @param {string} before
 * @param {string} after
 */
function factorOf(before, after) {
  const left = before
    .replace(/^[\w.]*\s*=(?!=)/, "")
    .replace(/(np|numpy|jnp|tf|torch|cp)\.|\b(array|matrix|tensor|constant|asarray|Tensor)\b/g, " ");
  const right = after.replace(/,?\s*\b(dtype|device|shape|requires_grad|numpy)\s*=\s*[^,)]*/g, "").replace(/[()\];,}\s]+$/, "");
  const ahead = left.replace(/[[({\s]+/g, " ").trim();
  const behind = right.replace(/^[\])}\s,;]+/, "").trim();
  const times = ahead && numberIn(ahead.replace(/\s*[*·×]$/, ""));
  const [, sign = "", number = ""] = /^([*·×/])(.*)$/s.exec(behind) ?? (behind ? ["", "", "?"] : []);
  const last = number && numberIn(number);
  return (ahead ? Number(times) : 1) * (number ? (sign === "/" ? 1 / Number(last) : Number(last)) : 1);
}

/** How deep the brackets are nested. @param {string} text */
function depthOf(text) {
  let [depth, deepest] = [0, 0];
  for (const sign of text) {
    depth += "[{".includes(sign) ? 1 : "]}".includes(sign) ? -1 : 0;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Lines, or what semicolons divide. @param {string} text @param {RegExp} between */
const divided = (text, between) =>
  text
    .split(between)
    .map((row) => row.trim())
    .filter(Boolean);

/** The rows of a text with brackets, each as text, and the number that all are multiplied by. @param {string} text */
function bracketRows(text) {
  const groups = [...text.matchAll(INNERMOST)].filter(([, content]) => /\d/.test(content));
  if (!groups.length) return null;
  const [first, last] = [groups[0], groups[groups.length - 1]];
  const factor = factorOf(text.slice(0, first.index), text.slice(last.index + last[0].length));
  // NumPy breaks long rows into several lines; with one pair of brackets, lines and semicolons divide rows.
  const rows = groups.length > 1 ? groups.map(([, content]) => content.replace(/\s+/g, " ").trim()) : divided(groups[0][1], /[;\n]/);
  return { rows, factor };
}

/** The rows of a text without brackets. One line of single numbers between semicolons is a row of a CSV file. @param {string} text */
function lineRows(text) {
  const lines = divided(text, /\n/);
  if (lines.length > 1) return lines.map((line) => line.replace(/\\$/, ""));
  const parts = divided(text, /;/);
  const several = parts.some((part) => (/[\s,]/.test(part) && Number.isNaN(numberIn(part))) || /\d,\d/.test(part));
  return parts.length > 1 && several ? parts : lines;
}

/** What divides the cells of all rows. @param {string[]} rows */
function separatorOf(rows) {
  const some = (/** @type {RegExp} */ sign) => rows.some((row) => sign.test(row));
  if (some(/\t/)) return /\t/;
  if (some(/;/)) return /\s*;\s*/;
  // `1,5 2,5`: a comma that touches no space is a decimal sign where spaces divide.
  const words = rows.flatMap((row) => row.split(/\s+/));
  const decimalCommas = some(/\s/) && words.every((word) => !Number.isNaN(numberIn(word)));
  return some(/,/) && !decimalCommas ? /\s*,\s*/ : /\s+/;
}

/** @param {string[]} rows */
function cellsOf(rows) {
  const trimmed = rows.map((row) => row.replace(/\s*\/\s*/g, "/").replace(/[,;]\s*$/, ""));
  const separator = separatorOf(trimmed);
  return trimmed.map((row) => row.split(separator).map((cell) => cell.trim()));
}

/** Where one comma can only be a decimal sign, all are: `9,498` beside `-0,7068`. @param {string[][]} cells */
function withPoints(cells) {
  const decimal = cells.flat().some((cell) => cell.includes(",") && Number.isFinite(numberIn(cell)));
  return decimal ? cells.map((row) => row.map((cell) => (cell.includes(".") ? cell : cell.replace(",", ".")))) : cells;
}

/** @param {string} cell */
function problemOf(cell) {
  if (!cell) return "a cell of it is empty";
  return Number.isFinite(Number(cell.replace(",", "")))
    ? `“${cell}” may have a decimal comma or one between thousands; write a point, or no separator`
    : `“${cell}” is not a number`;
}

/** @param {string[][]} cells @param {number} factor @returns {Pasted} */
function numbersOf(cells, factor) {
  const rows = withPoints(cells).map((row) => row.map((cell) => numberIn(cell) * factor));
  const wrong = cells.flatMap((row, i) => row.filter((_, j) => !Number.isFinite(rows[i][j])))[0];
  if (wrong !== undefined) return { problem: problemOf(wrong) };
  const lengths = rows.map(({ length }) => length);
  if (new Set(lengths).size > 1) return { problem: `its rows have different lengths: ${lengths.join(", ")}` };
  return { rows };
}

/**
 * The matrix of a text.
 * @param {string} pasted
 * @returns {Pasted}
 */
export function parseMatrix(pasted) {
  const text = plain(pasted);
  if (!/\d/.test(text) || !Number.isNaN(numberIn(text))) return null;
  if (LATEX.test(text)) return numbersOf(latexRows(text), 1);
  if (depthOf(text) > 2) return { problem: "it has more than two dimensions" };
  const bracketed = bracketRows(text);
  if (bracketed && !Number.isFinite(bracketed.factor)) return { problem: "what stands outside its brackets is no factor" };
  const cells = cellsOf(bracketed?.rows ?? lineRows(text));
  return cells.length === 1 && cells[0].length === 1 && !bracketed ? null : numbersOf(cells, bracketed?.factor ?? 1);
}
