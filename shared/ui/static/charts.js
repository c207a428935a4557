// Charts as SVG, each with its numbers in words or in a table.

import { useStore } from "./store.js";
import { clock, inUtc, milliseconds } from "./time.js";
import { html, useEffect, useRef, useState } from "./vendor/preact.js";

/** @typedef {{key: string, label: string, tone: "good" | "warn" | "bad" | "off" | "info"}} Series */
/** @typedef {{at: string, values: Record<string, number | undefined>}} Bucket */

/**
 * A row of small bars that says how much, and how much of it went wrong.
 * @param {{bars: Array<{good: number, bad: number}>, label: string}} props
 */
export function Spark({ bars, label }) {
  const most = Math.max(1, ...bars.map((bar) => bar.good + bar.bad));
  return html`<svg class="spark" role="img" aria-label=${label} viewBox=${`0 0 ${bars.length * 5 - 1} 24`} preserveAspectRatio="none">
    ${bars.map((bar, index) => {
      const bad = height(bar.bad, most, 24);
      const good = height(bar.good, most, 24);
      const total = Math.min(24, bad + good);
      return html`<g key=${index}>
        <rect class="ground" x=${index * 5} y="23" width="4" height="1" />
        <rect class="good" x=${index * 5} y=${24 - good} width="4" height=${good} />
        <rect class="bad" x=${index * 5} y=${24 - total} width="4" height=${bad} />
      </g>`;
    })}
  </svg>`;
}

/**
 * Return the height of *value*; what is there is never invisible.
 * @param {number} value @param {number} most @param {number} full
 */
function height(value, most, full) {
  return value > 0 ? Math.max(2, (value / most) * full) : 0;
}

const FIRST_WIDTH = 480;
const LEAST_WIDTH = 240;
const HEIGHT = 150;
const LEFT = 52;
const BOTTOM = 20;
const TOP = 8;
const INNER = HEIGHT - TOP - BOTTOM;

/**
 * Return a reference to an element, and how wide it is: charts are drawn in its pixels, so that
 * their text has the size of other text.
 */
function useWidth() {
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(LEAST_WIDTH, Math.round(entry.contentRect.width)));
    });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return /** @type {const} */ ([element, width]);
}

/**
 * Bars of one or more series, above each other.
 * @param {{title: string, buckets: Bucket[], series: Series[]}} props
 */
export function StackedBars({ title, buckets, series }) {
  const sums = buckets.map((bucket) => sum(bucket, series));
  const top = niceTop(Math.max(1, ...sums));
  const [figure, width] = useWidth();
  const step = (width - LEFT) / Math.max(1, buckets.length);
  return html`<${Chart} figure=${figure} width=${width} title=${title} buckets=${buckets} series=${series} format=${String}>
    <${Axes} width=${width} top=${top} buckets=${buckets} format=${String} />
    ${buckets.map((bucket, index) => {
      let y = TOP + INNER;
      return html`<g key=${bucket.at}>
        ${series.map((one) => {
          const size = ((bucket.values[one.key] ?? 0) / top) * INNER;
          y -= size;
          return (
            size > 0 &&
            html`<rect key=${one.key} class=${one.tone} x=${LEFT + index * step + step * 0.1} y=${y} width=${step * 0.8} height=${size} />`
          );
        })}
      </g>`;
    })}
  <//>`;
}

/**
 * Lines of one or more series of milliseconds; a gap where there is no value.
 * @param {{title: string, buckets: Bucket[], series: Series[]}} props
 */
export function Lines({ title, buckets, series }) {
  const all = buckets.flatMap((bucket) => series.map((one) => bucket.values[one.key] ?? 0));
  const top = niceTop(Math.max(1, ...all));
  const [figure, width] = useWidth();
  const step = (width - LEFT) / Math.max(1, buckets.length);
  /** @param {number} index */
  const x = (index) => LEFT + (index + 0.5) * step;
  /** @param {number} value */
  const y = (value) => TOP + INNER - (value / top) * INNER;
  return html`<${Chart} figure=${figure} width=${width} title=${title} buckets=${buckets} series=${series} format=${milliseconds}>
    <${Axes} width=${width} top=${top} buckets=${buckets} format=${milliseconds} />
    ${series.map(
      (one) => html`<g key=${one.key} class=${`line ${one.tone}`}>
        <path d=${path(buckets, one.key, x, y)} />
        ${buckets.map((bucket, index) => {
          const value = bucket.values[one.key];
          return (
            value !== undefined &&
            html`<circle key=${bucket.at} cx=${x(index)} cy=${y(value)} r="2.2" />`
          );
        })}
      </g>`,
    )}
  <//>`;
}

