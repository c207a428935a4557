// Addresses: every state of the page has one that can be sent to a colleague.

import { mayLeave } from "./leaving.js";
import { withQuery } from "./query.js";
import { Store, useStore } from "./store.js";

const BASE = "/ui";

/** @typedef {Record<string, string>} Query */
/** @typedef {{path: string, query: Query, visit: number}} Place `visit` counts the navigations. */

/** @returns {Place} */
function read(visit = 0) {
  const path = location.pathname.replace(/^\/ui(?=\/|$)/i, "").replace(/^\/+|\/+$/g, "");
  return { path, query: Object.fromEntries(new URLSearchParams(location.search)), visit };
}

/** Where the page is. */
export const place = new Store(read());

/** Which entry of the history this is, so that a step to another can be taken back. */
let entry = Number(history.state?.entry ?? 0);
history.replaceState({ entry }, "");

addEventListener("popstate", ({ state }) => {
  const to = Number(state?.entry ?? entry + 1); // one that the page did not make: #fragment
  const next = read(place.value.visit + (to === entry ? 0 : 1));
  if (next.path !== place.value.path && !mayLeave()) return history.go(entry - to);
  entry = to;
  history.replaceState({ entry }, "");
  place.set(next);
});

/**
 * Return the address of a view: `address("webhooks/x", {state: "dropped"})`.
 * @param {string} path
 * @param {import("./query.js").Values} [query]
 */
export function address(path, query = {}) {
  return withQuery(`${BASE}/${path}`, query);
}

/**
 * Put together a path, with each part escaped.
 * @param {...string} parts
 */
export function pathOf(...parts) {
  return parts.map(escaped).join("/");
}

/** @param {string} part */
function escaped(part) {
  // Browsers take `.` and `%2E` for steps. Escaped twice it is an id, and to the relay the same one.
  if (part === "." || part === "..") return part.replaceAll(".", "%252E");
  return encodeURIComponent(part);
}

/**
 * Show another view, unless a person would rather stay.
 * @param {string} to an address as `address` returns it
 */
export function navigate(to) {
  if (!mayLeave()) return;
  entry += 1;
  history.pushState({ entry }, "", to);
  place.set(read(place.value.visit + 1));
  scrollTo(0, 0);
}

/** Return the query of the address, and a function that changes parts of it. */
export function useQuery() {
  const { query } = useStore(place);
  return /** @type {const} */ ([query, changeQuery]);
}

/**
 * Change parts of the query, without a new entry in the history; an empty value removes the part.
 * @param {Record<string, string | undefined>} changes
 */
export function changeQuery(changes) {
  const { path, query } = place.value;
  history.replaceState({ entry }, "", address(path, { ...query, ...changes }));
  place.set(read(place.value.visit));
}

/**
 * Return the parameters of *path* where it fits *pattern*, such as `webhooks/:webhook`, else null.
 * @param {string} pattern
 * @param {string} path
 * @returns {Query | null}
 */
export function match(pattern, path) {
  const wanted = pattern.split("/");
  const parts = path.split("/");
  if (wanted.length !== parts.length) return null;
  /** @type {Query} */
  const found = {};
  for (const [index, want] of wanted.entries()) {
    const part = decoded(parts[index] ?? "");
    if (want.startsWith(":") && part) found[want.slice(1)] = part;
    else if (want !== part) return null;
  }
  return found;
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// One handler for all links, so that a link is a plain <a href>, and opens in a new tab as well.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || event.defaultPrevented || event.button || link.target || link.download) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href, location.href);
  const own = url.origin === location.origin && /^\/ui(\/|$)/i.test(url.pathname);
  if (!own || url.hash) return;
  event.preventDefault();
  navigate(url.pathname + url.search);
});
