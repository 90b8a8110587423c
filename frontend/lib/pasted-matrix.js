/**
 * A matrix in a text that was copied from elsewhere: a spreadsheet, a CSV file, NumPy, JSON, MATLAB, LaTeX.
 *
 * A text is first divided into rows, each a text of its own, then each row into cells, then each cell is read as a number is read that is
 * typed into a field.
 */

import { numberIn, plain } from "./typed-number.js";

/** @typedef {{rows: number[][]}|{problem: string}|null} Pasted null: no matrix, but one number or word, as into any field */

/** An innermost pair of brackets with its content; parentheses count where there are no others. */
const INNERMOST = /[[{]([^[\](){}]*)[\]}]/g;
const INNERMOST_ROUND = /\(([^()]*)\)/g;
const LATEX = /&|\\\\|\\begin\s*\{/;
const ABRIDGED = /\.{3}|…|\\[clvd]?dots/;

/** What a text says besides the matrix: its name, a comment, how the numbers are stored. @param {string} text */
const withoutNames = (text) =>
  text
    .replace(/(^|\s)(#|\/\/)\s.*$/gm, "")
    .replace(/\b(?:np|numpy)\.\w+\(\s*([^()\s]*)\s*\)/g, "$1")
    .replace(/,?\s*\b(dtype|device|shape|requires_grad)\s*=\s*(\([^)]*\)|<?'[^']*'|[\w.:]+)/g, "")
    .replace(/\.(astype|tolist|numpy)\([^)]*\)|,\s*(np|tf|torch)\.\w+/g, "")
    .replace(/^[^=\n]*=/, "");

/** Lines, spaces and numbers in their plain form. @param {string} pasted */
const tidy = (pasted) =>
  withoutNames(plain(pasted).replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, "\n"))
    .replace(/[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+/g, " ")
    .replace(/(["'])([^"'\n]*)\1/g, (quoted, _, inside) => (Number.isNaN(numberIn(inside)) ? quoted : String(numberIn(inside))))
    .replace(/(\d\.?)f\b/g, "$1")
    .replace(/^ +| +$/gm, "")
    .replace(/^\n+|\n\s*$/g, "");

/** The rows of a LaTeX matrix, `1 & 2 \\ 3 & 4`, and the number that all are multiplied by. @param {string} text */
function latexRows(text) {
  const spacing = /\\(left|right|[bB]igg?[lr]?|hline|displaystyle|text|mathrm|[,;!: ])|[$[\](){}]/g;
  const cleared = (/** @type {string} */ part) => part.replace(spacing, " ").replace(/\s+/g, " ").trim();
  const written = text
    .replace(/\\[dt]?frac\s*(\d)\s*(\d)/g, "$1/$2")
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2")
    .replace(/\\\\\s*\[[^\]]*\]/g, "\\\\")
    .replace(/\{,\}/g, ",")
    .replace(/\\(times|cdot)\b/g, "*");
  const parts = /^(.*?)\\begin\s*\{\w+\*?\}(?:\s*\{[lcr| ]*\})?(.*)\\end\s*\{\w+\*?\}(.*)$/s.exec(written);
  const [, before, body, after] = parts ?? ["", "", written, ""];
  const rows = body.split(/\\\\|\\cr\b/).map((row) => cleared(row.replace(/\\(begin|end)\s*\{[^{}]*\}/g, " ")));
  return {
    cells: rows.filter(Boolean).map((row) => row.split("&").map((cell) => cell.trim())),
    factor: factorOf(cleared(before), cleared(after)),
  };
}

/**
 * A factor before or after the brackets: `1/9 * [[1, 1], [1, 1]]`, `np.array([[1, 1]]) / 2`; NaN where what stands there is something else.
 * @param {string} before
 * @param {string} after
 */
function factorOf(before, after) {
  const left = before.replace(/(np|numpy|jnp|tf|torch|cp)\.|\b([Aa]rray|[Mm]atrix|[Tt]ensor|constant|asarray)\b/g, " ");
  const ahead = left
    .replace(/[[({\s]+/g, " ")
    .trim()
    .replace(/\s*[*·×]$/, "");
  const behind = after
    .replace(/[()\];,}>\s]+$/, "")
    .replace(/^[\])}\s,;]+/, "")
    .trim();
  const times = ahead === "-" ? -1 : ahead && numberIn(ahead);
  const [, sign = "", number = ""] = /^([*·×/])\s*\(?(.*)$/s.exec(behind) ?? (behind ? ["", "", "?"] : []);
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
    .map((row) => row.replace(/^ +| +$/g, ""))
    .filter((row) => row.trim());

/** The rows of a text with brackets, each as text, and the number that all are multiplied by. @param {string} text */
function bracketRows(text) {
  const withNumbers = (/** @type {RegExp} */ pair) => [...text.matchAll(pair)].filter(([, content]) => /\d/.test(content));
  const groups = withNumbers(INNERMOST).length ? withNumbers(INNERMOST) : withNumbers(INNERMOST_ROUND);
  if (!groups.length) return null;
  const [first, last] = [groups[0], groups[groups.length - 1]];
  const factor = factorOf(text.slice(0, first.index), text.slice(last.index + last[0].length));
  // NumPy breaks long rows into several lines; with one pair of brackets, lines and semicolons divide rows.
  const rows = groups.length > 1 ? groups.map(([, content]) => content.replace(/\s+/g, " ").trim()) : divided(groups[0][1], /[;\n]/);
  return { rows, factor };
}

/** Without the empty columns that a selection in a spreadsheet has at its sides. @param {string[]} rows */
function withoutEdges(rows) {
  let inner = rows;
  while (inner.every((row) => row.startsWith("\t"))) inner = inner.map((row) => row.slice(1));
  while (inner.every((row) => row.endsWith("\t"))) inner = inner.map((row) => row.slice(0, -1));
  return inner;
}

/**
 * The rows of a text without brackets, with the factor that MATLAB prints above them. One line of single numbers between semicolons is a
 * row of a CSV file.
 * @param {string} text
 */
function lineRows(text) {
  const [, scale, body] = /^(?:(\S+) \* *\n)?(.*)$/s.exec(text) ?? ["", "", text];
  const factor = scale ? numberIn(scale) : 1;
  const lines = divided(body.replace(/^[-:| ]+$/gm, "").replace(/[|│⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠]/g, " "), /\n/);
  if (lines.length > 1) return { rows: withoutEdges(lines.map((line) => line.replace(/\\$/, ""))), factor };
  const parts = divided(body, /;/);
  const several = parts.some((part) => (/[\s,]/.test(part) && Number.isNaN(numberIn(part))) || /\d,\d/.test(part));
  return { rows: parts.length > 1 && several ? parts : withoutEdges(lines), factor };
}

/** What divides the cells of all rows. @param {string[]} rows */
function separatorOf(rows) {
  const some = (/** @type {RegExp} */ sign) => rows.some((row) => sign.test(row));
  if (some(/\t/)) return /\t/;
  if (some(/;/)) return /\s*;\s*/;
  // `1,5 2,5` and `1,5, 2,5`: a comma that touches no space is a decimal sign where spaces divide.
  const words = rows.flatMap((row) => row.split(/\s+/));
  const decimalCommas = some(/\s/) && words.every((word) => !Number.isNaN(numberIn(word)));
  if (words.every((word) => /^[+-]?\d*,\d+,?$/.test(word)) && some(/,\s/)) return /,\s+/;
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

/** @param {string} text */
function textRows(text) {
  const { rows, factor } = bracketRows(text) ?? lineRows(text);
  return { cells: cellsOf(rows), factor };
}

/** @param {string} cell */
function problemOf(cell) {
  if (!cell) return "a cell of it is empty";
  return /^[+-]?[\d.,]+$/.test(cell)
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
 * Why a text is no matrix although it has numbers; empty when it may be one.
 * @param {string} text
 */
function obstacle(text) {
  if (ABRIDGED.test(text)) return "it is abridged: “...” stands for numbers that are not in it";
  if (LATEX.test(text)) return "";
  if (depthOf(text) > 2) return "it has more than two dimensions";
  return /[\]}]\s*[\]}][^\d]*[[{]\s*[[{]/.test(text) ? "it has more than one matrix" : "";
}

/**
 * The matrix of a text.
 * @param {string} pasted
 * @returns {Pasted}
 */
export function parseMatrix(pasted) {
  const text = tidy(pasted);
  if (!/\d/.test(text) || !Number.isNaN(numberIn(text))) return null;
  const problem = obstacle(text);
  if (problem) return { problem };
  const { cells, factor } = LATEX.test(text) ? latexRows(text) : textRows(text);
  if (!Number.isFinite(factor)) return { problem: "what stands outside its brackets is no factor" };
  return cells.length === 1 && cells[0].length === 1 && !/[[({]/.test(text) ? null : numbersOf(cells, factor);
}
