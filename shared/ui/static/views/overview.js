// The overview: how the relay is doing, and every webhook.

import { get } from "../api.js";
import { Fact, Foreign, Heading, Link, Nothing, Pending, Trouble } from "../parts.js";
import { learnHealth, poisonMessages, relayState } from "../relay.js";
import { useResource } from "../resource.js";
import { address, pathOf, useQuery } from "../router.js";
import { hostOf, WEBHOOK_STATES, WebhookState } from "../states.js";
import { DataTable, FilterBar, SearchFilter, SelectFilter } from "../table.js";
import { span, Time } from "../time.js";
import { html } from "../vendor/preact.js";

/** @import { Health, Webhook, WebhookStatus } from "../models.d.ts" */
/** @import { Column } from "../table.js" */

/** @typedef {Webhook & {status: WebhookStatus}} Row */
/** @typedef {{relay: Health, webhooks: Row[]}} Overview */

const NEVER = 0;

/**
 * @param {AbortSignal} signal
 * @returns {Promise<Overview>}
 */
async function load(signal) {
  const [relay, webhooks] = await Promise.all([
    get("/api/health", {}, signal),
    get("/api/webhooks", {}, signal),
  ]);
  learnHealth(relay);
  return { relay, webhooks };
}

export function OverviewView() {
  const overview = useResource(load, [], { refresh: true });
  const { data, failure } = overview;
  return html`<${Heading} title="Overview">
      <${Link} to=${address("webhooks/new")} class="button primary">New webhook<//>
    <//>
    ${
      data
        ? html`<${Trouble} failure=${failure} retry=${overview.reload} />
        <${Relay} health=${data.relay} webhooks=${data.webhooks} />
        <${Webhooks} rows=${data.webhooks} />`
        : html`<${Pending} of=${overview} what="the overview" />`
    }`;
}

/** @param {{health: Health, webhooks: Row[]}} props */
function Relay({ health, webhooks }) {
  const { tone, text, detail } = relayState(health);
  const waiting = webhooks.reduce((total, one) => total + (one.status.waiting ?? 0), 0);
  const queued = Object.values(health.queues ?? {}).reduce((total, count) => total + count, 0);
  const poison = poisonMessages(health);
  const age = health.last_tick_age_seconds;
  return html`<section aria-labelledby="relay-title" class="card relay-card">
    <h2 id="relay-title" class=${`verdict ${tone}`}>${text}. <span class="muted">${detail}</span></h2>
    <dl class="facts">
      <${Fact} name="Storage">${health.storage}<//>
      <${Fact} name="Latest round">${age === undefined || age === null ? "none yet" : `${span(age)} ago`}<//>
      <${Fact} name="In queues">${queued - poison}<//>
      <${Fact} name="Waiting">${waiting}<//>
      <${Fact} name="Oldest waiting"><${Time} at=${oldest(webhooks)} show="ago" /><//>
      <${Fact} name="Failed for good">${poison}<//>
    </dl>
  </section>`;
}

/** @param {Row[]} webhooks */
function oldest(webhooks) {
  return webhooks
    .map((one) => one.status.oldest_waiting_at)
    .filter((at) => at !== undefined)
    .sort()[0];
}

/** @type {Column<Row>[]} */
const COLUMNS = [
  {
    key: "name",
    label: "Webhook",
    sort: (row) => row.name,
    cell: (
      row,
    ) => html`<${Link} to=${address(pathOf("webhooks", row.webhook_id))} class="strong"><${Foreign}>${row.name}<//><//>
      <span class="muted host"><${Foreign}>${hostOf(row.url)}<//></span>`,
  },
  {
    key: "state",
    label: "State",
    sort: (row) => WEBHOOK_STATES[row.status.state].rank,
    cell: (row) => html`<${WebhookState} webhook=${row} />`,
  },
  {
    key: "waiting",
    label: "Waiting",
    number: true,
    sort: (row) => row.status.waiting ?? 0,
    cell: (row) => waitingText(row.status),
  },
  {
    key: "success",
    label: "Last success",
    sort: (row) => Date.parse(row.status.last_success_at ?? "") || NEVER,
    cell: (row) => html`<${Time} at=${row.status.last_success_at} show="ago" />`,
  },
  {
    key: "types",
    label: "Event types",
    cell: (row) => html`<${Types} names=${row.event_types} />`,
  },
];

/** @param {WebhookStatus} status */
function waitingText(status) {
  if (status.waiting === undefined) return "many";
  return status.waiting_is_capped ? `${status.waiting}+` : status.waiting;
}

/** @param {{names: string[]}} props */
function Types({ names }) {
  const shown = names.slice(0, 2).join(", ");
  if (names.length <= 2) return html`<span class="types">${shown}</span>`;
  return html`<span class="types" title=${names.join(", ")}>${shown} <span class="muted">+${names.length - 2}</span></span>`;
}

/** @param {{rows: Row[]}} props */
function Webhooks({ rows }) {
  const [query] = useQuery();
  const shown = rows.filter((row) => fits(row, query));
  return html`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${counted(shown.length, rows.length)}</span></h2>
    <${FilterBar} label="Filter the webhooks" clear=${["q", "state"]}>
      <${SearchFilter} name="q" label="Search" placeholder="Name, host, type or id" />
      <${SelectFilter} name="state" label="State" any="Every state" options=${stateOptions(rows)} />
    <//>
    ${
      shown.length > 0
        ? html`<${DataTable} caption="Webhooks" columns=${COLUMNS} rows=${shown} rowKey=${(/** @type {Row} */ row) => row.webhook_id} order="state" />`
        : html`<${Nothing} title=${rows.length ? "No webhook fits these filters." : "There are no webhooks yet."} />`
    }
  </section>`;
}

/** @param {number} shown @param {number} all */
function counted(shown, all) {
  return shown === all ? `${all}` : `${shown} of ${all}`;
}

/** @param {Row[]} rows */
function stateOptions(rows) {
  return Object.entries(WEBHOOK_STATES).map(([value, { label }]) => {
    const count = rows.filter((row) => row.status.state === value).length;
    return { value, label: `${label} (${count})` };
  });
}

/**
 * @param {Row} row
 * @param {Record<string, string | undefined>} query
 */
function fits(row, query) {
  if (query.state && row.status.state !== query.state) return false;
  const text =
    `${row.name} ${row.webhook_id} ${row.url} ${row.event_types.join(" ")}`.toLowerCase();
  return (query.q ?? "")
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
