// Which event types a webhook's names and patterns stand for.

const RESERVED = "relay.";

/**
 * Whether one of *subscriptions*, such as `ping`, `order.*` and `*`, stands for the type *name*.
 * @param {string[]} subscriptions
 * @param {string} name
 */
export function wants(subscriptions, name) {
  if (subscriptions.includes(name)) return true;
  if (name.toLowerCase().startsWith(RESERVED)) return false;
  return subscriptions.some((one) => one.endsWith("*") && name.startsWith(one.slice(0, -1)));
}

/**
 * Return the types of which there is an example, those that *subscriptions* stand for apart.
 * @template {{name: string, example?: unknown}} Type
 * @param {string[]} subscriptions
 * @param {Type[]} types
 * @returns {{wanted: Type[], others: Type[]}}
 */
export function withExamples(subscriptions, types) {
  const shown = types.filter(({ example }) => example !== undefined);
  return {
    wanted: shown.filter(({ name }) => wants(subscriptions, name)),
    others: shown.filter(({ name }) => !wants(subscriptions, name)),
  };
}
