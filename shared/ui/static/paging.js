// Lists that come page by page.

import { Trouble } from "./parts.js";
import { useAction } from "./resource.js";
import { html, useState } from "./vendor/preact.js";

/** @import { Failure } from "./api.js" */

const MOST_PAGES = 8;
const NONE = /** @type {never[]} */ ([]);

/**
 * Read on until there is something to show; the API may answer with empty pages that go on.
 * @template {{cursor?: string}} Page
 * @param {(cursor: string | undefined) => Promise<Page>} read
 * @param {(page: Page) => unknown[]} rowsOf
 * @param {string | undefined} cursor
 */
export async function pageWithRows(read, rowsOf, cursor) {
  let found = await read(cursor);
  for (
    let pages = 1;
    pages < MOST_PAGES && found.cursor && rowsOf(found).length === 0;
    pages += 1
  ) {
    found = await read(found.cursor);
  }
  return found;
}

/**
 * @template Page
 * @typedef {{
 *   pages: Page[],
 *   cursor: string | undefined,
 *   busy: boolean,
 *   failure: Failure | undefined,
 *   load: () => void,
 * }} Following The pages after the first that were asked for; `cursor`: there are more
 */

/**
 * Load the pages that follow *first*, one at a time. With another *first* they are others.
 * @template {{cursor?: string}} Page
 * @param {Page} first
 * @param {(cursor: string | undefined, signal: AbortSignal) => Promise<Page>} read
 * @returns {Following<Page>}
 */
export function useFollowing(first, read) {
  const [known, setKnown] = useState({ first, pages: /** @type {Page[]} */ (NONE) });
  const pages = known.first === first ? known.pages : NONE;
  const { cursor } = pages.at(-1) ?? first;
  const reading = useAction((signal) => read(cursor, signal), [first]);
  async function load() {
    const found = await reading.run();
    if (found) setKnown({ first, pages: [...pages, found] });
  }
  return { pages, cursor, busy: reading.busy, failure: reading.failure, load };
}

/**
 * The button that loads the next page.
 * @param {{following: Following<unknown>, label: string}} props
 */
export function More({ following: { cursor, busy, failure, load }, label }) {
  return html`<${Trouble} failure=${failure} />
    ${cursor && html`<button type="button" class="more" disabled=${busy} onClick=${load}>${busy ? "Loading …" : label}</button>`}`;
}
