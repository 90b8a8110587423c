/** What is on the screen, as a line for the terminal or a piece of Python. */

import { BASE } from "./address.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {{title: string, text: string}} Snippet */

/** Inside single quotes of a shell. @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** JSON as Python writes it. @param {unknown} value */
export function python(value) {
  const text = JSON.stringify(value, null, 4);
  return text.replace(
    /("(?:[^"\\]|\\.)*")|\btrue\b|\bfalse\b|\bnull\b/g,
    (match, string) => string ?? { true: "True", false: "False", null: "None" }[match] ?? match,
  );
}

/** @param {...string} lines */
const script = (...lines) => lines.join("\n");

/** Where the command line looks by itself. */
const LOCAL = ["http://127.0.0.1:8000", "http://localhost:8000"];

/** A command that finds this playground from anywhere. @param {string} command @param {string} origin */
const commandAt = (command, origin) => `playground ${command}${LOCAL.includes(origin + BASE) ? "" : ` --url ${origin}${BASE}`}`;

/** @param {string} kind @param {Params} params */
function trainCommand(kind, params) {
  const settings = Object.entries(params).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `--set ${/[^\w.,-]/.test(text) ? quoted(`${name}=${text}`) : `${name}=${text}`}`;
  });
  return ["train", kind, ...settings, "--follow"].join(" ");
}

/**
 * How to start this training elsewhere.
 * @param {string} origin such as `http://localhost:8000`
 * @param {string} kind
 * @param {Params} params
 * @returns {Snippet[]}
 */
export function trainSnippets(origin, kind, params) {
  const body = { kind, params };
  return [
    {
      title: "curl",
      text: `curl -X POST ${origin}${BASE}/api/v1/jobs \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(JSON.stringify(body))}`,
    },
    {
      title: "Python (httpx)",
      text: script(
        "import httpx",
        "",
        `reply = httpx.post("${origin}${BASE}/api/v1/jobs", json=${python(body)})`,
        "reply.raise_for_status()",
        'print(reply.json()["id"])',
      ),
    },
    { title: "Command line", text: commandAt(trainCommand(kind, params), origin) },
  ];
}

/**
 * What the command line does with a model.
 * @param {string} origin
 * @param {string} command of the kind, `{id}` in place of the id
 * @param {string} id
 */
export const modelCommand = (origin, command, id) => commandAt(command.replaceAll("{id}", id), origin);

/**
 * How to read a job elsewhere.
 * @param {string} origin
 * @param {string} id
 * @returns {Snippet[]}
 */
export function jobSnippets(origin, id) {
  const url = `${origin}${BASE}/api/v1/jobs/${id}`;
  return [
    { title: "curl", text: `curl ${url}\ncurl -N -H 'Accept: text/event-stream' ${url}/events` },
    { title: "Python (httpx)", text: `import httpx\n\njob = httpx.get("${url}").json()\nprint(job["status"], job["metrics"])` },
    { title: "Command line", text: commandAt(`show ${id}`, origin) },
  ];
}

/**
 * How to use a trained network elsewhere.
 * @param {string} origin
 * @param {string} id
 * @returns {Snippet[]}
 */
export function predictSnippets(origin, id) {
  const url = `${origin}${BASE}/api/v1/models/${id}/predict?top=5`;
  return [
    { title: "curl", text: `curl -X POST '${url}' -F image=@image.png` },
    {
      title: "Python (httpx)",
      text: script(
        "import httpx",
        "",
        'with open("image.png", "rb") as image:',
        `    reply = httpx.post("${url}", files={"image": image})`,
        'print(reply.json()["predictions"])',
      ),
    },
    { title: "Command line", text: commandAt(`predict ${id} image.png`, origin) },
  ];
}

/**
 * @typedef {Object} Call
 * @property {string} path
 * @property {unknown} [body]
 * @property {Record<string, string|number|boolean>} [form] sent with `image` as multipart
 * @property {string} [file] where the image that is the answer goes
 * @property {string} [numpy] the same without this playground
 * @property {string} [keras] the same without this playground
 */

/**
 * A call of a lab, elsewhere.
 * @param {string} origin
 * @param {Call} call
 * @returns {Snippet[]}
 */
export function callSnippets(origin, { path, body, form, file, numpy, keras }) {
  const url = `${origin}${BASE}/api/v1${path}`;
  const own = [...(numpy ? [{ title: "NumPy", text: numpy }] : []), ...(keras ? [{ title: "Keras", text: keras }] : [])];
  if (form) {
    const fields = Object.entries(form)
      .map(([name, value]) => ` \\\n  -F ${quoted(`${name}=${value}`)}`)
      .join("");
    return [
      { title: "curl", text: `curl -X POST ${quoted(url)} \\\n  -F image=@image.png${fields} \\\n  -o result.png` },
      {
        title: "Python (httpx)",
        text: script(
          "import httpx",
          "",
          'with open("image.png", "rb") as image:',
          `    reply = httpx.post("${url}", files={"image": image}, data=${python(form)})`,
          "reply.raise_for_status()",
          'open("result.png", "wb").write(reply.content)',
        ),
      },
      ...own,
    ];
  }
  if (body === undefined) {
    return [
      { title: "curl", text: `curl ${quoted(url)}` },
      { title: "Python (httpx)", text: `import httpx\n\nprint(httpx.get("${url}").json())` },
      ...own,
    ];
  }
  const result = file ? `open("${file}", "wb").write(reply.content)` : "print(reply.json())";
  return [
    {
      title: "curl",
      text:
        `curl -X POST ${quoted(url)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(JSON.stringify(body))}` +
        `${file ? ` \\\n  -o ${file}` : ""}`,
    },
    {
      title: "Python (httpx)",
      text: `import httpx\n\nreply = httpx.post("${url}", json=${python(body)})\nreply.raise_for_status()\n${result}`,
    },
    ...own,
  ];
}
