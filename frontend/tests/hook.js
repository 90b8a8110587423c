/** A hook as Preact runs it, in a component that draws nothing: no page is needed for it. */

import { afterEach } from "node:test";

import { h, options, render } from "preact";

import { settled } from "./deferred.js";

/** Effects follow a rendering at once: nothing is painted in between. */
options.requestAnimationFrame = queueMicrotask;

/** Where nothing is drawn, an element is only something that could have children. */
const element = () => ({ nodeType: 1, localName: "div", childNodes: [], firstChild: null, insertBefore() {}, removeChild() {} });

/** The pages that a test has opened and not left. @type {Set<() => Promise<void>>} */
const open = new Set();
afterEach(async () => {
  for (const leave of open) await leave();
});

/**
 * Runs hooks in a component, until it is left or the test ends.
 * @template P, R
 * @param {(props: P) => R} hooks
 * @param {P} props
 * @param {(child: import("preact").ComponentChild) => import("preact").ComponentChild} [around] what stands around the component
 */
export async function mounted(hooks, props, around = (child) => child) {
  const parent = element();
  const page = { result: /** @type {R} */ (undefined), renderings: 0 };
  const Component = (/** @type {P} */ given) => {
    page.result = hooks(given);
    page.renderings += 1;
    return null;
  };
  const change = async (/** @type {P} */ next) => {
    render(around(h(Component, next)), parent);
    await settled();
  };
  const leave = async () => {
    open.delete(leave);
    render(null, parent);
    await settled();
  };
  open.add(leave);
  await change(props);
  return Object.assign(page, { change, leave });
}
