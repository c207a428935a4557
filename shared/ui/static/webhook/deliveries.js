// The list of a webhook's deliveries, with its filters, and sending again all that match them.

import { More } from "../paging.js";
import { Nothing, Pending, Trouble } from "../parts.js";
import { address, pathOf, useQuery } from "../router.js";
import { DeliveryChip, dropReason, LatestAttempt } from "../states.js";
import { DataTable } from "../table.js";
import { Time } from "../time.js";
import { html, useRef } from "../vendor/preact.js";
import { keyOf } from "./delivery-list.js";
import { FILTERS, Filters } from "./filters.js";

/** @import { ComponentChildren } from "preact" */
/** @import { Delivery } from "../models.d.ts" */
/** @import { Column } from "../table.js" */
/** @import { Deliveries as Known } from "./delivery-list.js" */

/**
 * @param {{
 *   known: Known,
 *   webhookId: string,
 *   types: string[],
 *   onShown?: () => void,
 *   reload: () => void,
 *   children?: ComponentChildren,
 * }} props `types` are those that the webhook is subscribed to; `onShown` is told that new
 * deliveries were asked for; `reload` loads everything again; `children` are further actions
 */
export function Deliveries({ known, webhookId, types, onShown, reload, children }) {
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  function show() {
    known.showFresh();
    onShown?.();
    heading.current?.focus();
  }
  const { data, failure, loading } = known.loaded;
  return html`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${heading}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        ${children}
        <button type="button" onClick=${reload}>Refresh</button>
      </div>
    </div>
    <${Filters} types=${offered(types, known.rows)} />
    <div class="new-rows" role="status">
      ${(known.fresh > 0 || known.missed) && html`<button type="button" onClick=${show}>${freshText(known)}</button>`}
    </div>
    ${
      data
        ? html`<${Trouble} failure=${failure} retry=${reload} /><${Rows} known=${known} webhookId=${webhookId} loading=${loading} />`
        : html`<${Pending} of=${known.loaded} what="the deliveries" />`
    }
  </section>`;
}

/** @param {Known} known */
function freshText({ fresh, missed }) {
  return missed ? "Many new deliveries" : `${fresh} new ${fresh === 1 ? "delivery" : "deliveries"}`;
}

/** @param {string[]} types @param {Delivery[]} rows */
function offered(types, rows) {
  const names = [...types, ...rows.map((row) => row.event_type)];
  return [...new Set(names)].filter((name) => !name.includes("*")).sort();
}

/** @param {{known: Known, webhookId: string, loading: boolean}} props */
function Rows({ known, webhookId, loading }) {
  const [query] = useQuery();
  const { rows, older } = known;
  const filtered = FILTERS.some((name) => query[name]);
  const none = filtered ? "No delivery fits these filters." : "Nothing has been sent to it yet.";
  return html`<div aria-busy=${loading}>
    ${
      rows.length > 0
        ? html`<${DataTable}
          caption="Deliveries, newest first"
          columns=${columns(webhookId)}
          rows=${rows}
          rowKey=${keyOf}
        />`
        : html`<${Nothing} title=${older.cursor ? "Nothing was found so far." : none} />`
    }
    <${More} following=${older} label="Older" />
  </div>`;
}

/** @param {string} webhookId @returns {Column<Delivery>[]} */
function columns(webhookId) {
  return [
    {
      key: "event",
      label: "Event",
      cell: (row) =>
        html`<a href=${address(pathOf("webhooks", webhookId, "deliveries", row.event_id))}><code>${row.event_id}</code></a>
        <span class="muted host">${row.event_type}</span>`,
    },
    { key: "state", label: "State", cell: (row) => html`<${State} row=${row} />` },
    {
      key: "last",
      label: "Latest attempt",
      cell: ({ last_attempt: attempt, held }) =>
        html`<${LatestAttempt} attempt=${attempt} none=${held ? "held back" : "none yet"} />`,
    },
    { key: "attempts", label: "Attempts", number: true, cell: (row) => row.attempts },
    { key: "received", label: "Received", cell: (row) => html`<${Time} at=${row.received_at} />` },
  ];
}

/** @param {{row: Delivery}} props */
function State({ row }) {
  return html`<span class="state">
    <${DeliveryChip} state=${row.state} />
    <span class="why">
      ${row.reason && dropReason(row.reason)}
      ${row.state === "waiting" && row.next_attempt_at && html`next <${Time} at=${row.next_attempt_at} show="ago" />`}
    </span>
  </span>`;
}
