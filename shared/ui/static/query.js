// The query of a URL, from values of which some are not given.

/** @typedef {Record<string, string | number | boolean | undefined>} Values */

/**
 * Return *path* with those of *values* that are given as its query.
 * @param {string} path
 * @param {Values} values
 */
export function withQuery(path, values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return query.size > 0 ? `${path}?${query}` : path;
}
