import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("..", import.meta.url).pathname;

/** `${…}` at the beginning of the text, with all its braces. */
function valueAt(text) {
  let depth = 0;
  for (let i = 1; i < text.length; i += 1) {
    if (text[i] === "{") depth += 1;
    if (text[i] === "}") depth -= 1;
    if (depth === 0) return text.slice(0, i + 1);
  }
  return text;
}

/** A line of text that ends in a word or a stop, before one that begins with a value or an element: htm drops the line break. */
function gluedIn(path) {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.flatMap((line, i) => {
    const isText = /\S \S.*[\w.:?!)’”]$/.test(line.trim()) && !/^(\*|\/\*|\/\/|const |return |import )|=>$/.test(line.trim());
    const next = lines
      .slice(i + 1, i + 9)
      .join(" ")
      .trim();
    const isInline = /^<(a|b|button|em|strong|code|output|select|sub|sup|input)\b/.test(next);
    const hasSpace = /["`](?: |\s*\$\{" "\})/.test(valueAt(next));
    return isText && (isInline || (next.startsWith("${") && !hasSpace))
      ? [`${path}:${i + 1}: ${line.trim().slice(-40)} | ${next.slice(0, 40)}`]
      : [];
  });
}

test("no value stands against the word before it: a line break before it is no space", () => {
  const folders = ["components", "labs", "pages", "charts"];
  const files = folders.flatMap((folder) => readdirSync(`${root}${folder}`, { recursive: true }).map((name) => `${root}${folder}/${name}`));
  const paths = files.filter((path) => path.endsWith(".js"));
  assert.ok(paths.length > 100);
  assert.deepEqual(paths.flatMap(gluedIn), []);
});
