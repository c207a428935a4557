// Events: the list with its filters, and one event with its outcome at every webhook.

import { get, textOf } from "../api.js";
import { useEventTypes } from "../event-types.js";
import { More, pageWithRows, useFollowing } from "../paging.js";
import {
  CodeBlock,
  CopyableCode,
  Fact,
  Foreign,
  Heading,
  Nothing,
  Pending,
  Trouble,
} from "../parts.js";
import { webhookNames } from "../relay.js";
import { useResource } from "../resource.js";
import { address, pathOf, useQuery } from "../router.js";
import { DeliveryChip, dropReason, LatestAttempt } from "../states.js";
import { useStore } from "../store.js";
import { DataTable, FilterBar, SearchFilter, SelectFilter, sinceOf, TimeFilter } from "../table.js";
import { Time } from "../time.js";
import { html } from "../vendor/preact.js";

/** @import { Event, EventHead, EventList, EventType, Outcome } from "../models.d.ts" */
/** @import { Column } from "../table.js" */

const LIMIT = 50;

/**
 * @param {Record<string, string | undefined>} query
 * @param {string | undefined} after a cursor
 * @param {AbortSignal} signal
 * @returns {Promise<EventList>}
 */
function page(query, after, signal) {
  const filters = {
    since: sinceOf(query),
    until: query.until,
    event_type: query.type,
    id_prefix: query.q,
  };
  return pageWithRows(
    (cursor) => get("/api/events", { ...filters, limit: LIMIT, cursor }, signal),
    (found) => found.events,
    after,
  );
}

/** @type {Column<EventHead>[]} */
const COLUMNS = [
  {
    key: "id",
    label: "Event",
    cell: (row) =>
      html`<a href=${address(pathOf("events", row.event_id))}><code>${row.event_id}</code></a>`,
  },
  { key: "type", label: "Type", cell: (row) => row.event_type },
  { key: "received", label: "Received", cell: (row) => html`<${Time} at=${row.received_at} />` },
];

export function EventsView() {
  const [query] = useQuery();
  const filters = ["q", "type", "range", "since", "until"];
  const inputs = filters.map((name) => query[name]);
  const first = useResource((signal) => page(query, undefined, signal), inputs);
  const types = useEventTypes();
  return html`<${Heading} title="Events">
      <button type="button" onClick=${first.reload}>Refresh</button>
    <//>
    <${FilterBar} label="Filter the events" clear=${filters}>
      <${SearchFilter} name="q" label="Event id" placeholder="How the id begins" />
      <${SelectFilter} name="type" label="Type" any="Every type" options=${typeOptions(types.data)} />
      <${TimeFilter} />
    <//>
    ${
      first.data
        ? html`<${Trouble} failure=${first.failure} retry=${first.reload} />
        <${Pages} first=${first.data} query=${query} loading=${first.loading} />`
        : html`<${Pending} of=${first} what="the events" />`
    }`;
}

/** @param {EventType[] | undefined} types */
function typeOptions(types) {
  return (types ?? []).map(({ name }) => ({ value: name, label: name }));
}

/** @param {{first: EventList, query: Record<string, string>, loading: boolean}} props */
function Pages({ first, query, loading }) {
  const following = useFollowing(first, (cursor, signal) => page(query, cursor, signal));
  const rows = [first, ...following.pages].flatMap((one) => one.events);
  return html`<div aria-busy=${loading}>
    ${
      rows.length > 0
        ? html`<${DataTable} caption="Events, newest first" columns=${COLUMNS} rows=${rows} rowKey=${(/** @type {EventHead} */ row) => row.event_id} />`
        : html`<${Nothing} title=${following.cursor ? "Nothing was found so far." : "No event fits these filters."} />`
    }
    <${More} following=${following} label="Show more" />
  </div>`;
}

/** @type {Column<Outcome>[]} */
const OUTCOMES = [
  {
    key: "state",
    label: "State",
    cell: (row) => html`<span class="state"><${DeliveryChip} state=${row.state} />
      <span class="why">${row.reason ? dropReason(row.reason) : ""}</span></span>`,
  },
  { key: "attempts", label: "Attempts", number: true, cell: (row) => row.attempts },
  {
    key: "last",
    label: "Latest attempt",
    cell: (row) => html`<${LatestAttempt} attempt=${row.last_attempt} none="–" />`,
  },
  {
    key: "next",
    label: "Next attempt",
    cell: (row) => html`<${Time} at=${row.next_attempt_at} />`,
  },
];

/** @param {{parameters: Record<string, string>}} props */
export function EventView({ parameters }) {
  const id = parameters.event ?? "";
  const event = useResource(
    (signal) => get(`/api/events/${encodeURIComponent(id)}`, {}, signal),
    [id],
    {
      refresh: true,
    },
  );
  return html`<nav class="crumbs" aria-label="Breadcrumb"><a href=${address("events")}>Events</a></nav>
    <${Heading} title="Event" of=${id} />
    <p><${CopyableCode} text=${id} what="the event id" /></p>
    ${
      event.data
        ? html`<${Trouble} failure=${event.failure} retry=${event.reload} /><${Found} event=${event.data} />`
        : html`<${Pending} of=${event} what="the event" />`
    }`;
}

/** @param {{event: Event}} props */
function Found({ event }) {
  const { deliveries } = event;
  return html`<dl class="facts card">
      <${Fact} name="Type"><a href=${address(pathOf("event-types", event.event_type))}>${event.event_type}</a><//>
      <${Fact} name="Received"><${Time} at=${event.received_at} /><//>
      ${event.type_version && html`<${Fact} name="Version of the type">${event.type_version}<//>`}
      ${event.filtered && html`<${Fact} name="Not wanted by the filters of">${event.filtered} webhooks<//>`}
      ${event.instance_name && html`<${Fact} name="Instance"><${Foreign}>${event.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${deliveries.length}</span></h2>
      ${
        deliveries.length > 0
          ? html`<${DataTable} caption="Outcome at each webhook" columns=${outcomeColumns(event.event_id)} rows=${deliveries} rowKey=${(/** @type {Outcome} */ row) => `${row.webhook_id} ${row.received_at}`} />`
          : html`<${Nothing} title="No webhook was subscribed to it." />`
      }
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${CodeBlock} text=${textOf(event, "event")} what="the payload" />
    </section>`;
}

/** @param {string} eventId @returns {Column<Outcome>[]} */
function outcomeColumns(eventId) {
  return [
    {
      key: "webhook",
      label: "Webhook",
      cell: (row) => html`<${DeliveryLink} row=${row} eventId=${eventId} />`,
    },
    ...OUTCOMES,
  ];
}

/** @param {{row: Outcome, eventId: string}} props */
function DeliveryLink({ row, eventId }) {
  const names = useStore(webhookNames);
  if (!row.webhook_id) return html`<span class="muted">not known any more</span>`;
  const to = address(pathOf("webhooks", row.webhook_id, "deliveries", eventId));
  const name = names.get(row.webhook_id);
  return html`<a href=${to} class="strong"><${Foreign}>${name ?? row.webhook_id}<//></a>
    ${name && html`<span class="muted host"><code>${row.webhook_id}</code></span>`}`;
}
