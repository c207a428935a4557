// What has failed lately at all webhooks, grouped by webhook and error.

import { get } from "../api.js";
import { Foreign, Heading, Nothing, Pending, Trouble, visible } from "../parts.js";
import { useResource } from "../resource.js";
import { address, pathOf, useQuery } from "../router.js";
import { capital, DeliveryChip, dropReason, errorResult } from "../states.js";
import { DataTable, FilterBar, SearchFilter, SelectFilter } from "../table.js";
import { Time } from "../time.js";
import { html } from "../vendor/preact.js";

/** @import { FailureGroup, FailureList } from "../models.d.ts" */
/** @import { Column } from "../table.js" */

/**
 * @param {AbortSignal} signal
 * @returns {Promise<FailureList>}
 */
function load(signal) {
  return get("/api/failures", {}, signal);
}

export function FailuresView() {
  const failures = useResource(load, [], { refresh: true });
  return html`<${Heading} title="Failures" />
    ${
      failures.data
        ? html`<${Trouble} failure=${failures.failure} retry=${failures.reload} />
        <${Groups} list=${failures.data} />`
        : html`<${Pending} of=${failures} what="the failures" />`
    }`;
}

/** @type {Column<FailureGroup>[]} */
const COLUMNS = [
  {
    key: "error",
    label: "What is wrong",
    sort: (group) => wrong(group).text,
    cell: (group) => {
      const { text, todo } = wrong(group);
      return html`<strong>${text}</strong>
        ${todo && html`<p class="todo why">${todo}</p>`}`;
    },
  },
  {
    key: "webhook",
    label: "Webhook",
    sort: (group) => group.webhook_name,
    cell: (group) =>
      html`<a href=${address(pathOf("webhooks", group.webhook_id))} class="strong"><${Foreign}>${group.webhook_name}<//></a>`,
  },
  {
    key: "count",
    label: "Deliveries",
    number: true,
    sort: (group) => group.count,
    cell: (group) =>
      html`<a href=${deliveriesOf(group)} aria-label=${`${group.count} deliveries: ${wrong(group).text}, at ${visible(group.webhook_name)}`}>${group.count}</a>`,
  },
  {
    key: "state",
    label: "State",
    sort: (group) => group.state,
    cell: (group) => html`<${DeliveryChip} state=${group.state} />`,
  },
  {
    key: "first",
    label: "Since",
    sort: (group) => Date.parse(group.first_at),
    cell: (group) => html`<${Time} at=${group.first_at} />`,
  },
  {
    key: "last",
    label: "Latest",
    sort: (group) => Date.parse(group.last_at ?? group.first_at),
    cell: (group) => html`<${Time} at=${group.last_at} show="ago" />`,
  },
  {
    key: "example",
    label: "An example",
    quietLabel: true,
    cell: (group) =>
      group.event_id &&
      html`<a href=${address(pathOf("webhooks", group.webhook_id, "deliveries", group.event_id))} aria-label=${`Why: ${wrong(group).text}, at ${visible(group.webhook_name)}`}>Why</a>`,
  },
];

/**
 * Return what is wrong, in words, and what to do about it.
 * @param {FailureGroup} group
 */
function wrong({ error, error_text: text, reason }) {
  if (reason) return { text: dropReason(reason), todo: "" };
  return { text: capital(text), todo: errorResult(error).todo };
}

/**
 * Return the address of the deliveries of a group.
 * @param {FailureGroup} group
 */
function deliveriesOf({ webhook_id: id, state, error }) {
  const status = /^(?:HTTP )?(\d{3})$/.exec(error)?.[1];
  return address(pathOf("webhooks", id), { state, status });
}

/** @param {{list: FailureList}} props */
function Groups({ list }) {
  const [query] = useQuery();
  const shown = list.groups.filter((group) => fits(group, query));
  if (list.groups.length === 0) {
    return html`<${Nothing} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`;
  }
  return html`<${FilterBar} label="Filter the failures" clear=${["q", "state"]}>
      <${SearchFilter} name="q" label="Search" placeholder="Webhook or error" />
      <${SelectFilter} name="state" label="State" any="Waiting and dropped" options=${[
        { value: "waiting", label: "Waiting: will be attempted again" },
        { value: "dropped", label: "Dropped in the last day" },
      ]} />
    <//>
    ${list.more && html`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${
      shown.length > 0
        ? html`<${DataTable} caption="Failures by webhook and error" columns=${COLUMNS} rows=${shown} rowKey=${keyOf} order="-last" epoch=${`${query.q} ${query.state}`} />`
        : html`<${Nothing} title="No failure fits these filters." />`
    }`;
}

/** @param {FailureGroup} group */
function keyOf(group) {
  return `${group.webhook_id} ${group.state} ${group.error}`;
}

/**
 * @param {FailureGroup} group
 * @param {Record<string, string | undefined>} query
 */
function fits(group, query) {
  if (query.state && group.state !== query.state) return false;
  const text = `${group.webhook_name} ${group.webhook_id} ${group.error} ${wrong(group).text}`;
  return text.toLowerCase().includes((query.q ?? "").toLowerCase());
}
