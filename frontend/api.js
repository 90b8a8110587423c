/** The REST API under /api/v1. No other file asks the service anything. */

import { apiUrl, rebased } from "./lib/address.js";
import { once } from "./lib/once.js";
import { COMPUTED, patientFetch } from "./lib/patience.js";

/** @typedef {import("./lib/types.js").Job} Job */
/** @typedef {import("./lib/types.js").JobEvent} JobEvent */
/** @typedef {import("./lib/types.js").Params} Params */

/** An error of the API, in a sentence for a person. `fields` are the single wrong values. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {{status?: number, title?: string, fields?: {pointer: string, message: string}[], body?: unknown}} [more]
   */
  constructor(message, { status = 0, title = "", fields = [], body = null } = {}) {
    super(message);
    this.status = status;
    this.title = title;
    this.fields = fields;
    this.body = body;
  }
}

/** @param {Response} response */
async function errorOf(response) {
  const body = await response.json().catch(() => null);
  const message = body?.detail ?? `The playground answered ${response.status} ${response.statusText}.`;
  return new ApiError(message, { status: response.status, title: body?.title, fields: body?.errors ?? [], body });
}

/**
 * The answer of the service, waited for as long as it takes. Every request that a page sends may arrive twice: a question changes nothing,
 * and what starts something has a key.
 * @param {string} path below /api/v1, or an address that the service gave
 * @param {RequestInit} [options]
 * @param {import("./lib/patience.js").Limits} [limits] how long it may take
 */
async function request(path, options = {}, limits = undefined) {
  const response = await patientFetch(apiUrl(path), { ...options, headers: { Accept: "application/json", ...options.headers } }, limits);
  if (!response.ok) throw await errorOf(response);
  return response;
}

/**
 * The service's answer. any: each function below names the type that /openapi.json gives it.
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function json(path, options) {
  return parsed(await request(path, options));
}

/** @param {Response} response */
const parsed = async (response) => JSON.parse(rebased(await response.text()));

/** @param {unknown} body @param {Record<string, string>} [headers] @returns {RequestInit} */
function post(body, headers = {}) {
  return { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } };
}

/** An image and what is to be done with it, as a lab takes them. @param {Blob} image @param {Record<string, string|number>} [fields] */
export function imageForm(image, fields = {}) {
  const form = new FormData();
  form.append("image", image, "image.png");
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  return form;
}

/** @param {Blob} image @returns {RequestInit} */
const upload = (image) => ({ method: "POST", body: imageForm(image) });

const id = encodeURIComponent;

const HEALTH_MS = 3000;

/**
 * Broker and workers; answers also when a part is down. An error when there is no answer: this alone is not waited for.
 * @returns {Promise<import("./lib/types.js").Health>}
 */
export async function getHealth() {
  const response = await fetch(apiUrl("/health/ready"), { signal: AbortSignal.timeout(HEALTH_MS) });
  if (response.ok || (response.status === 503 && response.headers.get("Content-Type")?.includes("json"))) return parsed(response);
  throw await errorOf(response);
}

/** @returns {Promise<import("./lib/types.js").Kind[]>} */
export const listKinds = () => json("/kinds");

/** @returns {Promise<import("./lib/types.js").Dataset[]>} */
export const listDatasets = () => json("/datasets");

/** @param {string} dataset @param {number} count @returns {Promise<import("./lib/types.js").Sample[]>} */
export const listSamples = (dataset, count, split = "train") => json(`/datasets/${id(dataset)}/samples?count=${count}&split=${split}`);

/** @param {string} dataset @param {"train"|"test"} split @param {number} index */
export const imageUrl = (dataset, split, index) => apiUrl(`/datasets/${id(dataset)}/images/${split}/${index}.png`);

/** Removes an upload. @param {string} dataset */
export const deleteDataset = (dataset) => request(`/datasets/${id(dataset)}`, { method: "DELETE" });

/** @param {File} file a zip of class folders, or a text @param {string} title @returns {Promise<import("./lib/types.js").Dataset>} */
export function uploadDataset(file, title) {
  const form = new FormData();
  form.append("file", file);
  form.append("title", title);
  return json("/datasets", { method: "POST", body: form });
}

/**
 * The model table of parameters that are not trained yet.
 * @param {string} kind
 * @param {Params} params
 * @param {AbortSignal} signal
 * @returns {Promise<import("./lib/types.js").LayerTable>}
 */
export const previewLayers = (kind, params, signal) => json(`/kinds/${id(kind)}/layers`, { ...post({ params }), signal });

/**
 * However often it is pressed, one job.
 * @param {string} kind
 * @param {Params} params
 * @param {{name?: string, startedBy?: string}} [who]
 * @returns {Promise<Job>}
 */
export function submitJob(kind, params, { name = "", startedBy = "" } = {}) {
  const body = { kind, params, ...(name && { name }), ...(startedBy && { started_by: startedBy }) };
  return once(`submit ${JSON.stringify(body)}`, (key) => json("/jobs", post(body, { "Idempotency-Key": key })));
}

/** @param {{cursor?: string|null, limit?: number, kind?: string}} [page] @returns {Promise<{items: Job[], next_cursor: string|null}>} */
export const listJobs = ({ cursor = null, limit = 20, kind = "" } = {}) =>
  json(`/jobs?limit=${limit}${kind && `&kind=${id(kind)}`}${cursor ? `&cursor=${id(cursor)}` : ""}`);

