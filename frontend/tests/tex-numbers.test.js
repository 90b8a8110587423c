import assert from "node:assert/strict";
import { test } from "node:test";

import { withPowers } from "../lib/tex-numbers.js";

test("an exponent is set as a power of ten", () => {
  const cases = {
    "1.19e-7": "{1.19\\cdot 10^{-7}}",
    "(-6.1e−16) \\cdot 3 + 4e5": "(-{6.1\\cdot 10^{-16}}) \\cdot 3 + {4\\cdot 10^{5}}",
    "2e+30": "{2\\cdot 10^{30}}",
    "\\htmlData{symbol=cosine}{1e-9}": "\\htmlData{symbol=cosine}{{1\\cdot 10^{-9}}}",
  };
  for (const [tex, set] of Object.entries(cases)) assert.equal(withPowers(tex), set);
});

test("what is no exponent stays", () => {
  for (const tex of ["e^{-z}", "2e^{3}", "w_1 e_2", "0.5", "\\frac{1}{1+e^{-2}}"]) assert.equal(withPowers(tex), tex);
});
