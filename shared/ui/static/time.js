// Times, in the reader's zone or in UTC, and how long ago they are.

import { Store, useStore } from "./store.js";
import { html } from "./vendor/preact.js";

const STEP_MS = 5_000;

/** The time of now, in steps. */
export const now = new Store(Date.now());
setInterval(() => {
  if (!document.hidden) now.set(Date.now());
}, STEP_MS);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) now.set(Date.now());
});

/** Whether times are shown in UTC. */
export const inUtc = new Store(false);

/** @param {boolean} utc @param {Intl.DateTimeFormatOptions} options */
function format(utc, options) {
  return new Intl.DateTimeFormat(undefined, utc ? { ...options, timeZone: "UTC" } : options);
}

const SAME_DAY = /** @type {const} */ ({
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const OTHER_DAY = /** @type {const} */ ({ ...SAME_DAY, month: "short", day: "numeric" });
const OTHER_YEAR = /** @type {const} */ ({ ...OTHER_DAY, year: "numeric" });

/**
 * Return *at* as a clock time, with the date unless it is today's.
 * @param {Date} at
 * @param {boolean} utc
 */
export function clock(at, utc) {
  const day = format(utc, { year: "numeric", month: "numeric", day: "numeric" });
  if (day.format(at) === day.format(Date.now())) return format(utc, SAME_DAY).format(at);
  const recent = Math.abs(Date.now() - at.getTime()) < 300 * 86_400_000;
  return format(utc, recent ? OTHER_DAY : OTHER_YEAR).format(at);
}

const UNITS = /** @type {const} */ ([
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
]);

/**
 * Return a duration in its largest unit: "3 min".
 * @param {number} seconds
 */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  for (const [unit, size] of UNITS) {
    if (whole >= size) return `${Math.floor(whole / size)} ${unit}`;
  }
  return "0 s";
}

/**
 * Return a duration of milliseconds: "87 ms", "1.2 s".
 * @param {number | undefined} ms
 */
export function milliseconds(ms) {
  if (ms === undefined) return "";
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

/** @param {number} at @param {number} from */
function relative(at, from) {
  const seconds = (from - at) / 1_000;
  if (Math.abs(seconds) < STEP_MS / 1_000) return "now";
  return seconds > 0 ? `${span(seconds)} ago` : `in ${span(-seconds)}`;
}

/** @param {Date} at */
function utcText(at) {
  return `${at
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "")} UTC`;
}

/**
 * A time: `ago` alone, the clock alone, or both. Its title is in UTC.
 * @param {{at: string | undefined, show?: "ago" | "clock" | "both"}} props
 */
export function Time({ at, show = "both" }) {
  const utc = useStore(inUtc);
  const current = useStore(now);
  if (!at) return html`<span class="muted">–</span>`;
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return html`<span>${at}</span>`;
  const ago = relative(date.getTime(), current);
  const text = show === "ago" ? ago : clock(date, utc);
  return html`<time dateTime=${at} title=${utcText(date)}
    >${text}${show === "both" ? html` <span class="muted">${ago}</span>` : ""}</time
  >`;
}

/** The button that changes between the reader's zone and UTC. */
export function ZoneSwitch() {
  const utc = useStore(inUtc);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return html`<button type="button" class="quiet" onClick=${() => inUtc.set(!utc)}>
    Times in ${utc ? "UTC" : own}<span class="muted"> · show ${utc ? own : "UTC"}</span>
  </button>`;
}
