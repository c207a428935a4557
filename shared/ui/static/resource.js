// What a view shows of the API: loaded, loaded again every ten seconds while the page is visible.

import { failureOf, hasKey } from "./api.js";
import { useCallback, useEffect, useRef, useState } from "./vendor/preact.js";

export const REFRESH_MS = 10_000;
const LONGEST_MS = 300_000;

/** @import { Failure } from "./api.js" */

/**
 * @template T
 * @typedef {{
 *   data: T | undefined,
 *   failure: Failure | undefined,
 *   loading: boolean,
 *   reload: () => void,
 * }} Resource What was loaded last, why the latest load failed, and how to load again at once.
 */

/**
 * Load, and load again when *inputs* change. A load that is overtaken, or whose view is left, is
 * aborted. The data of before stay while others are loaded.
 * @template T
 * @param {(signal: AbortSignal, before: T | undefined) => Promise<T>} load
 * @param {unknown[]} inputs
 * @param {{refresh?: boolean}} [options]
 * @returns {Resource<T>}
 */
export function useResource(load, inputs, { refresh = false } = {}) {
  const [state, setState] = useState(
    /** @type {{data?: T, failure?: Failure, loading: boolean}} */ ({ loading: true }),
  );
  const latest = useRef(load);
  const data = useRef(/** @type {T | undefined} */ (undefined));
  const start = useRef(() => {});
  latest.current = load;

  useEffect(() => {
    const cycle = new Cycle(
      async (signal, isRefresh) => {
        if (!isRefresh) setState((before) => ({ ...before, loading: true }));
        data.current = await latest.current(signal, isRefresh ? data.current : undefined);
        setState({ data: data.current, loading: false });
      },
      (failure) => setState((before) => ({ ...before, failure, loading: false })),
      refresh,
    );
    start.current = () => cycle.run(false);
    cycle.run(false);
    return () => cycle.stop();
  }, [...inputs, refresh]);

  const reload = useCallback(() => start.current(), []);
  return { data: state.data, failure: state.failure, loading: state.loading, reload };
}

/** Runs a load again and again, while the page is visible; less often while it fails. */
class Cycle {
  #failures = 0;
  #endedAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #aborter = new AbortController();
  #stopped = false;

  /**
   * @param {(signal: AbortSignal, isRefresh: boolean) => Promise<void>} load
   * @param {(failure: Failure) => void} fail
   * @param {boolean} repeats
   */
  constructor(load, fail, repeats) {
    this.load = load;
    this.fail = fail;
    this.repeats = repeats;
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.unwatch = hasKey.watch(() => this.#failures > 0 && this.run(false));
  }

  stop() {
    this.#stopped = true;
    this.#aborter.abort();
    clearTimeout(this.#timer);
    this.unwatch();
    document.removeEventListener("visibilitychange", this.#onVisibility);
  }

  /** @param {boolean} isRefresh */
  async run(isRefresh) {
    clearTimeout(this.#timer);
    this.#aborter.abort();
    const aborter = new AbortController();
    this.#aborter = aborter;
    try {
      await this.load(aborter.signal, isRefresh);
      this.#failures = 0;
    } catch (error) {
      if (aborter.signal.aborted) return;
      this.#failures += 1;
      this.fail(failureOf(error));
    }
    this.#endedAt = Date.now();
    this.#schedule();
  }

  get #pause() {
    return Math.min(REFRESH_MS * 2 ** this.#failures, LONGEST_MS);
  }

  #schedule() {
    clearTimeout(this.#timer);
    if (this.#stopped || !this.repeats || document.hidden || !this.#endedAt) return;
    const since = Date.now() - this.#endedAt;
    this.#timer = setTimeout(() => this.run(true), Math.max(0, this.#pause - since));
  }

  #onVisibility = () => this.#schedule();
}

/**
 * Return a function that carries out an action of a person, and its state. One that is under way is
 * aborted when *inputs* change, or its view is left.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} act
 * @param {unknown[]} [inputs]
 */
export function useAction(act, inputs = []) {
  const [state, setState] = useState(
    /** @type {{busy: boolean, failure?: Failure}} */ ({ busy: false }),
  );
  const aborter = useRef(/** @type {AbortController | undefined} */ (undefined));
  useEffect(
    () => () => {
      aborter.current?.abort();
      setState({ busy: false });
    },
    inputs,
  );

  /** @returns {Promise<T | undefined>} undefined where it failed */
  async function run() {
    const own = new AbortController();
    aborter.current = own;
    setState({ busy: true });
    try {
      const done = await act(own.signal);
      setState({ busy: false });
      return done;
    } catch (error) {
      if (own.signal.aborted) return undefined;
      setState({ busy: false, failure: failureOf(error) });
      return undefined;
    }
  }

  return { ...state, run };
}

const SOON_MS = [400, 1_200, 3_000, 6_000];

/**
 * Return a function that loads again a few times in the next seconds, after something was asked
 * for whose result takes a moment.
 * @param {() => void} reload
 * @param {number[]} [after] when, in milliseconds
 */
export function useSoon(reload, after = SOON_MS) {
  const timers = useRef(/** @type {Array<ReturnType<typeof setTimeout>>} */ ([]));
  const stop = useCallback(() => timers.current.forEach(clearTimeout), []);
  useEffect(() => stop, []);
  return useCallback(() => {
    stop();
    timers.current = after.map((ms) => setTimeout(reload, ms));
  }, [reload]);
}
