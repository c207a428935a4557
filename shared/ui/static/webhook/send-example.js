// Sending the example of an event type to one webhook.

import { send } from "../api.js";
import { useEventTypes } from "../event-types.js";
import { SelectField } from "../fields.js";
import { divided, withExample } from "../form/subscription.js";
import { Dialog, Trouble, toast } from "../parts.js";
import { useAction } from "../resource.js";
import { html, useState } from "../vendor/preact.js";

/** @import { EventType, Webhook } from "../models.d.ts" */

/** @param {{webhook: Webhook, path: string, onSent: () => void, onClose: () => void}} props */
export function SendExample({ webhook, path, onSent, onClose }) {
  const types = useEventTypes();
  const [chosen, setChosen] = useState("");
  const { wanted, others } = divided(webhook.event_types, withExample(types.data ?? []));
  const type = chosen || ([...wanted, ...others][0]?.name ?? "");
  const sending = useAction((signal) =>
    send("POST", `${path}/send-example`, { event_type: type }, signal),
  );
  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (await sending.run()) {
      toast(`An example of ${type} is on its way.`);
      onSent();
      onClose();
    }
  }
  return html`<${Dialog} title="Send an example" onClose=${onClose}>
    <form onSubmit=${submit}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${SelectField} label="Event type" value=${type} error=${sending.failure?.about("event_type")} onChange=${setChosen}>
        ${wanted.length > 0 && html`<optgroup label="It is subscribed to">${wanted.map(option)}</optgroup>`}
        ${others.length > 0 && html`<optgroup label="Others">${others.map(option)}</optgroup>`}
      <//>
      <${Trouble} failure=${types.failure ?? sending.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${sending.busy || !type}>${sending.busy ? "Sending …" : "Send"}</button>
        <button type="button" onClick=${onClose}>Cancel</button>
      </div>
    </form>
  <//>`;
}

/** @param {EventType} type */
function option({ name }) {
  return html`<option key=${name} value=${name}>${name}</option>`;
}
