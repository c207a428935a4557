// What people do with a webhook, at the top of its view.

import { send } from "../api.js";
import { Trouble, toast } from "../parts.js";
import { useAction } from "../resource.js";
import { address, pathOf, useQuery } from "../router.js";
import { html, useState } from "../vendor/preact.js";
import { openRecovery, Recover } from "./recover.js";
import { SendExample } from "./send-example.js";

/** @import { Webhook } from "../models.d.ts" */

/**
 * @param {{webhook: Webhook, path: string, onSent: () => void, reload: () => void}} props `onSent`:
 * a delivery was asked for
 */
export function Actions({ webhook, path, onSent, reload }) {
  const [query] = useQuery();
  const [choosing, setChoosing] = useState(false);
  const pinging = useAction((signal) => send("POST", `${path}/ping`, undefined, signal));
  const enabling = useAction((signal) => send("POST", `${path}/enable`, undefined, signal));
  const { enabled } = webhook;
  async function ping() {
    if (await pinging.run()) {
      toast("A ping is on its way. It comes up in the list in a moment.");
      onSent();
    }
  }
  async function enable() {
    if (await enabling.run()) {
      toast("The webhook is enabled.");
      reload();
    }
  }
  return html`<div class="actions">
      ${!enabled && html`<button type="button" class="primary" disabled=${enabling.busy} onClick=${enable}>Enable</button>`}
      <button type="button" disabled=${pinging.busy || !enabled} onClick=${ping}>Ping</button>
      <button type="button" disabled=${!enabled} onClick=${() => setChoosing(true)}>Send an example …</button>
      <button type="button" onClick=${openRecovery}>Recover …</button>
      <a href=${address(`${pathOf("webhooks", webhook.webhook_id)}/edit`)} class="button">Edit</a>
    </div>
    ${[pinging, enabling].map(({ failure }, index) => failure && html`<div class="wide" key=${index}><${Trouble} failure=${failure} /></div>`)}
    ${choosing && html`<${SendExample} webhook=${webhook} path=${path} onSent=${onSent} onClose=${() => setChoosing(false)} />`}
    ${query.do === "recover" && html`<${Recover} webhook=${webhook} path=${path} />`}`;
}
