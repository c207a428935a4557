// What a browser keeps between loads of the page, where it lets the page keep anything.

/** @typedef {"localStorage" | "sessionStorage"} Place The second is kept until the tab is closed. */

/**
 * Return what is kept under *name*, null where there is nothing.
 * @param {Place} place
 * @param {string} name
 * @returns {string | null}
 */
export function stored(place, name) {
  try {
    return window[place].getItem(name);
  } catch {
    return null; // the browser forbids storage
  }
}

/**
 * Keep *value* under *name*; nothing, where it is "".
 * @param {Place} place
 * @param {string} name
 * @param {string} value
 */
export function store(place, name, value) {
  try {
    if (value) window[place].setItem(name, value);
    else window[place].removeItem(name);
  } catch {
    // The browser forbids storage: it is known until the page is loaded again.
  }
}
