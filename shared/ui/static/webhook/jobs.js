// Sending many deliveries again, batch by batch: what is done so far outlives a reload of the tab.

import { failureOf, send } from "../api.js";
import { Store } from "../store.js";
import { store, stored } from "../stored.js";

/** @import { Failure } from "../api.js" */

/**
 * @typedef {{
 *   kind: "recover" | "resend",
 *   title: string,
 *   body: Record<string, unknown>,
 *   total: number,
 *   isMore: boolean,
 *   done: number,
 *   cursor?: string,
 *   state: "running" | "stopped" | "finished",
 *   lost?: boolean,
 *   failure?: Failure,
 * }} Job `total` was counted before; `isMore`: there were more than were counted; `lost`: the
 * answer to a batch did not come, or it failed half-way, so `done` may be too low
 */

/** @typedef {{recovered?: number, resent?: number, more: boolean, cursor?: string}} Batch */

const PREFIX = "relay-job ";
const MOST_EMPTY_BATCHES = 3;

/** The paths of the jobs that ask for batches at the moment. */
const asking = new Set(/** @type {string[]} */ ([]));

/** The jobs of this tab, by the path of their webhook in the API. */
export const jobs = new Store(/** @type {Record<string, Job>} */ ({}));

/**
 * Return the job of a webhook; one that was under way when the page was left has stopped.
 * @param {string} path
 * @returns {Job | undefined}
 */
export function recall(path) {
  const known = jobs.value[path];
  if (known) return known;
  const kept = read(path);
  if (!kept) return undefined;
  const left = kept.state === "running";
  const job = left ? { ...kept, state: /** @type {const} */ ("stopped"), lost: true } : kept;
  jobs.set({ ...jobs.value, [path]: job });
  return job;
}

/**
 * @param {string} path
 * @param {Omit<Job, "done" | "state">} job
 */
export function begin(path, job) {
  keep(path, { ...job, done: 0, state: "running" });
  return goOn(path);
}

/** @param {string} path */
export function stop(path) {
  const job = jobs.value[path];
  if (job?.state === "running") keep(path, { ...job, state: "stopped" });
}

/** @param {string} path */
export function forget(path) {
  const { [path]: _gone, ...others } = jobs.value;
  jobs.set(others);
  store("sessionStorage", PREFIX + path, "");
}

/**
 * Ask for batches until there are no more, a person stops it, or one fails.
 * @param {string} path
 */
export async function goOn(path) {
  const first = jobs.value[path];
  if (!first) return;
  keep(path, { ...first, state: "running", failure: undefined });
  if (asking.has(path)) return; // stopped a moment ago: its batch is still under way, and goes on
  asking.add(path);
  // A cursor moves on though a batch is empty; without one, the next would be the same again.
  const mostEmpty = first.kind === "recover" ? MOST_EMPTY_BATCHES : Number.POSITIVE_INFINITY;
  let empty = 0;
  while (jobs.value[path]?.state === "running" && empty < mostEmpty) {
    const count = await oneBatch(path);
    empty = count === 0 ? empty + 1 : 0;
  }
  asking.delete(path);
  stop(path);
}

/**
 * @param {string} path
 * @returns {Promise<number>} how many deliveries it had
 */
async function oneBatch(path) {
  const job = /** @type {Job} */ (jobs.value[path]);
  try {
    const body = job.cursor ? { ...job.body, cursor: job.cursor } : job.body;
    const batch = /** @type {Batch} */ (await send("POST", `${path}/${job.kind}`, body));
    const count = batch.recovered ?? batch.resent ?? 0;
    const after = jobs.value[path]; // it may have been stopped, or given up, meanwhile
    if (after) keep(path, progressed(after, batch, count));
    return count;
  } catch (error) {
    const failure = failureOf(error);
    const refused = failure.status >= 400 && failure.status < 500;
    const lost = job.lost || !refused; // some of the batch may have been queued again
    if (jobs.value[path]) keep(path, { ...job, state: "stopped", failure, lost });
    return 0;
  }
}

/**
 * @param {Job} job
 * @param {Batch} batch
 * @param {number} count
 * @returns {Job}
 */
function progressed(job, batch, count) {
  const done = job.done + count;
  // What fails again at once fits again: without this bound, a recovery could go round for ever.
  const enough = job.kind === "recover" && !job.isMore && done >= job.total;
  const state = !batch.more || enough ? "finished" : job.state;
  return { ...job, done, cursor: batch.cursor, state };
}

/** @param {string} path @param {Job} job */
function keep(path, job) {
  jobs.set({ ...jobs.value, [path]: job });
  const { failure: _not, ...kept } = job;
  store("sessionStorage", PREFIX + path, JSON.stringify(kept));
}

/** @param {string} path @returns {Job | undefined} */
function read(path) {
  try {
    return JSON.parse(stored("sessionStorage", PREFIX + path) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}
