// The deliveries of a webhook: the first page, older ones, and what a refresh finds.

import { get } from "../api.js";
import { pageWithRows, useFollowing } from "../paging.js";
import { useResource } from "../resource.js";
import { useEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { apiFilters, FILTERS, fits } from "./filters.js";

/** @import { Delivery, DeliveryList, WebhookStatus } from "../models.d.ts" */
/** @import { Following } from "../paging.js" */

const LIMIT = 25;
const MOST_NEW = 100;
const CLOCKS_MS = 5_000;

/**
 * @typedef {{
 *   first: DeliveryList,
 *   updates: Map<string, Delivery>,
 *   status?: WebhookStatus,
 *   gone: boolean,
 *   missed: boolean,
 *   refreshes: number,
 * }} Loaded `updates` are what refreshes have found; `gone`: they have found that the webhook is
 * deleted; `missed`: more has come than they asked for
 */

/**
 * @typedef {{
 *   rows: Delivery[],
 *   fresh: number,
 *   missed: boolean,
 *   showFresh: () => void,
 *   older: Following<DeliveryList>,
 *   loaded: import("../resource.js").Resource<Loaded>,
 * }} Deliveries `fresh` deliveries have come that are not among the rows yet
 */

/** @param {Delivery} row */
export function keyOf(row) {
  return `${row.event_id} ${row.received_at}`;
}

/**
 * @param {string} path of the webhook in the API
 * @param {Record<string, string | undefined>} query of the address
 * @param {number} changes they are loaded again when it changes
 * @returns {Deliveries}
 */
export function useDeliveries(path, query, changes) {
  const inputs = [path, changes, ...FILTERS.map((name) => query[name])];
  const list = `${path}/deliveries`;
  const current = useRef(/** @type {Delivery[]} */ ([]));
  const loaded = useResource(
    (signal, before) =>
      before
        ? refreshed(list, query, { before, rows: current.current }, signal)
        : begin(list, query, signal),
    inputs,
    { refresh: true },
  );
  const { first, updates } = loaded.data ?? EMPTY;
  const older = useFollowing(first, (cursor, signal) => page(list, query, cursor, signal));
  const [shown, setShown] = useState(/** @type {Delivery[]} */ ([]));
  useEffect(() => setShown([]), [first]);

  const rows = useMemo(() => {
    const known = [
      ...shown,
      ...first.deliveries,
      ...older.pages.flatMap((page) => page.deliveries),
    ];
    return known.map((row) => updates.get(keyOf(row)) ?? row);
  }, [first, older.pages, shown, updates]);
  current.current = rows;
  const fresh = useMemo(() => unseen(updates, rows, query), [updates, rows]);

  return {
    rows,
    fresh: fresh.length,
    missed: loaded.data?.missed ?? false,
    showFresh: () => (loaded.data?.missed ? loaded.reload() : setShown([...fresh, ...shown])),
    older,
    loaded,
  };
}

/** @type {Loaded} */
const EMPTY = {
  first: { deliveries: [] },
  updates: new Map(),
  gone: false,
  missed: false,
  refreshes: 0,
};

/**
 * @param {string} list
 * @param {Record<string, string | undefined>} query
 * @param {AbortSignal} signal
 * @returns {Promise<Loaded>}
 */
async function begin(list, query, signal) {
  return { ...EMPTY, updates: new Map(), first: await page(list, query, undefined, signal) };
}

/**
 * @param {string} list
 * @param {Record<string, string | undefined>} query
 * @param {string | undefined} after a cursor
 * @param {AbortSignal} signal
 * @returns {Promise<DeliveryList>}
 */
function page(list, query, after, signal) {
  return pageWithRows(
    (cursor) => get(list, { ...apiFilters(query), limit: LIMIT, cursor }, signal),
    (found) => found.deliveries,
    after,
  );
}

/**
 * Ask for what has come or changed: one query of a day's deliveries and one of those that wait.
 * Whether they fit the filters is judged here, since asking storage for that takes more queries.
 * @param {string} list
 * @param {Record<string, string | undefined>} query
 * @param {{before: Loaded, rows: Delivery[]}} known
 * @param {AbortSignal} signal
 * @returns {Promise<Loaded>}
 */
async function refreshed(list, query, { before, rows }, signal) {
  const refreshes = before.refreshes + 1;
  const stretch = query.event
    ? { event_id: query.event }
    : (refreshes % 2 === 0 && earlierDay(rows)) || today(rows);
  const parameters = { ...stretch, limit: MOST_NEW, with_status: true };
  const found = /** @type {DeliveryList} */ (await get(list, parameters, signal));
  const updates = new Map(before.updates);
  for (const row of found.deliveries) updates.set(keyOf(row), row);
  const lowest = found.deliveries.at(-1)?.received_at ?? "";
  const gap = Boolean(found.cursor) && !("until" in stretch) && lowest > newestOf(rows);
  return {
    first: before.first,
    updates,
    status: found.status,
    gone: found.status === undefined,
    missed: before.missed || gap,
    refreshes,
  };
}

/** @param {Delivery[]} rows the newest first */
function newestOf(rows) {
  return rows[0]?.received_at ?? "";
}

/**
 * Return since when to look today: since the newest that is known, or the oldest that has not
 * ended. Instances have clocks of their own, hence the seconds before.
 * @param {Delivery[]} rows
 */
function today(rows) {
  const midnight = `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
  const open = rows.filter((row) => isOpen(row) && row.received_at >= midnight).at(-1);
  const from = open?.received_at ?? newestOf(rows);
  if (from < midnight) return { since: midnight };
  return {
    since: new Date(Math.max(Date.parse(midnight), Date.parse(from) - CLOCKS_MS)).toISOString(),
  };
}

/**
 * Return the stretch of an earlier day in which deliveries have not ended, if there is one: a query
 * is about one day, so every second refresh looks there.
 * @param {Delivery[]} rows
 */
function earlierDay(rows) {
  const now = new Date().toISOString().slice(0, 10);
  const open = rows.filter((row) => isOpen(row) && row.received_at.slice(0, 10) < now);
  const since = open.at(-1)?.received_at;
  if (!since) return null;
  const sameDay = open.filter((row) => row.received_at.slice(0, 10) === since.slice(0, 10));
  return { since, until: newestOf(sameDay) };
}

/** @param {Delivery} row */
function isOpen(row) {
  return row.state === "waiting" || row.state === "queued";
}

/**
 * Return what has come since the newest of the rows and fits the filters, the newest first.
 * @param {Map<string, Delivery>} updates
 * @param {Delivery[]} rows
 * @param {Record<string, string | undefined>} query
 */
function unseen(updates, rows, query) {
  const known = new Set(rows.map(keyOf));
  const newest = newestOf(rows);
  return [...updates.entries()]
    .filter(([key, row]) => !known.has(key) && fits(row, query) && row.received_at >= newest)
    .map(([, row]) => row)
    .sort((one, other) => (one.received_at < other.received_at ? 1 : -1));
}
