/** C(x, y), p_w and n_f (§4.1, §4.2) as the chosen operation, stride, dilation and padding make them. */

/** @typedef {{tex: string, plain: string}} Written */
/** @typedef {Record<string, string>} Fields of `POST /convolve` */

/** Pixels on each side. @param {string} padding @param {number} kernel @param {number} dilation */
const paddingOf = (padding, kernel, dilation) =>
  padding === "same" ? (dilation * (kernel - 1)) / 2 : padding === "valid" ? 0 : Number(padding);

/** @param {number} factor @param {string} symbol */
const times = (factor, symbol) => (factor === 1 ? symbol : `${factor}${symbol}`);

/** @param {number} number */
const added = (number) => (number === 0 ? "" : number > 0 ? ` + ${number}` : ` − ${-number}`);

/**
 * Where f is read along one side: `2x + 3dx − 1`. For an odd kernel dx runs from −a to a, its middle 0; for an even one, which has no
 * middle, from 0.
 * @param {"x"|"y"} side
 * @param {number} kernel cells along this side
 * @param {Fields} fields
 */
function along(side, kernel, { operation, padding, stride, dilation }) {
  const [s, d] = [Number(stride), Number(dilation)];
  const middle = kernel % 2 ? (kernel - 1) / 2 : 0;
  const turned = operation === "convolve";
  const first = turned && !(kernel % 2) ? d * (kernel - 1) : d * middle;
  const offset = first - paddingOf(padding, kernel, d);
  return {
    index: `${times(s, side)} ${turned ? "−" : "+"} ${times(d, `d${side}`)}${added(offset)}`,
    from: kernel % 2 ? -middle : 0,
    to: kernel % 2 ? middle : kernel - 1,
  };
}

/** @param {string} text */
const tex = (text) => text.replaceAll("−", "-").replaceAll("dx", "\\,dx").replaceAll("dy", "\\,dy");

/** C(x, y) with the numbers of the settings in its indices. @param {number[][]} kernel @param {Fields} fields @returns {Written} */
export function filterFormula(kernel, fields) {
  const x = along("x", kernel[0].length, fields);
  const y = along("y", kernel.length, fields);
  return {
    tex:
      `C(x, y) = \\sum_{dx=${x.from}}^{${x.to}}\\;\\sum_{dy=${y.from}}^{${y.to}} ` +
      `\\omega(dx, dy)\\, f(${tex(x.index)},\\; ${tex(y.index)})`,
    plain: `C(x, y) = Σ_dx=${x.from}…${x.to} Σ_dy=${y.from}…${y.to} ω(dx, dy) · f(${x.index}, ${y.index})`,
  };
}

/** @typedef {{window: number, padding: number, padding_same: number}} Size of `GET /convolution/output-size` */

/**
 * p_w = (ω_n − 1)/2, for a dilated kernel with the pixels that it spans.
 * @param {number} kernel
 * @param {number} dilation
 * @param {Size} size
 */
export function paddingFormula(kernel, dilation, { window, padding_same }) {
  const spanned = dilation > 1;
  return {
    general: spanned
      ? { tex: "p_w = \\frac{d(\\omega_n - 1)}{2}", plain: "p_w = d(ω_n − 1)/2" }
      : { tex: "p_w = \\frac{\\omega_n - 1}{2}", plain: "p_w = (ω_n − 1)/2" },
    numbers: spanned
      ? {
          tex: `p_w = \\frac{${dilation}\\cdot(${kernel} - 1)}{2} = ${padding_same}`,
          plain: `p_w = ${dilation}·(${kernel} − 1)/2 = ${padding_same}`,
        }
      : { tex: `p_w = \\frac{${window} - 1}{2} = ${padding_same}`, plain: `p_w = (${window} − 1)/2 = ${padding_same}` },
  };
}

/** n_f; a dilated kernel spans d(ω_n − 1) + 1 pixels. @param {number} dilation @returns {Written} */
export const outputSizeFormula = (dilation) =>
  dilation > 1
    ? {
        tex: "n_f = \\left\\lfloor \\frac{n_i + 2p_w - (d(\\omega_n - 1) + 1)}{s} + 1 \\right\\rfloor",
        plain: "n_f = ⌊(n_i + 2p_w − (d(ω_n − 1) + 1))/s + 1⌋",
      }
    : {
        tex: "n_f = \\left\\lfloor \\frac{n_i + 2p_w - \\omega_n}{s} + 1 \\right\\rfloor",
        plain: "n_f = ⌊(n_i + 2p_w − ω_n)/s + 1⌋",
      };

/** What becomes of the sums v, in words; `f` is the activation's name. @type {Record<string, string>} */
export const MAPPINGS = {
  clip: "rounded and clipped to 0…255",
  absolute: "|v|, rounded and clipped",
  centre: "128 + v/2, rounded and clipped",
  stretch: "stretched from the image’s smallest to its largest value",
};
