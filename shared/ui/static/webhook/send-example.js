// Sending the example of an event type to one webhook.

import { get, send } from "../api.js";
import { Dialog, Field, Trouble, toast } from "../parts.js";
import { useAction, useResource } from "../resource.js";
import { html, useState } from "../vendor/preact.js";

/** @import { EventType, Webhook } from "../models.d.ts" */

/** @param {{webhook: Webhook, path: string, onSent: () => void, onClose: () => void}} props */
export function SendExample({ webhook, path, onSent, onClose }) {
  const types = useResource((signal) => get("/api/event-types", {}, signal), []);
  const [chosen, setChosen] = useState("");
  const { own, others } = split(webhook, types.data ?? []);
  const type = chosen || (own[0] ?? others[0] ?? "");
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
      <${Field} label="Event type" error=${sending.failure?.about("event_type")}>
        ${(/** @type {{id: string, describedBy?: string, invalid: boolean}} */ ids) => html`<select
          id=${ids.id}
          aria-describedby=${ids.describedBy}
          value=${type}
          onChange=${(/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => setChosen(event.currentTarget.value)}
        >
          ${own.length > 0 && html`<optgroup label="It is subscribed to">${own.map(option)}</optgroup>`}
          ${others.length > 0 && html`<optgroup label="Others">${others.map(option)}</optgroup>`}
        </select>`}
      <//>
      <${Trouble} failure=${types.failure ?? sending.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${sending.busy || !type}>${sending.busy ? "Sending …" : "Send"}</button>
        <button type="button" onClick=${onClose}>Cancel</button>
      </div>
    </form>
  <//>`;
}

/** @param {string} name */
function option(name) {
  return html`<option key=${name} value=${name}>${name}</option>`;
}

/** @param {Webhook} webhook @param {EventType[]} types */
function split(webhook, types) {
  const names = types.map(({ name }) => name);
  const own = names.filter((name) => webhook.event_types.includes(name));
  return { own, others: names.filter((name) => !own.includes(name)) };
}
