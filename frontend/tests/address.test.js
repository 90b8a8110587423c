import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { apiUrl, rebased } from "../lib/address.js";

test("an address of the API is the same with and without its root", () => {
  assert.equal(apiUrl("/jobs"), "/api/v1/jobs");
  assert.equal(apiUrl("/api/v1/photos/cat.png"), "/api/v1/photos/cat.png");
});

test("an answer names addresses from the root of the service; behind a proxy they begin where the page does", () => {
  const text = JSON.stringify({ image_url: "/api/v1/photos/cat.png", said: "see /api/v1/jobs" });
  assert.equal(rebased(text, ""), text);
  assert.deepEqual(JSON.parse(rebased(text, "/play")), { image_url: "/play/api/v1/photos/cat.png", said: "see /api/v1/jobs" });
  const named = JSON.stringify({ image_url: "/play/api/v1/photos/cat.png" });
  assert.equal(rebased(named, "/play"), named, "a service that knows of the proxy has named it");
});

test("no page links from the root of the host, which behind a proxy is not the playground's", () => {
  const root = new URL("..", import.meta.url);
  const files = readdirSync(root, { recursive: true }).filter((name) => /^(?!node_modules|tests|lib\/api-types).*\.(js|html)$/.test(name));
  assert.ok(files.length > 100);
  const absolute = /(?:href|src|action)=(?:\$\{)?["'`]\/(?!\/)|import\(["'`]\/|(?:fetch|EventSource)\(["'`]\/|url\(\//;
  for (const name of files) assert.doesNotMatch(readFileSync(new URL(name, root), "utf8"), absolute, name);
});

test("only one file sends requests, and only two keep anything in the browser", () => {
  const root = new URL("..", import.meta.url);
  const files = readdirSync(root, { recursive: true }).filter((name) => /^(?!node_modules|tests).*\.js$/.test(name));
  const using = (pattern) => files.filter((name) => pattern.test(readFileSync(new URL(name, root), "utf8")));
  assert.deepEqual(using(/\bfetch\(|\bEventSource\(|XMLHttpRequest/).sort(), ["api.js", "lib/patience.js"]);
  assert.deepEqual(using(/localStorage|sessionStorage|indexedDB|document\.cookie/).sort(), ["lib/own-images.js", "lib/storage.js"]);
});
