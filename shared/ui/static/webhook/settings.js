// The settings of a webhook. Secrets are never among them.

import { textOf } from "../api.js";
import { FORMATS } from "../form/choices.js";
import { CodeBlock, CopyableCode, Fact, Foreign } from "../parts.js";
import { address, pathOf } from "../router.js";
import { Time } from "../time.js";
import { html } from "../vendor/preact.js";
import { SettingsActions } from "./settings-actions.js";

/** @import { Webhook } from "../models.d.ts" */

/** @param {{webhook: Webhook, path: string, reload: () => void}} props */
export function Settings({ webhook, path, reload }) {
  const { headers = [], filter } = webhook;
  return html`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${inShort(webhook)}</span></summary>
      <dl class="facts">
        <${Fact} name="URL, without its query"><code><${Foreign}>${webhook.url}<//></code><//>
        <${Fact} name="Id"><${CopyableCode} text=${webhook.webhook_id} what="the webhook's id" /><//>
        <${Fact} name="Message format">${FORMATS[webhook.message_format]?.label ?? webhook.message_format}<//>
        <${Fact} name="Secret"><${Secret} webhook=${webhook} /><//>
        ${webhook.public_key && html`<${Fact} name="Public key (ed25519)"><${CopyableCode} text=${webhook.public_key} what="the public key" /><//>`}
        <${Fact} name="Attempts at once">${webhook.max_in_flight ?? "no limit of its own"}<//>
        <${Fact} name="Attempts a second">${webhook.rate_per_second ?? "no limit of its own"}<//>
        <${Fact} name="Made"><${Time} at=${webhook.created_at} /><//>
        <${Fact} name="Headers">${headers.length === 0 ? "none" : headers.map((name) => html`<code key=${name} class="tag">${name}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${webhook.event_types.length}</span></h3>
        <p class="tags">${webhook.event_types.map((name) => html`<${Type} key=${name} name=${name} />`)}</p>
      </div>
      ${filter && html`<div><h3>Filter</h3><${CodeBlock} text=${textOf(webhook, "filter")} what="the filter" /></div>`}
      <${SettingsActions} webhook=${webhook} path=${path} reload=${reload} />
    </details>`;
}

/** @param {Webhook} webhook */
function inShort(webhook) {
  const types = webhook.event_types.length;
  const parts = [
    `${types} event ${types === 1 ? "type" : "types"}`,
    FORMATS[webhook.message_format]?.label ?? webhook.message_format,
    webhook.has_secret ? "signed" : "not signed",
    webhook.filter ? "with a filter" : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** @param {{name: string}} props */
function Type({ name }) {
  if (name.includes("*")) return html`<code class="tag">${name}</code> `;
  return html`<a href=${address(pathOf("event-types", name))} class="tag">${name}</a> `;
}

/** @param {{webhook: Webhook}} props */
function Secret({ webhook }) {
  if (webhook.secrets_unreadable)
    return "cannot be read: the relay lacks the key that encrypted it";
  if (!webhook.has_secret) return "none: deliveries are not signed";
  const until = webhook.previous_secret_until;
  return html`kept, and never shown${until && html`; the one before signs too until <${Time} at=${until} />`}`;
}
