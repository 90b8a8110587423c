/** Questions that wait until a test answers them, in the order it likes. */

/** All that can go on by itself has gone on. Not a timer: those stand still in most tests. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A function whose calls wait: `calls[i].answer(value)` or `calls[i].fail(error)`. */
export function deferred() {
  const calls = [];
  const ask = (...given) => new Promise((answer, fail) => calls.push({ given, answer, fail }));
  return Object.assign(ask, { calls });
}
