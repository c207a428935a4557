// What became of a delivery, in a sentence, and what to do about it.

import { attemptResult, dropReason } from "../states.js";
import { Time } from "../time.js";
import { html } from "../vendor/preact.js";

/** @import { Attempt, Delivery, DeliveryState, Webhook } from "../models.d.ts" */
/** @import { Tone } from "../parts.js" */

/** @typedef {{tone: Tone, sentence: unknown, todo: string}} Outcome */

/**
 * @param {Delivery} delivery
 * @param {Webhook | undefined} webhook undefined while it is not known
 * @returns {Outcome}
 */
export function outcome(delivery, webhook) {
  return OUTCOMES[delivery.state](delivery, webhook);
}

/** @type {Record<DeliveryState, (delivery: Delivery, webhook: Webhook | undefined) => Outcome>} */
const OUTCOMES = {
  delivered: (delivery) => ({
    tone: "good",
    sentence: html`${said(delivery.last_attempt, "The receiver took it")}${tries(delivery)}.`,
    todo: "",
  }),
  queued: () => ({
    tone: "info",
    sentence: "The first attempt has not ended yet.",
    todo: "",
  }),
  waiting: (delivery, webhook) => (delivery.held ? held(delivery, webhook) : failed(delivery)),
  dropped: (delivery) => ({
    tone: "bad",
    sentence: html`The relay gave it up. ${dropReason(delivery.reason ?? "")}
      ${delivery.last_attempt && html` ${latestOf(delivery.attempts)}: ${said(delivery.last_attempt)}.`}`,
    todo: join(hint(delivery), "When the receiver is well again, resend it."),
  }),
};

/** @param {Delivery} delivery @returns {Outcome} */
function failed(delivery) {
  const { next_attempt_at: next } = delivery;
  return {
    tone: "warn",
    sentence: html`${said(delivery.last_attempt, `Attempt ${delivery.attempts} failed`)}.
      ${next ? html` The next attempt is due <${Time} at=${next} show="ago" />.` : " The next attempt is under way, or comes in the next seconds."}`,
    todo: hint(delivery),
  };
}

/** @param {Delivery} delivery @param {Webhook | undefined} webhook @returns {Outcome} */
function held(delivery, webhook) {
  const { next_attempt_at: next } = delivery;
  const state = webhook?.status?.state;
  const why =
    state === "failing"
      ? "because the webhook fails: the relay tries it with one delivery at a time"
      : state === "paused"
        ? "because the receiver asked for a pause"
        : "because the webhook takes no more at the moment";
  return {
    tone: "warn",
    sentence: html`It has not been attempted yet, ${why}.
      ${next && html` The next attempt is due <${Time} at=${next} show="ago" />.`}`,
    todo: "It is sent by itself as soon as the webhook takes deliveries again.",
  };
}

/**
 * @param {Attempt | undefined} attempt
 * @param {string} [beginning]
 */
function said(attempt, beginning = "") {
  if (!attempt) return beginning;
  const text = attempt.error_text ?? attemptResult(attempt).text;
  return beginning ? `${beginning}: ${text}` : text;
}

/** @param {number} attempts */
function latestOf(attempts) {
  return attempts === 1 ? "Its only attempt" : `The last of ${attempts} attempts`;
}

/** @param {Delivery} delivery */
function tries({ attempts }) {
  return attempts > 1 ? `, after ${attempts} attempts` : "";
}

/** @param {Delivery} delivery */
function hint({ last_attempt: attempt }) {
  return attempt ? attemptResult(attempt).todo : "";
}

/** @param {...string} parts */
function join(...parts) {
  return parts.filter(Boolean).join(" ");
}
