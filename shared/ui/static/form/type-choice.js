// Choosing an event type, to try something with an event of it.

import { useState } from "../vendor/preact.js";
import { divided } from "./subscription.js";

/** @import { EventType } from "../models.d.ts" */

/**
 * Return those of *types* to choose from, which are those that *subscriptions* stand for where there
 * are any; the chosen one; and a function that chooses one by its name.
 * @param {string[]} subscriptions
 * @param {EventType[]} types
 */
export function useTypeChoice(subscriptions, types) {
  const [name, choose] = useState("");
  const { wanted, others } = divided(subscriptions, types);
  const offered = wanted.length > 0 ? wanted : others;
  const type = offered.find((one) => one.name === name) ?? offered[0];
  return { offered, type, choose };
}
