/** What the score of a target in a context estimates, by the objective that the embedding was trained with. */

import { fixed, significant, termPlaces } from "../../lib/numbers.js";

/** @typedef {import("../../lib/api-types.js").PairScore} PairScore */
/** @typedef {{tex: string, plain: string}} Written */

export const SOFTMAX = {
  tex: "P(t\\mid c) = \\frac{e^{\\theta_t^T e_c}}{\\sum_{j=1}^{|V|} e^{\\theta_j^T e_c}}",
  plain: "P(t|c) = e^(θ_t·e_c) / Σ e^(θ_j·e_c)",
};
const SKIP_GRAM = {
  tex: "\\theta_t^T e_c \\approx \\ln\\frac{P(t\\mid c)}{P_n(t)} - \\ln k",
  plain: "θ_t·e_c ≈ ln(P(t|c)/P_n(t)) − ln k",
};
const CBOW = {
  tex: "\\theta_t^T h \\approx \\ln\\frac{P(t\\mid C)}{P_n(t)} - \\ln k, \\qquad h = \\frac{1}{|C|}\\sum_{c\\in C} e_c",
  plain: "θ_t·h ≈ ln(P(t|C)/P_n(t)) − ln k, h = 1/|C| Σ e_c",
};
const GLOVE = {
  tex: "\\theta_t^T e_c + b_t + b'_c \\approx \\ln X_{tc}",
  plain: "θ_t·e_c + b_t + b′_c ≈ ln X_tc",
};

/** `0.029`, `2.87\cdot 10^{-4}`. @param {number} value @returns {string} */
function texProbability(value) {
  const [digits, exponent] = value.toExponential(2).split("e");
  if (value > 0.9995 && value < 1) return `1 - ${texProbability(1 - value)}`;
  return value >= 0.01 || value === 0 ? fixed(value, 3) : `${digits}\\cdot 10^{${Number(exponent)}}`;
}

/** `0.0287`, `1 − 2e-8`: rounding never makes a probability 1 that is not. @param {number|null|undefined} value */
export function probability(value) {
  if (typeof value !== "number") return "–";
  return value > 0.9995 && value < 1 ? `1 − ${significant(1 - value, 2)}` : significant(value, 3);
}

/** A number of a column, with a true minus. @param {number|null|undefined} value */
export const signed = (value) => fixed(value, 3).replace("-", "−");

/** A sum with its numbers, `0.5 + 1.25 - 3`, whose terms as written add up to the sum as written. @param {number[]} terms */
export function sumOf(terms) {
  const places = termPlaces(terms);
  const [first, ...more] = terms;
  return [fixed(first, places), ...more.map((term) => `${term < 0 ? "-" : "+"} ${fixed(Math.abs(term), places)}`)].join(" ");
}

/** The formula that holds for the model. @param {PairScore} score @returns {Written} */
export function generalFormula({ objective, architecture }) {
  if (objective === "softmax") return SOFTMAX;
  if (objective === "glove") return GLOVE;
  return architecture === "cbow" ? CBOW : SKIP_GRAM;
}

/** The same with the numbers of the pair. @param {PairScore} score @returns {Written} */
export function formulaInNumbers(score) {
  if (score.objective === "softmax") return softmaxInNumbers(score);
  if (score.objective === "glove") return gloveInNumbers(score);
  return sampledInNumbers(score);
}

/** The softmax of the tutorial for this pair, whatever the objective was. @param {PairScore} score @returns {Written} */
export const softmaxInNumbers = ({ product, log_sum, softmax, objective }) => {
  const name = objective === "softmax" ? "P" : "\\mathrm{softmax}";
  return {
    tex: `${name} = \\frac{e^{${fixed(product, 3)}}}{e^{${fixed(log_sum, 3)}}} = ${texProbability(softmax)}`,
    plain: `${objective === "softmax" ? "P" : "softmax"} = e^${fixed(product, 3)} / e^${fixed(log_sum, 3)} = ${significant(softmax, 3)}`,
  };
};

/** @param {PairScore} score @returns {Written} */
function gloveInNumbers({ product, bias_target, bias_context, score, counted }) {
  if (bias_target === null || bias_context === null)
    return { tex: `\\theta_t^T e_c = ${fixed(product, 3)}`, plain: `θ_t·e_c = ${fixed(product, 3)}` };
  const terms = sumOf([product, bias_target, bias_context]);
  const [tex, plain] = ["\\approx", "≈"].map((sign) => `${terms} ${sign} ${fixed(score, 3)}`);
  const count = counted?.count ? `\\ln ${fixed(counted.count, 1)} = ${fixed(counted.score, 3)}` : "";
  return count ? { tex: `${tex} \\approx ${count}`, plain: `${plain} ≈ ${count.replace("\\", "")}` } : { tex, plain };
}

/** @param {PairScore} score @returns {Written} */
function sampledInNumbers({ architecture, score, noise, negatives, counted }) {
  const [product, plain] = architecture === "cbow" ? ["\\theta_t^T h", "θ_t·h"] : ["\\theta_t^T e_c", "θ_t·e_c"];
  if (!counted?.probability || counted.score === null || noise === null)
    return { tex: `${product} = ${fixed(score, 3)}`, plain: `${plain} = ${fixed(score, 3)}` };
  const ratio = `\\ln\\frac{${texProbability(counted.probability)}}{${texProbability(noise)}} - \\ln ${negatives}`;
  const plainRatio = `ln(${significant(counted.probability, 3)}/${significant(noise, 3)}) − ln ${negatives}`;
  return {
    tex: `${fixed(score, 3)} \\approx ${ratio} = ${fixed(counted.score, 3)}`,
    plain: `${fixed(score, 3)} ≈ ${plainRatio} = ${fixed(counted.score, 3)}`,
  };
}
