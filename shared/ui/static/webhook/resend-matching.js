// Sending again all deliveries that match the filters of the list.

import { send } from "../api.js";
import { Dialog, Foreign, Pending } from "../parts.js";
import { useResource } from "../resource.js";
import { changeQuery, useQuery } from "../router.js";
import { html, useState } from "../vendor/preact.js";
import { apiFilters, inWords } from "./filters.js";
import { begin } from "./jobs.js";
import { countedText } from "./recover.js";

/** @import { Matching, Webhook } from "../models.d.ts" */

/** @param {{webhook: Webhook, path: string}} props */
export function ResendMatching({ webhook, path }) {
  const [query] = useQuery();
  const close = () => changeQuery({ do: undefined });
  return html`<button type="button" onClick=${() => changeQuery({ do: "resend" })}>Resend all that match …</button>
    ${query.do === "resend" && (inWords(query) ? html`<${Confirm} webhook=${webhook} path=${path} onClose=${close} />` : html`<${WithoutFilter} onClose=${close} />`)}`;
}

/** @param {{onClose: () => void}} props */
function WithoutFilter({ onClose }) {
  return html`<${Dialog} title="Resend all that match" onClose=${onClose}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${onClose}>To the filters</button></div>
  <//>`;
}

/** @param {{webhook: Webhook, path: string, onClose: () => void}} props */
function Confirm({ webhook, path, onClose }) {
  const [query] = useQuery();
  // Fixed now, so that what is counted is what is sent.
  const [body] = useState(() => withUntil(apiFilters(query)));
  const count = useResource(
    (signal) => send("POST", `${path}/resend`, { ...body, dry_run: true }, signal),
    [path],
  );
  const counted = /** @type {Matching | undefined} */ (count.data);
  const which = inWords(query);
  function start() {
    if (!counted) return;
    const title = `Sending again: ${which}`;
    begin(path, { kind: "resend", title, body, total: counted.matching, isMore: counted.more });
    onClose();
  }
  return html`<${Dialog} title="Resend all that match" onClose=${onClose}>
    <p>The filters of the list: <strong><${Foreign}>${which}<//></strong>.</p>
    ${query.state === undefined && html`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!webhook.enabled && html`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${counted ? html`<p role="status">${countedText(counted)}</p>` : html`<${Pending} of=${count} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!counted?.matching || !webhook.enabled} onClick=${start}>
        ${counted?.matching ? `Send ${counted.matching.toLocaleString()} again` : "Send again"}
      </button>
      <button type="button" onClick=${onClose}>Cancel</button>
    </div>
  <//>`;
}

/** @param {Record<string, string | undefined>} filters */
function withUntil(filters) {
  const status = filters.status_code ? Number(filters.status_code) : undefined;
  return { ...filters, status_code: status, until: filters.until ?? new Date().toISOString() };
}