/** @param {string} job @returns {Promise<Job>} */
export const getJob = (job) => json(`/jobs/${id(job)}`);

/** @param {string} job @returns {Promise<Job>} */
export const cancelJob = (job) => once(`cancel ${job}`, () => json(`/jobs/${id(job)}/cancel`, { method: "POST" }));

/** @param {string} job @param {string} [startedBy] @returns {Promise<Job>} */
export const retryJob = (job, startedBy = "") =>
  once(`retry ${job}`, (key) =>
    json(`/jobs/${id(job)}/retry${startedBy && `?started_by=${id(startedBy)}`}`, { method: "POST", headers: { "Idempotency-Key": key } }),
  );

/** @param {string} job */
export const deleteJob = (job) =>
  once(`delete ${job}`, () =>
    request(`/jobs/${id(job)}`, { method: "DELETE" }).catch((error) => {
      if (error.status !== 404) throw error; // it is gone, which a request that was sent again learns in this way
    }),
  );

/** @param {string} job @returns {Promise<{name: string, size: number, sha256: string, media_type: string}[]>} */
export async function listArtifacts(job) {
  const answer = await json(`/jobs/${id(job)}/artifacts`);
  return Array.isArray(answer) ? answer : answer.items;
}

/** @param {string} job @param {string} name */
export const artifactUrl = (job, name) => apiUrl(`/jobs/${id(job)}/artifacts/${id(name)}`);

/**
 * All events after one, page by page.
 * @param {string} job
 * @param {string|null} after
 * @returns {Promise<JobEvent[]>}
 */
export async function listEvents(job, after = null) {
  const events = [];
  for (let last = after; ; ) {
    /** @type {{items: JobEvent[], next_after: string|null}} */
    const page = await json(`/jobs/${id(job)}/events?limit=1000${last ? `&after=${id(last)}` : ""}`);
    events.push(...page.items);
    if (page.items.length < 1000) return events;
    last = page.next_after ?? page.items[page.items.length - 1].id;
  }
}

/** @returns {Promise<import("./lib/types.js").Model[]>} */
export const listModels = () => json("/models");

/** @param {string} model @returns {Promise<import("./lib/types.js").Model>} */
export const getModel = (model) => json(`/models/${id(model)}`);

/** What happened while it was trained. @param {string} model @returns {Promise<JobEvent[]>} */
export const listModelEvents = (model) => json(`/models/${id(model)}/events`);

/** @param {string} model @returns {Promise<import("./lib/types.js").LayerTable>} */
export const getLayers = (model) => json(`/models/${id(model)}/layers`);

/** @param {string} model @param {number} count @returns {Promise<import("./lib/types.js").Example[]>} */
export const listExamples = (model, count) => json(`/models/${id(model)}/examples?count=${count}`);

/** @param {string} model @returns {Promise<import("./lib/types.js").Confusion>} */
export const getConfusion = (model) => json(`/models/${id(model)}/confusion`);

/** @param {string} model @param {number} truth @param {number} predicted @returns {Promise<import("./lib/types.js").ConfusedImage[]>} */
export const getConfused = (model, truth, predicted) => json(`/models/${id(model)}/confusion/${truth}/${predicted}`);

/**
 * @param {string} model
 * @param {Blob} image
 * @returns {Promise<{predictions: import("./lib/types.js").Prediction[], duration_ms: number}>}
 */
export const predict = (model, image) => json(`/models/${id(model)}/predict?top=5`, upload(image));

/**
 * The activations of one layer, or of every layer, for an image.
 * @param {string} model
 * @param {Blob} image
 * @param {{layer?: string, maps?: number}} [which]
 * @returns {Promise<import("./lib/types.js").Activation[]>}
 */
export async function getActivations(model, image, { layer, maps } = {}) {
  const query = new URLSearchParams({ ...(layer && { layer }), ...(maps && { maps: String(maps) }) });
  const answer = await json(`/models/${id(model)}/activations?${query}`, upload(image));
  return answer.layers ?? [answer];
}

/** Any image file as a PNG, as the API reads it. @param {Blob} image @returns {Promise<Blob>} */
export const readImage = (image) => askImage("/images", imageForm(image));

/** An image of this playground, as bytes. @param {string} url @returns {Promise<Blob>} */
export async function fetchImage(url) {
  return (await request(url, { headers: { Accept: "image/*" } })).blob();
}

/**
 * A question to a lab: GET without a body, POST with one. A form goes as multipart, anything else as JSON.
 * @param {string} path below /api/v1, such as `/neuron`
 * @param {unknown} [body]
 * @returns {Promise<any>} any: the lab that asks names the type
 */
export const ask = (path, body) => json(path, body === undefined ? {} : body instanceof FormData ? { method: "POST", body } : post(body));

/** A question that is computed for a while, of which the page says so. @param {string} path @returns {Promise<any>} any: see `ask` */
export const askLong = async (path) => parsed(await request(path, {}, COMPUTED));

/** The photos that come with the playground. @returns {Promise<import("./lib/types.js").Photo[]>} */
export const listPhotos = () => json("/photos");

/** An image that a lab makes. @param {string} path below /api/v1 @param {FormData} form @returns {Promise<Blob>} */
export async function askImage(path, form) {
  return (await request(path, { method: "POST", body: form, headers: { Accept: "image/png" } })).blob();
}
