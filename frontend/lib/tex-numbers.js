/** Numbers inside a formula. */

/** A number with an exponent; one that is raised to a power by `^` is kept together. */
const EXPONENT = /(\d+(?:\.\d+)?)e([-−+]?)(\d+)/g;

/** `1.19\cdot 10^{-7}` of `1.19e-7`, which TeX would set as 1.19 times e, minus 7. @param {string} tex */
export const withPowers = (tex) =>
  tex.replace(EXPONENT, (_, digits, sign, exponent) => `{${digits}\\cdot 10^{${sign === "+" ? "" : sign.replace("−", "-")}${exponent}}}`);
