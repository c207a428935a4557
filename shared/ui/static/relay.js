// How the relay itself is doing, for the header and the overview.

import { get } from "./api.js";
import { Store } from "./store.js";

/** @import { Health, Overview } from "./models.d.ts" */
/** @import { Tone } from "./parts.js" */

/**
 * The latest that is known, and when that was; undefined before the first answer.
 * @type {Store<{health: Health, at: number} | undefined>}
 */
export const relayHealth = new Store(
  /** @type {{health: Health, at: number} | undefined} */ (undefined),
);

/** The names of the webhooks, by id, as far as they are known. */
export const webhookNames = new Store(/** @type {ReadonlyMap<string, string>} */ (new Map()));

/**
 * Load the overview, and keep what other views want to know of it. It costs one storage query; the
 * health would cost four requests.
 * @param {AbortSignal} signal
 * @returns {Promise<Overview>}
 */
export async function loadOverview(signal) {
  const overview = /** @type {Overview} */ (await get("/api/overview", {}, signal));
  const { relay, webhooks } = overview;
  relayHealth.set({ health: relay, at: Date.now() });
  webhookNames.set(new Map(webhooks.map((webhook) => [webhook.webhook_id, webhook.name])));
  return overview;
}

/**
 * Return the state in words, with its colour.
 * @param {Health} health
 * @returns {{tone: Tone, text: string, detail: string}}
 */
export function relayState(health) {
  if (health.status === "error") {
    return { tone: "bad", text: "Storage fails", detail: health.storage };
  }
  if (health.status === "degraded") {
    return {
      tone: "bad",
      text: "No rounds",
      detail: "The scheduler has not run for minutes, so nothing is retried.",
    };
  }
  const poison = poisonMessages(health);
  if (poison > 0) {
    return { tone: "warn", text: "Needs a look", detail: `${poison} messages failed five times.` };
  }
  return { tone: "good", text: "Relay well", detail: "Storage answers, and the scheduler runs." };
}

/** @param {Health} health */
export function poisonMessages(health) {
  return Object.entries(health.queues ?? {})
    .filter(([name]) => name.endsWith("-poison") || name === "quarantine")
    .reduce((total, [, count]) => total + count, 0);
}
