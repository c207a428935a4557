// The overview: how the relay is doing, and every webhook.

import { Spark } from "../charts.js";
import { Fact, Foreign, Heading, Nothing, Pending, Trouble } from "../parts.js";
import { loadOverview, poisonMessages, relayState } from "../relay.js";
import { useResource } from "../resource.js";
import { address, pathOf, useQuery } from "../router.js";
import { hostOf, WEBHOOK_STATES, WebhookState, waitingText } from "../states.js";
import { DataTable, FilterBar, SearchFilter, SelectFilter } from "../table.js";
import { span, Time } from "../time.js";
import { html } from "../vendor/preact.js";

/** @import { OverviewWebhook, RecentActivity, RelayHealth } from "../models.d.ts" */
/** @import { Column } from "../table.js" */

const NEVER = 0;
const MOST_ROWS = 200;
const HOURS = 24;
const HOUR_MS = 3_600_000;

export function OverviewView() {
  const overview = useResource(loadOverview, [], { refresh: true });
  const { data, failure } = overview;
  return html`<${Heading} title="Overview">
      <a href=${address("new-webhook")} class="button primary">New webhook</a>
    <//>
    ${
      data
        ? html`<${Trouble} failure=${failure} retry=${overview.reload} />
        <${Relay} health=${data.relay} webhooks=${data.webhooks} />
        <${Webhooks} rows=${data.webhooks} />`
        : html`<${Pending} of=${overview} what="the overview" />`
    }`;
}

/** @param {{health: RelayHealth, webhooks: OverviewWebhook[]}} props */
function Relay({ health, webhooks }) {
  const { tone, text, detail } = relayState(health);
  const queued = Object.values(health.queues ?? {}).reduce((total, count) => total + count, 0);
  const poison = poisonMessages(health);
  const age = health.last_tick_age_seconds;
  return html`<section aria-labelledby="relay-title" class="card">
    <h2 id="relay-title" class=${`verdict ${tone}`}>${text}. <span class="muted">${detail}</span></h2>
    <dl class="facts">
      <${Fact} name="Storage">${health.storage}<//>
      <${Fact} name="Latest round">${age === undefined || age === null ? "none yet" : `${span(age)} ago`}<//>
      <${Fact} name="In queues">${queued - poison}<//>
      <${Fact} name="Deliveries waiting">${health.waiting}<//>
      <${Fact} name="Longest waiting"><${Time} at=${oldest(webhooks)} show="ago" /><//>
      <${Fact} name="Longest overdue">${health.oldest_due_seconds ? span(health.oldest_due_seconds) : "nothing"}<//>
      <${Fact} name="Poison messages">${poison}<//>
    </dl>
  </section>`;
}

/** @param {OverviewWebhook[]} webhooks */
function oldest(webhooks) {
  return webhooks
    .map((one) => one.status.oldest_waiting_at)
    .filter((at) => at !== undefined)
    .sort()[0];
}

/** @type {Column<OverviewWebhook>[]} */
const COLUMNS = [
  {
    key: "name",
    label: "Webhook",
    sort: (row) => row.name,
    cell: (
      row,
    ) => html`<a href=${address(pathOf("webhooks", row.webhook_id))} class="strong"><${Foreign}>${row.name}<//></a>
      <span class="muted host"><${Foreign}>${hostOf(row.url)}<//></span>`,
  },
  {
    key: "state",
    label: "State",
    sort: (row) => WEBHOOK_STATES[row.status.state].rank,
    cell: (row) => html`<${WebhookState} webhook=${row} />`,
  },
  {
    key: "activity",
    label: "Last 24 hours",
    sort: (row) => failedShare(row.activity),
    cell: (row) => html`<${Activity} activity=${row.activity} />`,
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

/**
 * Return the part of attempts that failed; less than none, where there was no attempt.
 * @param {RecentActivity} activity
 */
function failedShare({ delivered, failed }) {
  return delivered + failed > 0 ? failed / (delivered + failed) : -1;
}

/** @param {{activity: RecentActivity}} props */
function Activity({ activity }) {
  const { delivered, failed, dropped } = activity;
  if (delivered + failed + dropped === 0) return html`<span class="muted">nothing sent</span>`;
  const share = failedShare(activity);
  const numbers = `${delivered} delivered, ${failed} attempts failed, ${dropped} dropped`;
  return html`<span class="activity" title=${numbers}>
    <${Spark} bars=${bars(activity)} label=${`Last ${HOURS} hours: ${numbers}`} />
    <span class=${share > 0 ? "share" : "muted"}>${percent(share)} failed</span>
  </span>`;
}

/**
 * Return a bar for each of the latest hours, those without anything included.
 * @param {RecentActivity} activity
 */
function bars({ hours }) {
  const byHour = new Map(hours.map((hour) => [Date.parse(hour.at), hour]));
  const present = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  return Array.from({ length: HOURS }, (_, index) => {
    const hour = byHour.get(present - (HOURS - 1 - index) * HOUR_MS);
    return { good: hour?.delivered ?? 0, bad: (hour?.failed ?? 0) + (hour?.dropped ?? 0) };
  });
}

/** @param {number} share */
function percent(share) {
  if (share <= 0) return "0 %";
  if (share < 0.01) return "< 1 %";
  return `${share < 0.1 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`;
}

/** @param {{names: string[]}} props */
function Types({ names }) {
  const shown = names.slice(0, 2).join(", ");
  if (names.length <= 2) return html`<span>${shown}</span>`;
  return html`<span title=${names.join(", ")}>${shown} <span class="muted">+${names.length - 2}</span></span>`;
}

/** @param {{rows: OverviewWebhook[]}} props */
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
        ? html`<${DataTable} caption="Webhooks" columns=${COLUMNS} rows=${shown} rowKey=${(/** @type {OverviewWebhook} */ row) => row.webhook_id} order="state" epoch=${`${query.q} ${query.state}`} most=${MOST_ROWS} />`
        : html`<${Nothing} title=${rows.length ? "No webhook fits these filters." : "There are no webhooks yet."} />`
    }
  </section>`;
}

/** @param {number} shown @param {number} all */
function counted(shown, all) {
  return shown === all ? `${all}` : `${shown} of ${all}`;
}

/** @param {OverviewWebhook[]} rows */
function stateOptions(rows) {
  return Object.entries(WEBHOOK_STATES).map(([value, { label }]) => {
    const count = rows.filter((row) => row.status.state === value).length;
    return { value, label: `${label} (${count})` };
  });
}

/**
 * @param {OverviewWebhook} row
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
