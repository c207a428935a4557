// Charts of a webhook's latest deliveries: what became of them, how long attempts took, the answers.

import { get } from "../api.js";
import { Lines, Ranking, StackedBars } from "../charts.js";
import { Trouble } from "../parts.js";
import { useResource } from "../resource.js";
import { useQuery } from "../router.js";
import { DELIVERY_STATES, isSuccess } from "../states.js";
import { milliseconds, Time } from "../time.js";
import { html } from "../vendor/preact.js";
import { apiFilters, FILTERS } from "./filters.js";

/** @import { DeliverySummary } from "../models.d.ts" */
/** @import { Series } from "../charts.js" */

const OUTCOMES = /** @type {const} */ (["delivered", "waiting", "queued", "dropped"]).map(
  (key) => ({ key, ...DELIVERY_STATES[key] }),
);
/** @type {Series[]} */
const DURATIONS = [
  { key: "p50_ms", label: "p50: half are quicker", tone: "info" },
  { key: "p95_ms", label: "p95: 19 of 20 are", tone: "warn" },
];

/** @param {{path: string, changes: number}} props `changes`: they are loaded again when it changes */
export function Charts({ path, changes }) {
  const [query] = useQuery();
  const inputs = FILTERS.filter((name) => name !== "event").map((name) => query[name]);
  const summary = useResource(
    (signal) => get(`${path}/delivery-summary`, summaryFilters(query), signal),
    [path, changes, ...inputs],
  );
  const data = /** @type {DeliverySummary | undefined} */ (summary.data);
  return html`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${data && html`<${Span} summary=${data} />`}</h2>
    ${!data && summary.failure && html`<${Trouble} failure=${summary.failure} retry=${summary.reload} />`}
    <div class="charts" aria-busy=${summary.loading}>
      ${data && data.deliveries > 0 && html`<${Drawn} summary=${data} />`}
      ${data?.deliveries === 0 && html`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`;
}

/** @param {Record<string, string>} query */
function summaryFilters(query) {
  const { event_id: _one, ...others } = apiFilters(query);
  return others;
}

/** @param {{summary: DeliverySummary}} props */
function Span({ summary }) {
  const { deliveries, more, since, until } = summary;
  if (deliveries === 0) return null;
  const count = deliveries.toLocaleString();
  return html`<span class="muted">${more ? `the latest ${count}` : count}, received from <${Time} at=${since} show="clock" /> to <${Time} at=${until} show="clock" /></span>`;
}

/** @param {{summary: DeliverySummary}} props */
function Drawn({ summary }) {
  const buckets = summary.buckets.map(({ at, ...values }) => ({ at, values }));
  const { p50_ms: p50, p95_ms: p95 } = summary;
  const durations =
    p50 === undefined
      ? "Durations"
      : `Durations: p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}`;
  return html`<div class="card"><${StackedBars} title="Outcomes, by when received" buckets=${buckets} series=${OUTCOMES} /></div>
    <div class="card"><${Lines} title=${durations} buckets=${buckets} series=${DURATIONS} /></div>
    <div class="card"><${Ranking} title="Latest answers and errors" rows=${summary.results.map(row)} /></div>`;
}

/** @param {DeliverySummary["results"][number]} result */
function row({ result, text, count }) {
  const status = Number(result);
  const label = status ? `HTTP ${result}` : result;
  /** @type {Series["tone"]} */
  const tone = isSuccess(status) ? "good" : result === "unknown" ? "off" : "bad";
  return { label, count, tone, note: text.replace(/^the receiver answered \d+ ?/, "") };
}
