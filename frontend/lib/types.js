/**
 * What the API answers, as types. `api-types.d.ts` is generated from its OpenAPI document (`make types`); here stand the names that the
 * pages use, and what the document leaves open: parameters, layers, the data of an event.
 *
 * @typedef {import("./api-types.js").Status} Status
 * @typedef {import("./api-types.js").Progress} Progress
 * @typedef {Record<string, any>} Params any: which types they have, the JSON Schema of the kind says while the page runs
 *
 * @typedef {Omit<import("./api-types.js").Job, "params"> & {params: Params}} Job
 *
 * @typedef {{epoch: number|null, step: number, split: "train"|"validation"|"test", scope: "batch"|"epoch"|"interval",
 *   values: Record<string, number|null>}} Metric
 * @typedef {{name: string, columns: string[], rows: (string|number|null)[][], epoch: number|null, step: number}} JobTable
 * @typedef {{status: Status, reason: string|null, detail: string|null}} StateChange
 * @typedef {{name: string, epoch: number|null, step: number, url: string}} JobImage
 * @typedef {{id: string, at: string} & ({type: "state", data: StateChange} | {type: "metric", data: Metric} |
 *   {type: "image", data: JobImage} | {type: "table", data: JobTable} | {type: "progress", data: Progress} |
 *   {type: "log"|"warning", data: {message: string}})} JobEvent
 *
 * @typedef {Omit<import("./api-types.js").Dataset, "sizes"> & {sizes: {train: number, test: number}}} Dataset
 * @typedef {import("./api-types.js").SampleRow} Sample
 * @typedef {Omit<import("./api-types.js").PresetRow, "params"> & {params: Params}} Preset
 * @typedef {import("./api-types.js").CurveRow} KindCurve
 * @typedef {Omit<import("./api-types.js").KindRow, "params_schema"|"defaults"|"presets"> &
 *   {params_schema: import("./schema.js").Schema, defaults: Params, presets: Preset[]}} Kind
 *
 * @typedef {import("./api-types.js").LayerRow} LayerRow
 * @typedef {import("./api-types.js").LayerTable} LayerTable
 *
 * @typedef {Record<string, number|null> & {step: number, epoch: number|null}} HistoryRow
 * @typedef {Omit<import("./api-types.js").ModelRow, "params"|"metrics"|"architecture"> &
 *   {params: Params, metrics: Record<string, number>, architecture: {layers: import("./layers.js").Spec[]}|null,
 *   history?: HistoryRow[], history_note?: string|null, dataset_note?: string|null}} Model
 *
 * @typedef {import("./api-types.js").SizeRow} SizeRow
 * @typedef {import("./api-types.js").TranslationAnswer} TranslationAnswer
 *
 * @typedef {import("./api-types.js").Confusion} Confusion
 * @typedef {import("./api-types.js").ConfusedImage} ConfusedImage
 * @typedef {import("./api-types.js").Prediction} Prediction
 * @typedef {import("./api-types.js").Example} Example
 * @typedef {import("./api-types.js").PhotoRow} Photo
 * @typedef {import("./api-types.js").FeatureMap} FeatureMap
 * @typedef {import("./api-types.js").Activation} Activation
 *
 * @typedef {import("./api-types.js").Worker} Worker
 * @typedef {import("./api-types.js").Ready} Health
 */

export {};
