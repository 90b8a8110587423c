import assert from "node:assert/strict";
import { test } from "node:test";

import "./browser.js";

const { classTitle } = await import("../labs/network/decision-boundary.js");
const { isUndo, useUndoKey } = await import("../labs/network/use-undo-key.js");
const { mounted } = await import("./hook.js");

test("a class of own data has its name, and one that none of them has is new", () => {
  const own = { own: [[0, 0, 0]], names: ["bird", "cat", "dog"], classes: 3 };
  assert.deepEqual(
    [0, 1, 2, 3].map((k) => classTitle(own, k)),
    ["bird", "cat", "dog", "new class"],
  );
  assert.deepEqual(
    [0, 1, 2].map((k) => classTitle({ own: [[0, 0, 0]], names: [], classes: 2 }, k)),
    ["0", "1", "new class"],
  );
  assert.deepEqual(
    [0, 1].map((k) => classTitle({ own: [], names: ["bird"], classes: 2 }, k)),
    ["0", "1"],
  );
});

/** @param {object} given */
const press = (given) => Object.assign(new Event("keydown"), { key: "z", ctrlKey: true, ...given });

test("Ctrl+Z undoes on the page, not in a field, and nothing once the page is left", async () => {
  const field = { closest: () => ({}) };
  assert.deepEqual(
    [{}, { ctrlKey: false }, { ctrlKey: false, metaKey: true }, { shiftKey: true }, { key: "y" }].map((given) =>
      isUndo({ key: "z", ctrlKey: true, metaKey: false, shiftKey: false, altKey: false, target: null, ...given }),
    ),
    [true, false, true, false, false],
  );
  assert.equal(isUndo({ key: "z", ctrlKey: true, metaKey: false, shiftKey: false, altKey: false, target: field }), false);
  let undone = 0;
  const undo = () => {
    undone += 1;
  };
  const page = await mounted(({ undo: given }) => useUndoKey(given), { undo });
  dispatchEvent(press({}));
  await page.change({ undo: null });
  dispatchEvent(press({}));
  await page.change({ undo });
  await page.leave();
  dispatchEvent(press({}));
  assert.equal(undone, 1);
});
