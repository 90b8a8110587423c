/** A chart as a file. */

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** @param {string} text @param {string} name */
export function saveCsv(text, name) {
  save(new Blob([text], { type: "text/csv" }), name);
}

/**
 * The drawn chart on paper, with its title and the names at the lines' ends.
 * @param {HTMLCanvasElement} drawn
 * @param {{title: string, paper: string, ink: string, labels: {text: string, left: number, top: number, colour: string}[]}} words
 *   positions in CSS pixels
 * @param {string} name
 */
export function savePng(drawn, { title, paper, ink, labels }, name) {
  const scale = devicePixelRatio;
  const head = 28 * scale;
  const canvas = document.createElement("canvas");
  canvas.width = drawn.width;
  canvas.height = drawn.height + head;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, 0, head);
  context.font = `${14 * scale}px "Source Sans 3 Variable", sans-serif`;
  context.textBaseline = "middle";
  context.fillStyle = ink;
  context.fillText(title, 8 * scale, head / 2);
  for (const { text, left, top, colour } of labels) {
    context.fillStyle = colour;
    context.fillText(text, left * scale, top * scale + head);
  }
  canvas.toBlob((blob) => blob && save(blob, name));
}
