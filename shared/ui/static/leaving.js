// What would be lost with a view: a person is asked before it is left, or the tab is closed.

import { useLayoutEffect, useRef } from "./vendor/preact.js";

/** @type {Set<{question: string}>} What is asked before another view is shown. */
const asked = new Set();

/** Return whether the view may be left; where something would be lost, a person decides. */
export function mayLeave() {
  return [...asked].every(({ question }) => confirm(question));
}

/**
 * Ask *question* before the view is left while something would be lost.
 * @param {string} question
 * @param {boolean} active
 * @returns {() => void} a function that ends it at once, for what is saved
 */
export function useQuestionOnLeaving(question, active) {
  const end = useRef(() => {});
  // Not after the next picture is drawn: a person may leave before it.
  useLayoutEffect(() => {
    if (!active) return undefined;
    const own = { question };
    asked.add(own);
    addEventListener("beforeunload", warn);
    end.current = () => {
      asked.delete(own);
      removeEventListener("beforeunload", warn);
    };
    return end.current;
  }, [question, active]);
  return () => end.current();
}

/**
 * Have the browser ask in its own words.
 * @param {BeforeUnloadEvent} event
 */
function warn(event) {
  event.preventDefault();
}
