/** What is waited for, said quietly in one place of the frame, and beside the button that was pressed. */

import { useEffect, useState } from "preact/hooks";

import { html } from "../lib/html.js";
import { longestWait } from "../lib/patience.js";

const SECOND_MS = 1000;
/** Before, it may only be much to compute. */
const LONG_S = 3;

/** @param {import("../lib/patience.js").Wait} wait @param {number} now */
export function waitSentence({ since, reason }, now) {
  const seconds = Math.floor((now - since) / SECOND_MS);
  if (reason) return `${reason} What was asked for is sent again by itself.`;
  return seconds < LONG_S
    ? "Waiting for the playground …"
    : `The playground has not answered for ${seconds} s. This page goes on by itself.`;
}

/** The sentence of the moment; "" while nothing is waited for. */
function useWaitSentence() {
  const wait = longestWait.value;
  const [, tick] = useState(0);
  useEffect(() => {
    if (!wait) return undefined;
    const timer = setInterval(() => tick((n) => n + 1), SECOND_MS);
    return () => clearInterval(timer);
  }, [wait]);
  return wait ? waitSentence(wait, Date.now()) : "";
}

export function Patience() {
  const sentence = useWaitSentence();
  return html`<div class="patience" role="status">${sentence && html`<p>${sentence}</p>`}</div>`;
}

/** Beside a button. @param {{busy: boolean}} props */
export function PatienceBeside({ busy }) {
  const sentence = useWaitSentence();
  return busy && sentence ? html`<span class="soft small">${sentence}</span>` : null;
}
