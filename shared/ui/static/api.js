// Calls of the relay's API: the key, errors in words, and what is under way.

import { withQuery } from "./query.js";
import { Store } from "./store.js";
import { store, stored } from "./stored.js";

const STORED_KEY = "relay-key";
const PATIENCE_MS = 60_000;

/** Why a call failed, to be read by people. `status` is 0 where there was no answer at all. */
export class Failure extends Error {
  /**
   * @param {number} status
   * @param {string} title
   * @param {string} detail
   * @param {import("./models.d.ts").FieldProblem[]} [errors]
   */
  constructor(status, title, detail, errors = []) {
    super(detail);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
  }

  /**
   * Return what is wrong with *field*, or "".
   * @param {string} field
   */
  about(field) {
    return this.errors
      .filter((error) => error.field === field)
      .map((error) => error.message)
      .join("; ");
  }
}

/**
 * Return *error* as a Failure; one of the page itself, where it is none.
 * @param {unknown} error
 */
export function failureOf(error) {
  if (error instanceof Failure) return error;
  return new Failure(0, "The page failed", String(error instanceof Error ? error.message : error));
}

/** The calls that are under way, and when each began, in milliseconds. */
export const underWay = new Store(/** @type {Array<{began: number}>} */ ([]));

/** The key dialog: closed, or why it asks. */
export const keyDialog = new Store(
  /** @type {{wanted: boolean, refused: boolean}} */ ({ wanted: false, refused: false }),
);

/** Whether there is a key. It is set anew with every key that is given. */
export const hasKey = new Store(/** @type {boolean} */ (false));

let key = "";
let declined = false;
/** @type {Array<() => void>} */
let waiting = [];

rememberKey(stored("sessionStorage", STORED_KEY) ?? "");

/** @param {string} value */
function rememberKey(value) {
  key = value;
  hasKey.set(value !== "");
}

/**
 * Use this key from now on, and go on with the calls that wait for one.
 * @param {string} value
 * @param {boolean} keep whether this tab keeps it until it is closed
 */
export function giveKey(value, keep) {
  rememberKey(value.trim());
  store("sessionStorage", STORED_KEY, keep ? key : "");
  endDialog(false);
}

/** Close the dialog without a key: calls fail until `askForKey`. */
export function declineKey() {
  endDialog(true);
}

export function askForKey() {
  declined = false;
  keyDialog.set({ wanted: true, refused: false });
}

export function forgetKey() {
  rememberKey("");
  store("sessionStorage", STORED_KEY, "");
}

/** @param {boolean} without */
function endDialog(without) {
  declined = without;
  keyDialog.set({ wanted: false, refused: false });
  const all = waiting;
  waiting = [];
  for (const go of all) go();
}

/**
 * @template T
 * @param {string} path
 * @param {import("./query.js").Values} [query]
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export function get(path, query = {}, signal) {
  return call("GET", withQuery(path, query), undefined, signal);
}

/**
 * @template T
 * @param {"POST" | "PATCH" | "DELETE"} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export function send(method, path, body, signal) {
  return call(method, path, body, signal);
}

/**
 * Return the answer's JSON. Raises Failure, and AbortError where *signal* says so.
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
async function call(method, path, body, signal) {
  for (;;) {
    const used = key;
    const answer = await fetched(method, path, body, used, signal);
    if (answer.status !== 401) return read(answer);
    await key401(answer, used);
    signal?.throwIfAborted();
  }
}

/**
 * Wait for another key than *used*. Raises Failure where there is none to come.
 * @param {Response} answer
 * @param {string} used
 */
async function key401(answer, used) {
  if (used !== key) return; // another call was faster
  if (declined) {
    const detail = used ? "The relay refuses this key." : "The relay asks for a key.";
    throw new Failure(answer.status, "No key", detail);
  }
  keyDialog.set({ wanted: true, refused: used !== "" });
  await new Promise((resolve) => waiting.push(() => resolve(undefined)));
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @param {string} used
 * @param {AbortSignal} [signal]
 */
async function fetched(method, path, body, used, signal) {
  const own = { began: performance.now() };
  const patience = AbortSignal.timeout(PATIENCE_MS);
  /** @type {Record<string, string>} */
  const headers = { accept: "application/json" };
  if (used) headers["x-functions-key"] = used;
  if (body !== undefined) headers["content-type"] = "application/json";
  underWay.set([...underWay.value, own]);
  try {
    return await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
  } catch {
    signal?.throwIfAborted();
    const detail = patience.aborted
      ? `The relay has not answered for ${PATIENCE_MS / 1000} seconds.`
      : "The relay cannot be reached. It may be restarting, or this machine is offline.";
    throw new Failure(0, "No answer", detail);
  } finally {
    underWay.set(underWay.value.filter((other) => other !== own));
  }
}

/** @param {Response} answer */
async function read(answer) {
  const text = await answer.text().catch(() => "");
  const value = parsed(text);
  if (value instanceof Object) sources.set(value, text);
  if (answer.ok) return value;
  const title = String(value?.title ?? `HTTP ${answer.status}`);
  const detail = String(value?.detail ?? value?.storage ?? wordsFor(answer.status));
  throw new Failure(answer.status, title, detail, value?.errors ?? []);
}

/** @type {WeakMap<object, string>} The text of each answer. */
const sources = new WeakMap();

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Return a part of an answer as JSON, indented, with every number as it was written.
 * @param {object} answer as `get` returned it
 * @param {...(string | number)} place of the part: names of members, and indexes
 * @returns {string} undefined where the last of these is not there
 */
export function textOf(answer, ...place) {
  let part = parseAsWritten(sources.get(answer) ?? "null");
  for (const name of place) part = part[name];
  return JSON.stringify(part, null, 2);
}

/** @param {string} text JSON, or else it is returned as it is */
export function indented(text) {
  try {
    return JSON.stringify(parseAsWritten(text), null, 2);
  } catch {
    return text;
  }
}

/**
 * Return what `JSON.stringify`, and so `send`, writes with every number as it is in *text*:
 * JavaScript itself would round `12345678901234567890`. Raises SyntaxError.
 * @param {string} text
 */
export function parseAsWritten(text) {
  return JSON.parse(text, asWritten);
}

/**
 * @param {string} _name
 * @param {unknown} value
 * @param {{source?: string}} [context] older browsers give none
 */
function asWritten(_name, value, context) {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined || source === String(value)) return value;
  return /** @type {any} */ (JSON).rawJSON(source);
}

/** @param {number} status */
function wordsFor(status) {
  if (status === 404) return "There is no such thing, or not any more.";
  if (status >= 500) return `The relay failed on this request (HTTP ${status}).`;
  return `The relay refused this request (HTTP ${status}).`;
}
