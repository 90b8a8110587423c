/** What the command line does with a model, ready to be copied. */

import { html } from "../lib/html.js";
import { modelCommand } from "../lib/snippets.js";
import { CopyButton } from "./copy-as.js";

/** @param {{command: string, id: string}} props `command`: as the kind writes it */
export function ModelCommand({ command, id }) {
  const text = modelCommand(location.origin, command, id);
  return html`<div style="margin-top: var(--s4)">
    <p>The same model on the command line:</p>
    <div class="command-row"><pre class="command" tabindex="0">${text}</pre><${CopyButton} text=${text} /></div>
  </div>`;
}
