// Recovering a stretch of time: what to send again, how much that is, and the start of it.

import { send } from "../api.js";
import { CheckField, Field, withValue } from "../fields.js";
import { Dialog, Trouble } from "../parts.js";
import { useAction } from "../resource.js";
import { changeQuery, useQuery } from "../router.js";
import { fromLocalText, localText } from "../table.js";
import { clock } from "../time.js";
import { html, useEffect, useState } from "../vendor/preact.js";
import { begin } from "./jobs.js";

/** @import { Ids } from "../fields.js" */
/** @import { Matching, Webhook } from "../models.d.ts" */

const DAY_MS = 86_400_000;
const CLOSED = { do: undefined, from: undefined, to: undefined, states: undefined };

/** Open the dialog; its range is in the address, for a colleague or after a reload. */
export function openRecovery() {
  changeQuery({ do: "recover" });
}

/** @param {{webhook: Webhook, path: string}} props */
export function Recover({ webhook, path }) {
  const [query, change] = useQuery();
  const [opened] = useState(() => Date.now());
  const from = query.from ?? new Date(opened - DAY_MS).toISOString();
  const to = query.to ?? new Date(opened).toISOString();
  const states = (query.states ?? "dropped").split(",");
  const body = { since: from, until: to, states };
  const counting = useAction((signal) =>
    send("POST", `${path}/recover`, { ...body, dry_run: true }, signal),
  );
  const [counted, setCounted] = useState(/** @type {Matching | undefined} */ (undefined));
  useEffect(() => setCounted(undefined), [from, to, query.states]);
  const close = () => change(CLOSED);

  /** @param {Event} event */
  async function count(event) {
    event.preventDefault();
    change({ from, to, states: states.join(",") });
    setCounted(await counting.run());
  }
  function start() {
    if (!counted) return;
    const stretch = [from, to].map((at) => clock(new Date(at), false)).join(" to ");
    begin(path, {
      kind: "recover",
      title: `Recovering what was received from ${stretch}`,
      body,
      total: counted.matching,
      isMore: counted.more,
    });
    close();
  }
  return html`<${Dialog} title="Recover deliveries" onClose=${close}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!webhook.enabled && html`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${count}>
      <div class="columns">
        <${Moment} label="Received from" at=${from} error=${counting.failure?.about("since")} onChange=${(/** @type {string} */ at) => change({ from: at })} />
        <${Moment} label="Until" at=${to} error=${counting.failure?.about("until")} onChange=${(/** @type {string} */ at) => change({ to: at })} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${Choice} of=${states} value="dropped" label="Dropped: the relay gave them up" onChange=${change} />
        <${Choice} of=${states} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${change} />
      </fieldset>
      <${Trouble} failure=${counting.failure} />
      <p role="status">${counted && countedText(counted)}</p>
      <div class="actions">
        ${
          counted && counted.matching > 0
            ? html`<button type="button" class="primary" disabled=${!webhook.enabled} onClick=${start}>Send ${counted.matching.toLocaleString()} again</button>`
            : html`<button type="submit" class="primary" disabled=${counting.busy}>${counting.busy ? "Counting …" : "Count"}</button>`
        }
        <button type="button" onClick=${close}>Cancel</button>
      </div>
    </form>
  <//>`;
}

/** @param {Matching} counted */
export function countedText({ matching, more }) {
  if (matching === 0) return "Nothing matches.";
  if (more) return `More than ${matching.toLocaleString()} deliveries match.`;
  return matching === 1 ? "1 delivery matches." : `${matching.toLocaleString()} deliveries match.`;
}

/** @param {{label: string, at: string, error?: string, onChange: (at: string) => void}} props */
function Moment({ label, at, error, onChange }) {
  return html`<${Field} label=${label} error=${error}>
    ${(/** @type {Ids} */ ids) => html`<input
      id=${ids.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${ids.describedBy}
      aria-invalid=${ids.invalid}
      value=${localText(at)}
      onChange=${withValue((text) => {
        const chosen = fromLocalText(text);
        if (chosen) onChange(chosen);
      })}
    />`}
  <//>`;
}

/**
 * @param {{of: string[], value: string, label: string, onChange: typeof changeQuery}} props
 */
function Choice({ of, value, label, onChange }) {
  const checked = of.includes(value);
  const last = checked && of.length === 1;
  function toggle() {
    const states = checked ? of.filter((one) => one !== value) : [...of, value];
    onChange({ states: states.join(",") });
  }
  return html`<${CheckField} checked=${checked} disabled=${last} onChange=${toggle}>${label}<//>`;
}
