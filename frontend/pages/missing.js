/** An address that leads nowhere. */

import { useTitle } from "../components/hooks.js";
import { html } from "../lib/html.js";

export default function Missing() {
  useTitle("Not found");
  return html`<div class="page-head">
    <div>
      <h1>There is no such page</h1>
      <p class="lead">The address may be mistyped, or of a newer playground. <a href="#/">To the first page.</a></p>
    </div>
  </div>`;
}
