/** Maps of the plane. */

/**
 * The values of a map whose first row is the least y, in the order in which an image is painted: the largest y first.
 * @param {number[][]} map
 */
export const upright = (map) => [...map].reverse().flat();
