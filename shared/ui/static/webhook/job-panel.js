// How far a recovery is: progress, stop, go on.

import { Foreign, Trouble } from "../parts.js";
import { useStore } from "../store.js";
import { html, useEffect, useRef } from "../vendor/preact.js";
import { forget, goOn, jobs, recall, stop } from "./jobs.js";

/** @import { Job } from "./jobs.js" */

/**
 * @param {{path: string, onEnd: () => void}} props `path` of the webhook in the API; `onEnd` is
 * called when it ends, and not for one that had ended before
 */
export function JobPanel({ path, onEnd }) {
  const all = useStore(jobs);
  const job = all[path];
  useEffect(() => {
    recall(path);
  }, [path]);
  const before = useRef(job?.state);
  useEffect(() => {
    if (before.current && before.current !== "finished" && job?.state === "finished") onEnd();
    before.current = job?.state;
  }, [job?.state]);
  if (!job) return null;
  return html`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title"><${Foreign}>${job.title}<//></h2>
    <progress aria-labelledby="job-title" max=${Math.max(1, job.total)} value=${Math.min(job.done, Math.max(1, job.total))}></progress>
    <p role="status">${sentence(job)}</p>
    <${Trouble} failure=${job.failure} />
    <div class="actions"><${Controls} job=${job} path=${path} /></div>
  </section>`;
}

/** @param {Job} job */
function sentence(job) {
  const of = `${job.done.toLocaleString()} of ${job.isMore ? "more than " : ""}${job.total.toLocaleString()}`;
  switch (job.state) {
    case "running":
      return `${of} are queued again …`;
    case "stopped":
      return `Stopped after ${job.lost ? "at least " : ""}${of}. It can go on from here.`;
    default:
      return `Done: ${job.lost ? "all" : job.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`;
  }
}

/** @param {{job: Job, path: string}} props */
function Controls({ job, path }) {
  if (job.state === "running") {
    return html`<button type="button" onClick=${() => stop(path)}>Stop</button>`;
  }
  return html`${job.state === "stopped" && html`<button type="button" class="primary" onClick=${() => goOn(path)}>Go on</button>`}
    <button type="button" onClick=${() => forget(path)}>${job.state === "stopped" ? "Give up" : "Close"}</button>`;
}
