/** From what a person chooses, drops or pastes to an image that every browser shows as the API reads it. */

import { readImage } from "../api.js";

/** More pixels only make the figures slow. */
const MAX_SIDE = 1600;
/** The API takes larger files than this; a browser scales a photo down in less time than its upload takes. */
const LARGE_BYTES = 8_000_000;

/** @typedef {{image: Blob, note: string}} Read `note`: what was done to it, in a sentence */

/** The files of a drop or a paste. @param {DataTransfer|null} transfer @returns {File[]} */
export const filesOf = (transfer) => [...(transfer?.files ?? [])];

/** The file that is taken of several: the first image, else the first. @param {File[]} files */
const takenOf = (files) => files.find(({ type }) => type.startsWith("image/")) ?? files[0];

/** @param {Blob} file */
const nameOf = (file) => (file instanceof File && file.name ? file.name : "the image");

/** @param {ImageBitmap} bitmap @param {number} scale @returns {Promise<Blob>} */
function scaled(bitmap, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(scale * bitmap.width));
  canvas.height = Math.max(1, Math.round(scale * bitmap.height));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.imageSmoothingQuality = "high";
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The image could not be scaled down."))));
  });
}

/**
 * A large photo, scaled down where this browser can read it; what it cannot read is left to the API.
 * @param {Blob} file
 * @returns {Promise<Read>}
 */
async function fitted(file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  const side = bitmap ? Math.max(bitmap.width, bitmap.height) : 0;
  if (!bitmap || (side <= MAX_SIDE && file.size <= LARGE_BYTES)) return { image: file, note: "" };
  const scale = Math.min(1, MAX_SIDE / side);
  const [width, height] = [bitmap.width, bitmap.height].map((pixels) => Math.max(1, Math.round(scale * pixels)));
  const image = await scaled(bitmap, scale);
  return { image, note: scale < 1 ? `The image of ${bitmap.width}×${bitmap.height} pixels was scaled down to ${width}×${height}.` : "" };
}

/**
 * One image out of what was chosen: scaled down where it is huge, upright, the first frame of an animation.
 * @param {Blob[]} files
 * @returns {Promise<Read>}
 */
export async function readFiles(files) {
  if (files.length === 0) throw new Error("What was dropped is not a file. Save the image first, or copy and paste it.");
  const file = /** @type {Blob} */ (takenOf(/** @type {File[]} */ (files)));
  try {
    const { image, note } = await fitted(file);
    const several = files.length > 1 ? `${files.length} files were given; ${nameOf(file)} is shown.` : "";
    return { image: await readImage(image), note: [several, note].filter(Boolean).join(" ") };
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    const reason = name === "NotReadableError" || name === "NotFoundError" ? "It cannot be read: is it a folder?" : message;
    throw new Error(`${nameOf(file)}: ${reason}`);
  }
}