/**
 * @param {Bucket[]} buckets
 * @param {string} key
 * @param {(index: number) => number} x
 * @param {(value: number) => number} y
 */
function path(buckets, key, x, y) {
  let drawn = "";
  let pen = "M";
  for (const [index, bucket] of buckets.entries()) {
    const value = bucket.values[key];
    if (value === undefined) {
      pen = "M";
    } else {
      drawn += `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
    }
  }
  return drawn;
}

/**
 * Bars that lie, with a name and a number each; the numbers are text.
 * @param {{title: string, rows: Array<{label: string, count: number, tone: Series["tone"], note?: string}>}} props
 */
export function Ranking({ title, rows }) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    <ul class="ranking">
      ${rows.map(
        (row) => html`<li key=${row.label}>
          <span>${row.label}${row.note && html` <span class="muted">${row.note}</span>`}</span>
          <svg aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect class=${row.tone} width=${Math.max(1, (row.count / most) * 100)} height="8" />
          </svg>
          <span class="number">${row.count}</span>
        </li>`,
      )}
    </ul>
  </figure>`;
}

/**
 * @param {{
 *   figure: {current: HTMLElement | null},
 *   width: number,
 *   title: string,
 *   buckets: Bucket[],
 *   series: Series[],
 *   format: (value: number) => string,
 *   children: unknown,
 * }} props
 */
function Chart({ figure, width, title, buckets, series, format, children }) {
  const utc = useStore(inUtc);
  return html`<figure class="chart" ref=${figure}>
    <figcaption>
      ${title}
      <span class="legend" aria-hidden="true">
        ${series.map((one) => html`<span key=${one.key} class=${one.tone}>${one.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${width} ${HEIGHT}`} aria-hidden="true">${children}</svg>
    <details>
      <summary>As a table</summary>
      <div class="table-wrap" tabindex="0" role="region" aria-label=${title}>
        <table>
          <thead>
            <tr><th scope="col">From</th>${series.map((one) => html`<th key=${one.key} scope="col" class="number">${one.label}</th>`)}</tr>
          </thead>
          <tbody>
            ${buckets.map(
              (bucket) => html`<tr key=${bucket.at}>
                <th scope="row">${clock(new Date(bucket.at), utc)}</th>
                ${series.map((one) => {
                  const value = bucket.values[one.key];
                  return html`<td key=${one.key} class="number">${value === undefined ? "–" : format(value)}</td>`;
                })}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`;
}

/** @param {{width: number, top: number, buckets: Bucket[], format: (value: number) => string}} props */
function Axes({ width, top, buckets, format }) {
  const utc = useStore(inUtc);
  const first = buckets[0];
  const last = buckets.at(-1);
  return html`<g class="axes">
    ${[0, 0.5, 1].map((part) => {
      const y = TOP + INNER - part * INNER;
      return html`<g key=${part}>
        <line x1=${LEFT} x2=${width} y1=${y} y2=${y} />
        <text x=${LEFT - 6} y=${y + 3.5} text-anchor="end">${format(top * part)}</text>
      </g>`;
    })}
    ${first && html`<text x=${LEFT} y=${HEIGHT - 4}>${clock(new Date(first.at), utc)}</text>`}
    ${last && first !== last && html`<text x=${width} y=${HEIGHT - 4} text-anchor="end">${clock(new Date(last.at), utc)}</text>`}
  </g>`;
}

/** @param {Bucket} bucket @param {Series[]} series */
function sum(bucket, series) {
  return series.reduce((total, one) => total + (bucket.values[one.key] ?? 0), 0);
}

/**
 * Return an even number at or above *value*, for the top of an axis.
 * @param {number} value
 */
function niceTop(value) {
  const size = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 4, 5, 6, 8, 10].map((step) => Math.ceil(step * size));
  const top = steps.find((step) => step >= value) ?? value;
  return top % 2 ? top + 1 : top;
}
