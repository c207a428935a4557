// Choosing an event type, whose example something is tried with.

import { useState } from "../vendor/preact.js";
import { withExamples } from "./subscription.js";

/** @import { EventType } from "../models.d.ts" */

/**
 * Return the types to choose from, which are those that *subscriptions* stand for where any of
 * these has an example; the chosen one; and a function that chooses one by its name.
 * @param {string[]} subscriptions
 * @param {EventType[]} types
 */
export function useExample(subscriptions, types) {
  const [name, choose] = useState("");
  const { wanted, others } = withExamples(subscriptions, types);
  const offered = wanted.length > 0 ? wanted : others;
  const type = offered.find((one) => one.name === name) ?? offered[0];
  return { offered, type, choose };
}
