// What an attempt sends: the headers, with what is secret in them masked, and the body.

import { get, indented } from "../api.js";
import { CodeBlock, Foreign, Pending } from "../parts.js";
import { useResource } from "../resource.js";
import { html } from "../vendor/preact.js";

/** @import { SentRequest } from "../models.d.ts" */

/** @param {{path: string, eventId: string}} props */
export function RequestSection({ path, eventId }) {
  const sent = useResource((signal) => get(path, {}, signal), [path]);
  return html`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${
      sent.data
        ? html`<${Sending} sent=${sent.data} file=${`request-${eventId}.txt`} />`
        : html`<${Pending} of=${sent} what="the request" />`
    }
  </section>`;
}

/** @param {{sent: SentRequest, file: string}} props */
export function Sending({ sent, file }) {
  return html`<div class="sent">
    <p class="url"><code><strong>${sent.method}</strong> <${Foreign}>${sent.url}<//></code></p>
    <div class="table-wrap" tabindex="0" role="region" aria-label="Headers that are sent">
      <table class="headers">
        <tbody>
          ${sent.headers.map(
            (header) => html`<tr key=${header.name}>
              <th scope="row"><code><${Foreign}>${header.name}<//></code></th>
              <td><code><${Foreign}>${header.value}<//></code></td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="muted">Body, ${sent.body_bytes.toLocaleString()} bytes. It is indented here; it is sent, and signed, without.</p>
    <${CodeBlock} text=${indented(sent.body)} original=${sent.body} what="the body" file=${file} />
  </div>`;
}
