// The views, by the path below /ui/, and the navigation.

import { DeliveryView } from "./views/delivery.js";
import { EventTypesView, EventTypeView } from "./views/event-types.js";
import { EventsView, EventView } from "./views/events.js";
import { FailuresView } from "./views/failures.js";
import { OverviewView } from "./views/overview.js";
import { WebhookView } from "./views/webhook.js";
import { EditWebhookView, NewWebhookView } from "./views/webhook-form.js";

/**
 * @typedef {{
 *   pattern: string,
 *   view: (props: {parameters: Record<string, string>}) => unknown,
 *   part: string,
 * }} Route `part` is the entry of the navigation that it belongs to
 */

/** @type {Route[]} */
export const routes = [
  { pattern: "", view: OverviewView, part: "" },
  { pattern: "failures", view: FailuresView, part: "failures" },
  { pattern: "events", view: EventsView, part: "events" },
  { pattern: "events/:event", view: EventView, part: "events" },
  // Not below "webhooks": what comes after that is an id, and an id may be any text.
  { pattern: "new-webhook", view: NewWebhookView, part: "" },
  { pattern: "webhooks/:webhook/edit", view: EditWebhookView, part: "" },
  { pattern: "webhooks/:webhook", view: WebhookView, part: "" },
  { pattern: "webhooks/:webhook/deliveries/:event", view: DeliveryView, part: "" },
  { pattern: "event-types", view: EventTypesView, part: "event-types" },
  { pattern: "event-types/:name", view: EventTypeView, part: "event-types" },
];

/** The entries of the navigation; after `g`, the key leads there. */
export const navigation = [
  { path: "", label: "Overview", key: "o" },
  { path: "failures", label: "Failures", key: "f" },
  { path: "events", label: "Events", key: "e" },
  { path: "event-types", label: "Event types", key: "t" },
];
