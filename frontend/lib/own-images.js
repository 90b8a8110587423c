/**
 * The user's own images, kept in this browser: in IndexedDB, and, where the browser blocks that, until the page is left. An image is known
 * by a hash of its content, which stands in the address.
 */

const DATABASE = "playground";
const STORE = "images";
/** The newest are kept, so many. */
const KEPT = 12;
/** Some browsers never answer where storage is blocked. */
const PATIENCE_MS = 3000;

/** @type {Map<string, Blob>} */
const inThisPage = new Map();

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @returns {Promise<never>} */
const tooLate = () =>
  new Promise((_, reject) => setTimeout(() => reject(new Error("The browser's storage does not answer.")), PATIENCE_MS));

/** @returns {Promise<IDBDatabase>} */
async function opened() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return Promise.race([done(request), tooLate()]);
}

/** @param {IDBTransactionMode} mode */
async function store(mode) {
  return (await opened()).transaction(STORE, mode).objectStore(STORE);
}

/** A hash of 53 bits (cyrb53): enough to tell a handful of images apart, and there without https. @param {Uint8Array} bytes */
function hash(bytes) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 2654435761);
    b = Math.imul(b ^ byte, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

/** Forgets all but the newest. @param {IDBObjectStore} images */
async function prune(images) {
  /** @type {{id: string, at: number}[]} */
  const all = await done(images.getAll());
  for (const { id } of all.sort((x, y) => y.at - x.at).slice(KEPT)) images.delete(id);
}

/** @param {Blob} image @returns {Promise<{id: string, kept: boolean}>} `kept`: whether it outlives the page */
export async function keepImage(image) {
  const bytes = new Uint8Array(await image.arrayBuffer());
  const id = hash(bytes);
  inThisPage.set(id, image);
  try {
    // Bytes, not a Blob: private windows of some browsers store no Blobs.
    const images = await store("readwrite");
    await done(images.put({ id, bytes, at: Date.now() }));
    await prune(images);
    return { id, kept: true };
  } catch {
    return { id, kept: false };
  }
}

/** @param {string} id @returns {Promise<Blob|null>} null for one that this browser does not have */
export async function keptImage(id) {
  const here = inThisPage.get(id);
  if (here) return here;
  try {
    const found = await done((await store("readonly")).get(id));
    return found ? new Blob([found.bytes], { type: "image/png" }) : null;
  } catch {
    return null;
  }
}
