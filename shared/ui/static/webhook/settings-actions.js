// What changes a webhook for good: disabling, another secret, deleting. Each asks first.

import { send } from "../api.js";
import { TextField } from "../fields.js";
import { Dialog, Foreign, Trouble, toast, visible } from "../parts.js";
import { useAction } from "../resource.js";
import { address, navigate } from "../router.js";
import { html, useState } from "../vendor/preact.js";
import { Rotate } from "./rotate.js";

/** @import { Webhook } from "../models.d.ts" */

/** @param {{webhook: Webhook, path: string, reload: () => void}} props */
export function SettingsActions({ webhook, path, reload }) {
  const [asking, setAsking] = useState(/** @type {"" | "disable" | "rotate" | "delete"} */ (""));
  const close = () => setAsking("");
  return html`<div class="actions">
      ${webhook.enabled && html`<button type="button" onClick=${() => setAsking("disable")}>Disable …</button>`}
      <button type="button" onClick=${() => setAsking("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${() => setAsking("delete")}>Delete …</button>
    </div>
    ${asking === "disable" && html`<${Disable} webhook=${webhook} path=${path} reload=${reload} onClose=${close} />`}
    ${asking === "rotate" && html`<${Rotate} webhook=${webhook} path=${path} reload=${reload} onClose=${close} />`}
    ${asking === "delete" && html`<${Delete} webhook=${webhook} path=${path} onClose=${close} />`}`;
}

/** @param {{webhook: Webhook, path: string, reload: () => void, onClose: () => void}} props */
function Disable({ webhook, path, reload, onClose }) {
  const disabling = useAction((signal) => send("POST", `${path}/disable`, undefined, signal));
  const waiting = webhook.status?.waiting;
  async function disable() {
    if (await disabling.run()) {
      toast("The webhook is disabled.");
      reload();
      onClose();
    }
  }
  return html`<${Dialog} title="Disable the webhook?" onClose=${onClose}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${waiting ? html` <strong>What waits (${waiting}) is given up;</strong> it can be recovered after the webhook is enabled.` : ""}
    </p>
    <${Trouble} failure=${disabling.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${disabling.busy} onClick=${disable}>Disable</button>
      <button type="button" onClick=${onClose}>Cancel</button>
    </div>
  <//>`;
}

/** @param {{webhook: Webhook, path: string, onClose: () => void}} props */
function Delete({ webhook, path, onClose }) {
  const [typed, setTyped] = useState("");
  const deleting = useAction((signal) => send("DELETE", path, undefined, signal));
  const name = visible(webhook.name).trim(); // a character that is shown by its code is typed so
  const ready = [name, webhook.name.trim()].includes(typed.trim());
  /** @param {Event} event */
  async function remove(event) {
    event.preventDefault();
    if (ready && (await deleting.run())) {
      toast("The webhook is deleted.");
      navigate(address(""));
    }
  }
  return html`<${Dialog} title="Delete the webhook?" onClose=${onClose}>
    <form onSubmit=${remove}>
      <p>Its settings and its secret are gone for good, and what waits for it is given up.</p>
      <${TextField} label=${html`Type its name to confirm: <${Foreign}>${name}<//>`} value=${typed} onInput=${setTyped} />
      <${Trouble} failure=${deleting.failure} />
      <div class="actions">
        <button type="submit" class="danger" disabled=${!ready || deleting.busy}>Delete</button>
        <button type="button" onClick=${onClose}>Cancel</button>
      </div>
    </form>
  <//>`;
}
