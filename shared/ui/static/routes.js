// The views, by the path below /ui/. A link to a path that fits none of these is only text.

import { EventTypesView, EventTypeView } from "./views/event-types.js";
import { EventsView, EventView } from "./views/events.js";
import { OverviewView } from "./views/overview.js";

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
  { pattern: "events", view: EventsView, part: "events" },
  { pattern: "events/:event", view: EventView, part: "events" },
  { pattern: "event-types", view: EventTypesView, part: "event-types" },
  { pattern: "event-types/:name", view: EventTypeView, part: "event-types" },
];

export const navigation = [
  { path: "", label: "Overview" },
  { path: "events", label: "Events" },
  { path: "event-types", label: "Event types" },
];
