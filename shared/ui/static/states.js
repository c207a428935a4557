// States, reasons and errors of the API in words.

/** @import { Attempt, DeliveryState, Webhook, WebhookStatus } from "./models.d.ts" */
/** @import { Tone } from "./parts.js" */

import { Chip } from "./parts.js";
import { milliseconds, Time } from "./time.js";
import { html } from "./vendor/preact.js";

/** @type {Record<WebhookStatus["state"], {tone: Tone, label: string, rank: number}>} */
export const WEBHOOK_STATES = {
  failing: { tone: "bad", label: "Failing", rank: 0 },
  retrying: { tone: "warn", label: "Retrying", rank: 1 },
  paused: { tone: "warn", label: "Paused", rank: 2 },
  disabled: { tone: "off", label: "Disabled", rank: 3 },
  healthy: { tone: "good", label: "Well", rank: 4 },
};

/**
 * How a webhook is doing: "Failing since 12:03", and why.
 * @param {{webhook: Pick<Webhook, "disabled_reason"> & {status: WebhookStatus}}} props
 */
export function WebhookState({ webhook }) {
  const { tone, label } = shownState(webhook.status);
  return html`<span class="state">
    <${Chip} tone=${tone}>${label}<//>
    <span class="why">${stateDetail(webhook)}</span>
  </span>`;
}

/**
 * Return the state as people see it: one that is well may have deliveries that wait.
 * @param {WebhookStatus} status
 * @returns {{tone: Tone, label: string}}
 */
export function shownState({ state, waiting }) {
  return state === "healthy" && waiting
    ? { tone: "warn", label: "Some wait" }
    : WEBHOOK_STATES[state];
}

/**
 * Return how many deliveries wait; of a lot, that there are more.
 * @param {WebhookStatus} status
 */
export function waitingText({ waiting, waiting_is_capped: isCapped }) {
  if (waiting === undefined) return "–";
  return isCapped ? `${waiting}+` : `${waiting}`;
}

/** @param {Pick<Webhook, "disabled_reason"> & {status: WebhookStatus}} webhook */
function stateDetail({ status, disabled_reason: reason }) {
  const error = status.last_error_text;
  switch (status.state) {
    case "failing":
      return html`since <${Time} at=${status.failing_since} show="clock" />${error && html`<span>: ${error}</span>`}`;
    case "paused":
      return html`until <${Time} at=${status.paused_until} show="clock" />`;
    case "disabled":
      return reason ? `because: ${reason}` : "";
    case "retrying":
      return error ?? "";
    default:
      return status.waiting ? (error ?? "") : "";
  }
}

/** @type {Record<DeliveryState, {tone: Tone, label: string}>} */
export const DELIVERY_STATES = {
  queued: { tone: "info", label: "Queued" },
  waiting: { tone: "warn", label: "Waiting" },
  delivered: { tone: "good", label: "Delivered" },
  dropped: { tone: "bad", label: "Dropped" },
};

/** @param {{state: DeliveryState}} props */
export function DeliveryChip({ state }) {
  const { tone, label } = DELIVERY_STATES[state];
  return html`<${Chip} tone=${tone}>${label}<//>`;
}

/**
 * The latest attempt of a delivery, in a cell of a table.
 * @param {{attempt: Attempt | undefined, none: string}} props `none` is said where there was none
 */
export function LatestAttempt({ attempt, none }) {
  if (!attempt) return html`<span class="muted">${none}</span>`;
  return html`${attemptResult(attempt).text} <span class="muted">in ${milliseconds(attempt.duration_ms)}, <${Time} at=${attempt.at} show="ago" /></span>`;
}

/** @type {Record<string, string>} */
const DROP_REASONS = {
  overflow: "Too many deliveries waited for this webhook, and this was among the oldest.",
  expired: "It failed for longer than the relay keeps trying.",
  webhook_deleted: "The webhook was deleted.",
  webhook_disabled: "The webhook was disabled.",
  undeliverable: "The relay refused the URL that the variables of the event gave.",
};

/** @param {string} reason */
export function dropReason(reason) {
  return DROP_REASONS[reason] ?? reason;
}

/** @type {Record<string, {text: string, todo: string}>} */
const ERRORS = {
  connection_failed: {
    text: "Connection refused or cut",
    todo: "Check that the receiver runs, listens on this port, and that no firewall is between.",
  },
  dns_failed: {
    text: "Host name without an address",
    todo: "Check the host name in the webhook's URL, and its DNS records.",
  },
  malformed_answer: {
    text: "Answer that is not HTTP",
    todo: "Check that an HTTP server listens on this port, and whether it expects TLS.",
  },
  refused_address: {
    text: "Address that the relay refuses",
    todo: "The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS.",
  },
  timeout: {
    text: "No complete answer in time",
    todo: "Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all.",
  },
  tls_failed: {
    text: "TLS failed",
    todo: "Check the receiver's certificate: its chain, its host name and its dates.",
  },
  undeliverable: {
    text: "URL refused",
    todo: "Check the variables in the webhook's URL, and what this event has for them.",
  },
};

/** @type {Record<number, string>} */
const STATUS_TODO = {
  301: "Change the webhook's URL to the new one: the relay follows no redirects.",
  302: "Change the webhook's URL to the final one: the relay follows no redirects.",
  307: "Change the webhook's URL to the final one: the relay follows no redirects.",
  308: "Change the webhook's URL to the new one: the relay follows no redirects.",
  400: "The receiver does not accept this body: read its answer, and check the message format.",
  401: "The receiver wants other credentials: check the webhook's headers and secret.",
  403: "The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",
  404: "The receiver does not know this path: check the webhook's URL.",
  405: "The receiver takes no POST at this path: check the webhook's URL.",
  410: "The receiver is gone for good, so the relay disables the webhook.",
  413: "The receiver takes no body of this size.",
  429: "The receiver asks for fewer requests: set rate_per_second for the webhook.",
};

/**
 * Whether a receiver that answers so has taken the delivery.
 * @param {number | undefined} status
 */
export function isSuccess(status) {
  return status !== undefined && status >= 200 && status < 300;
}

/**
 * What an attempt's error or status means, and what to do about it.
 * @param {{error?: string, status?: number}} attempt
 * @returns {{text: string, todo: string}}
 */
export function attemptResult({ error, status }) {
  if (error) return ERRORS[error] ?? { text: error, todo: "" };
  if (status === undefined) return { text: "No result", todo: "" };
  if (isSuccess(status)) return { text: `HTTP ${status}`, todo: "" };
  const todo =
    STATUS_TODO[status] ??
    (status >= 500 ? "The receiver failed: its own log says why, at the time of the attempt." : "");
  return { text: `HTTP ${status}`, todo };
}

/**
 * What the API's code of an error means: a status such as `HTTP 503`, or a word such as `timeout`.
 * @param {string} code
 */
export function errorResult(code) {
  const status = Number(code.replace(/^HTTP /, ""));
  return attemptResult(Number.isInteger(status) ? { status } : { error: code });
}

/**
 * Return *text* as it begins a sentence.
 * @param {string} text
 */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {string} url */
export function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
