/**
 * What the API answers, as types. Names and meanings are those of /openapi.json.
 *
 * @typedef {"queued"|"running"|"cancelling"|"succeeded"|"failed"|"cancelled"} Status
 * @typedef {{step: number, total_steps: number, epoch: number|null, total_epochs: number|null, fraction: number, eta_s: number|null}} Progress
 *   `epoch`, `total_epochs`: null in a run that is not counted in epochs
 * @typedef {Record<string, any>} Params any: which types they have, the JSON Schema of the kind says while the page runs
 *
 * @typedef {Object} Job
 * @property {string} id
 * @property {string} kind
 * @property {string} name
 * @property {Params} params
 * @property {Status} status
 * @property {string|null} reason
 * @property {string|null} detail
 * @property {number} attempt
 * @property {number|null} queue_position
 * @property {string|null} worker
 * @property {string|null} device
 * @property {Progress} progress
 * @property {Record<string, number|null>} metrics
 * @property {string} created_at
 * @property {string|null} started_at
 * @property {string|null} finished_at
 * @property {number} running_s
 *
 * @typedef {{epoch: number|null, step: number, split: "train"|"validation"|"test", scope: "batch"|"epoch"|"interval",
 *   values: Record<string, number>}} Metric
 * @typedef {{status: Status, reason: string|null, detail: string|null}} StateChange
 * @typedef {{name: string, epoch: number|null, step: number, url: string}} JobImage
 * @typedef {{name: string, columns: string[], rows: (string|number|null)[][], epoch: number|null, step: number}} JobTable
 * @typedef {{id: string, at: string} & ({type: "state", data: StateChange} | {type: "metric", data: Metric} |
 *   {type: "image", data: JobImage} | {type: "table", data: JobTable} | {type: "progress", data: Progress} |
 *   {type: "log"|"warning", data: {message: string}})} JobEvent
 *
 * @typedef {Object} Dataset
 * @property {string} id
 * @property {string} title
 * @property {string} type
 * @property {number[]} shape
 * @property {string[]} classes
 * @property {{train: number, test: number}} sizes
 * @property {"bundled"|"cached"|"download"|"uploaded"} availability
 * @property {string} licence
 * @property {string} source
 *
 * @typedef {{index: number, label: string, image_url: string}} Sample
 * @typedef {{id: string, title: string, description: string, params: Params}} Preset
 * @typedef {{id: string, title: string, section: string, params_schema: import("./schema.js").Schema, defaults: Params,
 *   datasets: string[], reference: string, presets: Preset[], unit: "epoch"|"iteration", length: string, curves: KindCurve[],
 *   has_model: boolean, command: string}} Kind
 *   `unit`: what a run is counted in; `length`: the parameter that says how many; `command`: of the command line, `{id}` in place of the id
 * @typedef {{metric: string, title: string, format: "number"|"share"}} KindCurve a `share` is in 0..1 and shown in percent
 *
 * @typedef {Object} LayerRow
 * @property {string} name
 * @property {string} type
 * @property {number[]} output_shape
 * @property {number} parameters
 * @property {string} parameter_formula
 * @property {string} parameter_latex
 * @property {string} shape_formula
 * @property {string} shape_latex
 * @property {"valid"|"same"|null} padding null for a layer without a window
 * @property {string} formula
 * @property {number} flops
 * @typedef {{layers: LayerRow[], total_parameters: number, input_shape?: number[], flops?: number}} LayerTable
 *
 * @typedef {Object} Model
 * @property {string} id
 * @property {string} title
 * @property {"job"|"pretrained"} source
 * @property {string} kind
 * @property {string} dataset
 * @property {Params} params
 * @property {string[]} labels
 * @property {number[]} input_shape
 * @property {Record<string, number>} metrics
 * @property {string|null} created_at
 * @property {string|null} command that trains a shipped model again
 * @property {HistoryRow[]} [history]
 * @property {number} [total_parameters]
 * @property {{layers: import("./layers.js").Spec[]}} [architecture]
 *
 * @typedef {{epoch: number|null, step: number} & Record<string, number|null>} HistoryRow the metrics at the end of an epoch or interval
 * @typedef {{labels: string[], matrix: number[][]}} Confusion
 * @typedef {{index: number, label: string, predicted: string, probability: number, image_url: string|null}} ConfusedImage
 * @typedef {{label: string, probability: number}} Prediction
 * @typedef {{title: string, image_url: string, label: string|null}} Example
 * @typedef {{id: string, image_url: string}} Photo
 * @typedef {{channel: number, minimum: number, maximum: number, values: number[]}} FeatureMap
 * @typedef {{layer: string, type: string, shape: number[], minimum: number, maximum: number, maps: FeatureMap[]}} Activation
 *
 * @typedef {{name: string, device: string|null, job_id: string|null}} Worker
 * @typedef {{status: string, version: string, broker: "up"|"down", workers: Worker[]}} Health
 */

export {};
