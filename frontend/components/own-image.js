/** The user's own image: chosen, dropped, pasted or from the camera; kept over a reload; what went wrong is said beside it. */

import { useEffect, useRef, useState } from "preact/hooks";

import { html } from "../lib/html.js";
import { filesOf, readFiles } from "../lib/image-files.js";
import { keepImage, keptImage } from "../lib/own-images.js";
import { patchQuery, route } from "../state.js";
import { Camera } from "./camera.js";

const MISSING = "This link was made with an image of the sender’s own, which links do not carry; a sample is shown.";
const NOT_KEPT = "This browser does not let the page store images: after a reload this one has to be chosen again.";

/**
 * @typedef {{image: Blob|null, waiting: boolean, busy: boolean, note: string, problem: string, take: (files: Blob[]) => void,
 *   leave: () => void}} OwnImage
 *   `image`: null where a sample is shown; `waiting`: it is being looked up; `leave`: for a sample
 */

/** The image of the address: the one that is kept in this browser under its hash. @param {string} id */
function useKept(id) {
  const [found, setFound] = useState(/** @type {{id: string, image: Blob|null}} */ ({ id: "", image: null }));
  useEffect(() => {
    let current = true;
    if (id) keptImage(id).then((image) => current && setFound({ id, image }));
    return () => {
      current = false;
    };
  }, [id]);
  return { image: id && found.id === id ? found.image : null, waiting: id !== "" && found.id !== id };
}

/** @returns {OwnImage} */
export function useOwnImage() {
  const id = route.value.query.own ?? "";
  const { image, waiting } = useKept(id);
  const [said, setSaid] = useState({ note: "", problem: "", busy: false });
  const newest = useRef(0);
  /** @param {Blob[]} files */
  const take = async (files) => {
    newest.current += 1;
    const turn = newest.current;
    setSaid({ note: "", problem: "", busy: true });
    try {
      const read = await readFiles(files);
      const { id: own, kept } = await keepImage(read.image);
      if (turn !== newest.current) return;
      setSaid({ note: [read.note, kept ? "" : NOT_KEPT].filter(Boolean).join(" "), problem: "", busy: false });
      patchQuery({ own });
    } catch (error) {
      if (turn === newest.current) setSaid({ note: "", problem: /** @type {Error} */ (error).message, busy: false });
    }
  };
  const leave = () => {
    newest.current += 1;
    setSaid({ note: "", problem: "", busy: false });
  };
  const address = JSON.stringify(route.value);
  useEffect(() => setSaid((last) => ({ ...last, problem: "" })), [address]);
  return { image, waiting, ...said, note: id && !waiting && !image ? MISSING : said.note, take, leave };
}

/** Files that are dropped or pasted anywhere on the page. @param {(files: File[]) => void} take */
function useIncoming(take) {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    /** @param {ClipboardEvent} event */
    const paste = (event) => {
      const files = filesOf(event.clipboardData);
      if (files.length) latest.current(files);
    };
    /** @param {DragEvent} event */
    const drop = (event) => {
      event.preventDefault();
      latest.current(filesOf(event.dataTransfer));
    };
    const allow = (/** @type {DragEvent} */ event) => event.preventDefault();
    addEventListener("paste", paste);
    addEventListener("drop", drop);
    addEventListener("dragover", allow);
    return () => {
      removeEventListener("paste", paste);
      removeEventListener("drop", drop);
      removeEventListener("dragover", allow);
    };
  }, []);
}

/** The button that opens the disk; the same file may be chosen twice. @param {{take: (files: File[]) => void, title: string}} props */
function FileButton({ take, title }) {
  /** @param {Event} event */
  const choose = (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const files = [...(input.files ?? [])];
    input.value = "";
    if (files.length) take(files);
  };
  return html`<label class="quiet upload">
    ${title}
    <input class="visually-hidden" type="file" accept="image/*" onChange=${choose} />
  </label>`;
}

/** What was done with the last file, or why it is not shown. @param {{own: OwnImage}} props */
const ImageNotes = ({ own: { busy, note, problem } }) => html`<div class="image-notes" aria-live="polite">
  ${busy && html`<p class="soft small">The image is being read.</p>`}
  ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
  ${note && html`<p class="notice">${note}</p>`}
</div>`;

/** All ways in which an image comes onto a page. @param {{own: OwnImage, title?: string}} props */
export function ImageInput({ own, title = "Your image …" }) {
  useIncoming(own.take);
  return html`<div class="image-input">
    <${FileButton} take=${own.take} title=${title} />
    <${Camera} choose=${(/** @type {Blob} */ image) => own.take([image])} />
    <span class="soft small">or drop or paste one</span>
    <${ImageNotes} own=${own} />
  </div>`;
}
