/** A number for each object: what is compared as text, such as the question to a service, can then tell two images apart. */

/** @type {WeakMap<object, number>} */
const numbers = new WeakMap();
let last = 0;

/** @param {object} object */
export function identity(object) {
  const known = numbers.get(object);
  if (known) return known;
  last += 1;
  numbers.set(object, last);
  return last;
}
