// How a webhook is doing, in words: what it means, and what to do.

import { Chip, Fact, Foreign } from "../parts.js";
import { errorResult, shownState, waitingText } from "../states.js";
import { Time } from "../time.js";
import { html } from "../vendor/preact.js";

/** @import { Webhook, WebhookStatus } from "../models.d.ts" */

/** @param {{webhook: Webhook}} props */
export function Situation({ webhook }) {
  const { status } = webhook;
  if (!status) return null;
  const { tone, label } = shownState(status);
  return html`<section class=${`card situation ${tone}`} aria-label="How it is doing">
    <div role="status"><${Chip} tone=${tone}>${label}<//></div>
    <div>${MEANINGS[status.state](status, webhook)}</div>
    <dl class="facts">
      <${Fact} name="Waiting">${waitingText(status)}<//>
      ${status.oldest_waiting_at && html`<${Fact} name="Oldest waiting"><${Time} at=${status.oldest_waiting_at} show="ago" /><//>`}
      ${status.last_failure_at && html`<${Fact} name="Last failure"><${Time} at=${status.last_failure_at} show="ago" /><//>`}
      <${Fact} name="Last success"><${Time} at=${status.last_success_at} show="ago" /><//>
    </dl>
  </section>`;
}

/** @type {Record<WebhookStatus["state"], (status: WebhookStatus, webhook: Webhook) => unknown>} */
const MEANINGS = {
  healthy: (status) =>
    status.waiting
      ? html`<p>Deliveries arrive. ${waiting(status)} ${next(status, "The next attempt is due")}</p>`
      : html`<p>Deliveries arrive, and nothing waits.</p>`,
  retrying: (status) => html`<p>
      Deliveries have failed lately, and are attempted again. ${waiting(status)} ${next(status, "The next attempt is due")}
    </p>
    <${LastError} status=${status} />`,
  failing: (status) => html`<p>
      Nothing has arrived since <${Time} at=${status.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${next(status, "The next try is due")}
    </p>
    <${LastError} status=${status} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,
  paused: (status) => html`<p>
      The receiver asked for a pause until <${Time} at=${status.paused_until} />.
      ${" "}The relay keeps the deliveries. ${next(status, "The next attempt is due")}
    </p>
    <${LastError} status=${status} />`,
  disabled: (_status, webhook) => html`<p>
      Nothing is delivered, and events are not kept for it. ${webhook.disabled_at && html`Disabled <${Time} at=${webhook.disabled_at} />`}${webhook.disabled_reason && html`: <${Foreign}>${reason(webhook.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${disabledTodo(webhook)}</p>`,
};

/** @param {{status: WebhookStatus}} props */
function LastError({ status }) {
  if (!status.last_error) return null;
  const { text, todo } = errorResult(status.last_error);
  return html`<p><strong>Latest error:</strong> ${status.last_error_text ?? text}.</p>
    ${todo && html`<p class="todo">${todo}</p>`}`;
}

/** @param {WebhookStatus} status */
function waiting(status) {
  if (!status.waiting) return "";
  return status.waiting === 1 ? "1 delivery waits." : `${waitingText(status)} deliveries wait.`;
}

/** @param {WebhookStatus} status @param {string} words */
function next(status, words) {
  return (
    status.next_attempt_at && html`${words} <${Time} at=${status.next_attempt_at} show="ago" />.`
  );
}

/** @param {string} text */
function reason(text) {
  return text === "answered 410 Gone" ? "the receiver answered 410 Gone" : text;
}

/** @param {Webhook} webhook */
function disabledTodo({ disabled_reason: text = "" }) {
  const cause = text.includes("410") ? "If the receiver has moved, change the URL first. " : "";
  return `${cause}Enable it to deliver again; then recover what was given up meanwhile.`;
}
