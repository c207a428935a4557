// Which event types a webhook's names and patterns stand for.

const RESERVED = "relay.";

/**
 * Whether one of *subscriptions*, such as `ping`, `order.*` and `*`, stands for the type *name*.
 * @param {string[]} subscriptions
 * @param {string} name
 */
function wants(subscriptions, name) {
  if (subscriptions.includes(name)) return true;
  if (name.toLowerCase().startsWith(RESERVED)) return false;
  return subscriptions.some((one) => one.endsWith("*") && name.startsWith(one.slice(0, -1)));
}

/**
 * Return the types that *subscriptions* stand for, and the others.
 * @template {{name: string}} Type
 * @param {string[]} subscriptions
 * @param {Type[]} types
 * @returns {{wanted: Type[], others: Type[]}}
 */
export function divided(subscriptions, types) {
  return {
    wanted: types.filter(({ name }) => wants(subscriptions, name)),
    others: types.filter(({ name }) => !wants(subscriptions, name)),
  };
}

/**
 * Return the types of which there is an example.
 * @template {{example?: unknown}} Type
 * @param {Type[]} types
 */
export function withExample(types) {
  return types.filter(({ example }) => example !== undefined);
}
