// Tables whose order is in the address, and the filters above them.

import { withValue } from "./fields.js";
import { useQuery } from "./router.js";
import {
  html,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "./vendor/preact.js";

/** @import { ComponentChildren } from "preact" */

/**
 * @template Row
 * @typedef {{
 *   key: string,
 *   label: string,
 *   cell: (row: Row) => ComponentChildren,
 *   sort?: (row: Row) => string | number,
 *   number?: boolean,
 *   quietLabel?: boolean,
 * }} Column `sort` makes a column sortable; `quietLabel` is not repeated on narrow screens.
 */

/**
 * A table; on narrow screens each row is a card. `?sort=name` or `?sort=-name` orders it.
 *
 * Rows that a refresh changes stay where they are, and what is new comes last, so that nothing
 * moves away under the pointer: a button sorts again.
 * @template Row
 * @param {{
 *   caption: string,
 *   columns: Column<Row>[],
 *   rows: Row[],
 *   rowKey: (row: Row) => string,
 *   order?: string,
 *   epoch?: string,
 *   most?: number,
 * }} props `order` is that of the rows without a `?sort`, by the name of a column; with another
 * `epoch`, such as other filters, the rows are sorted anew; `most` are drawn until a person asks for
 * all, since thousands take a browser seconds
 */
export function DataTable(props) {
  const { caption, columns, rows, rowKey, order = "", epoch = "", most = rows.length } = props;
  const [query, change] = useQuery();
  const by = query.sort ?? order;
  const wanted = ordered(rows, columns, by);
  const { settled, moved, settle } = useSettled(wanted, rowKey, `${by} ${epoch}`);
  const sorted = by ? settled : wanted;
  const [all, setAll] = useState(false);
  const drawn = all ? sorted : sorted.slice(0, most);
  return html`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(
            (column) => html`<th
              role="columnheader"
              scope="col"
              key=${column.key}
              class=${column.number ? "number" : ""}
              aria-sort=${direction(column.key, by)}
            >
              ${
                column.sort
                  ? html`<button type="button" onClick=${() => change({ sort: next(column.key, by, order) })}>
                    ${column.label}
                  </button>`
                  : html`<span class=${column.quietLabel ? "hidden" : ""}>${column.label}</span>`
              }
            </th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${drawn.map(
          (row) => html`<tr role="row" key=${rowKey(row)}>
            ${columns.map(
              (column) => html`<td
                role="cell"
                key=${column.key}
                class=${column.number ? "number" : ""}
                data-label=${column.quietLabel ? undefined : column.label}
              ><div>${column.cell(row)}</div></td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
    ${
      by &&
      moved &&
      html`<p class="moved"><button type="button" class="quiet" onClick=${settle}>Sort again</button>
        <span class="muted">the values have changed since</span></p>`
    }
    ${
      drawn.length < sorted.length &&
      html`<p class="moved"><button type="button" class="quiet" onClick=${() => setAll(true)}>Show all ${sorted.length.toLocaleString()}</button>
        <span class="muted">these are the first ${drawn.length.toLocaleString()}</span></p>`
    }
  </div>`;
}

/**
 * Return the rows in the order of before, for as long as *epoch* is the same.
 * @template Row
 * @param {Row[]} wanted the rows as they would be sorted now
 * @param {(row: Row) => string} rowKey
 * @param {string} epoch
 */
function useSettled(wanted, rowKey, epoch) {
  const [times, setTimes] = useState(0);
  const places = useMemo(
    () => new Map(wanted.map((row, index) => [rowKey(row), index])),
    [epoch, times],
  );
  /** @param {Row} row */
  const placeOf = (row) => places.get(rowKey(row)) ?? wanted.length + places.size;
  const settled = [...wanted].sort((one, other) => placeOf(one) - placeOf(other));
  const moved = settled.some((row, index) => row !== wanted[index]);
  return { settled, moved, settle: () => setTimes(times + 1) };
}

/** @param {string} key @param {string} by */
function direction(key, by) {
  if (by === key) return "ascending";
  return by === `-${key}` ? "descending" : undefined;
}

/** @param {string} key @param {string} by @param {string} order */
function next(key, by, order) {
  const to = by === key ? `-${key}` : key;
  return to === order ? undefined : to;
}

/**
 * @template Row
 * @param {Row[]} rows
 * @param {Column<Row>[]} columns
 * @param {string} by
 */
function ordered(rows, columns, by) {
  const sort = columns.find((column) => column.key === by.replace(/^-/, ""))?.sort;
  if (!sort) return rows;
  const sign = by.startsWith("-") ? -1 : 1;
  const valued = rows.map((row) => /** @type {const} */ ([sort(row), row]));
  valued.sort(([one], [other]) => sign * compare(one, other));
  return valued.map(([, row]) => row);
}

/** @param {string | number} one @param {string | number} other */
function compare(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), undefined, { numeric: true });
}

/**
 * The filters of a view, which are parts of the address.
 * @param {{label: string, clear?: string[], children: ComponentChildren}} props `clear`: the parts
 * that the button removes, shown while one of them is given
 */
export function FilterBar({ label, clear = [], children }) {
  const [query, change] = useQuery();
  const given = clear.some((name) => query[name]);
  const nothing = Object.fromEntries(clear.map((name) => [name, undefined]));
  return html`<search class="filters" aria-label=${label}>
    ${children}
    ${given && html`<button type="button" class="quiet" onClick=${() => change(nothing)}>Clear filters</button>`}
  </search>`;
}

/**
 * Text to look for. `/` moves the focus to it.
 * @param {{name: string, label: string, placeholder?: string}} props
 */
export function SearchFilter({ name, label, placeholder }) {
  return html`<${TextFilter} name=${name} label=${label} input=${{ type: "search", placeholder, "data-search": true }} class="wide" />`;
}

/**
 * Text, in the address a little after the typing.
 * @param {{name: string, label: string, input?: Record<string, unknown>, class?: string}} props
 * `input` are further attributes of the field
 */
export function TextFilter({ name, label, input = {}, class: size = "" }) {
  const [query, change] = useQuery();
  const [text, setText] = useState(query[name] ?? "");
  const typed = useRef(text);
  const id = useId();
  // At once, so that nothing can be typed meanwhile, which it would overwrite.
  useLayoutEffect(() => {
    const value = query[name] ?? "";
    if (value !== typed.current.trim()) {
      typed.current = value;
      setText(value);
    }
  }, [query[name]]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.current.trim() !== (query[name] ?? "")) change({ [name]: typed.current.trim() });
    }, 250);
    return () => clearTimeout(timer);
  }, [text]);
  return html`<div class=${`filter ${size}`}>
    <label for=${id}>${label}</label>
    <input
      id=${id}
      value=${text}
      autocomplete="off"
      spellcheck=${false}
      ...${input}
      onInput=${withValue((value) => {
        typed.current = value;
        setText(value);
      })}
    />
  </div>`;
}

/**
 * One of several values.
 * @param {{name: string, label: string, any: string, options: Array<{value: string, label: string}>}} props
 */
export function SelectFilter({ name, label, any, options }) {
  const [query, change] = useQuery();
  const id = useId();
  return html`<div class="filter">
    <label for=${id}>${label}</label>
    <select
      id=${id}
      value=${query[name] ?? ""}
      onChange=${withValue((value) => change({ [name]: value }))}
    >
      <option value="">${any}</option>
      ${options.map((option) => html`<option key=${option.value} value=${option.value}>${option.label}</option>`)}
    </select>
  </div>`;
}

const RANGES = [
  { value: "15m", label: "15 minutes", seconds: 900 },
  { value: "1h", label: "hour", seconds: 3_600 },
  { value: "24h", label: "24 hours", seconds: 86_400 },
  { value: "7d", label: "7 days", seconds: 7 * 86_400 },
];

/**
 * A stretch of time: one of several that end now, or from and until in the reader's zone. In the
 * address: `?range=1h`, or `?since=…&until=…` in UTC.
 */
export function TimeFilter() {
  const [query, change] = useQuery();
  const id = useId();
  const own = Boolean(query.since || query.until);
  /** @param {string} value */
  function choose(value) {
    if (value !== "own") return change({ range: value, since: undefined, until: undefined });
    const since = sinceOf({ range: query.range || "1h" });
    return change({ range: undefined, since, until: undefined });
  }
  return html`<div class="filter">
      <label for=${id}>Received</label>
      <select id=${id} value=${own ? "own" : (query.range ?? "")}
        onChange=${withValue(choose)}>
        <option value="">at any time</option>
        ${RANGES.map((range) => html`<option key=${range.value} value=${range.value}>in the last ${range.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${own && html`<${Moment} name="since" label="From" /><${Moment} name="until" label="Until" />`}`;
}

/** @param {{name: string, label: string}} props */
function Moment({ name, label }) {
  const [query, change] = useQuery();
  const id = useId();
  return html`<div class="filter">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      type="datetime-local"
      step="1"
      value=${localText(query[name])}
      onChange=${withValue((text) => change({ [name]: fromLocalText(text) }))}
    />
  </div>`;
}

/**
 * Return a time as a field for local times has it, "" where *text* is none.
 * @param {string | undefined} text
 */
export function localText(text) {
  const at = new Date(text ?? "");
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/**
 * Return what a field for local times has, in UTC.
 * @param {string} text
 */
export function fromLocalText(text) {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/**
 * Return the `since` that the filters of the address mean.
 * @param {Record<string, string | undefined>} query
 */
export function sinceOf(query) {
  const range = RANGES.find((one) => one.value === query.range);
  if (!range) return query.since;
  return new Date(Date.now() - range.seconds * 1_000).toISOString();
}
