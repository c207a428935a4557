// Sending one delivery again.

import { send } from "../api.js";
import { Trouble, toast } from "../parts.js";
import { useAction, useSoon } from "../resource.js";
import { html } from "../vendor/preact.js";

/** @import { Delivery, Webhook } from "../models.d.ts" */

/**
 * @param {{path: string, delivery: Delivery, webhook: Webhook | undefined, reload: () => void}} props
 */
export function Resend({ path, delivery, webhook, reload }) {
  const resending = useAction((signal) => send("POST", `${path}/resend`, undefined, signal));
  const soon = useSoon(reload);
  const disabled = webhook?.enabled === false;
  async function resend() {
    if (await resending.run()) {
      toast("It is sent again now.");
      soon();
    }
  }
  const label = delivery.state === "waiting" ? "Attempt now" : "Resend";
  return html`<div class="actions">
      <button
        type="button"
        class=${delivery.state === "delivered" ? "" : "primary"}
        disabled=${resending.busy || disabled || delivery.state === "queued"}
        title=${disabled ? "The webhook is disabled: enable it first" : undefined}
        onClick=${resend}
      >${resending.busy ? "Sending …" : label}</button>
    </div>
    ${resending.failure && html`<div class="wide"><${Trouble} failure=${resending.failure} /></div>`}`;
}
