// The event types that the relay knows: loaded, searched, grouped.

import { get } from "./api.js";
import { useResource } from "./resource.js";

/** @import { EventType } from "./models.d.ts" */

/** @returns {import("./resource.js").Resource<EventType[]>} */
export function useEventTypes() {
  return useResource((signal) => get("/api/event-types", {}, signal), []);
}

/**
 * Return the types in whose name or description *search* is found.
 * @param {EventType[]} types
 * @param {string} search
 */
export function matching(types, search) {
  const words = search.toLowerCase();
  return types.filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(words),
  );
}

/**
 * Return the types by what *groupOf* says of each, own ones first.
 * @param {EventType[]} types
 * @param {(type: EventType) => string} groupOf
 * @returns {Map<string, EventType[]>}
 */
export function grouped(types, groupOf) {
  /** @type {Map<string, EventType[]>} */
  const groups = new Map();
  const own = types.filter(({ family }) => family === "own");
  const others = types.filter(({ family }) => family !== "own");
  for (const type of [...own, ...others]) {
    const group = groupOf(type);
    groups.set(group, [...(groups.get(group) ?? []), type]);
  }
  return groups;
}

/**
 * Return what a type belongs to: the service that made it up, or the group of an own one.
 * @param {EventType} type
 */
export function familyOf({ family, group }) {
  if (family === "own") return group ?? "Own types";
  return family === "onefuzz" ? "OneFuzz" : "Singularity";
}
