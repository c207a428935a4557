// The filters of a webhook's deliveries, as the address has them and as the API takes them.

import { DELIVERY_STATES } from "../states.js";
import {
  FilterBar,
  SearchFilter,
  SelectFilter,
  sinceOf,
  TextFilter,
  TimeFilter,
} from "../table.js";
import { html } from "../vendor/preact.js";

/** @import { Delivery } from "../models.d.ts" */

/** The parts of the address that are filters. */
export const FILTERS = ["state", "type", "status", "event", "range", "since", "until"];

/**
 * Return the filters of the address as the API's parameters.
 * @param {Record<string, string | undefined>} query
 */
export function apiFilters(query) {
  return {
    state: query.state,
    event_type: query.type,
    status_code: query.status,
    event_id: query.event,
    since: sinceOf(query),
    until: query.until,
  };
}

/**
 * Whether a delivery fits, as far as the page itself can tell: for those that come with a refresh.
 * @param {Delivery} delivery
 * @param {Record<string, string | undefined>} query
 */
export function fits(delivery, query) {
  if (query.state && delivery.state !== query.state) return false;
  if (query.type && delivery.event_type !== query.type) return false;
  if (query.status && String(delivery.last_attempt?.status) !== query.status) return false;
  return !query.until || delivery.received_at <= query.until;
}

/**
 * Return the filters in words, for a person who confirms something that follows them.
 * @param {Record<string, string | undefined>} query
 */
export function inWords(query) {
  const { state, type, status, event, range, since, until } = query;
  const words = [
    state && `state ${DELIVERY_STATES[/** @type {Delivery["state"]} */ (state)]?.label ?? state}`,
    type && `type ${type}`,
    status && `latest answer ${status}`,
    event && `event ${event}`,
    range && `received in the last ${range}`,
    since && `received since ${new Date(since).toLocaleString()}`,
    until && `received until ${new Date(until).toLocaleString()}`,
  ];
  return words.filter(Boolean).join(", ");
}

/** @param {{types: string[]}} props `types` are those to choose from */
export function Filters({ types }) {
  const states = Object.entries(DELIVERY_STATES).map(([value, { label }]) => ({ value, label }));
  const options = types.map((name) => ({ value: name, label: name }));
  return html`<${FilterBar} label="Filter the deliveries" clear=${FILTERS}>
    <${SelectFilter} name="state" label="State" any="Every state" options=${states} />
    <${SelectFilter} name="type" label="Type" any="Every type" options=${options} />
    <${TextFilter} name="status" label="Status code" input=${{ inputmode: "numeric", maxlength: 3 }} class="narrow" />
    <${TimeFilter} />
    <${SearchFilter} name="event" label="Event id" placeholder="The whole id" />
  <//>`;
}
