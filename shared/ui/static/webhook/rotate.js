// Giving a webhook another secret. A generated one is shown once.

import { send } from "../api.js";
import { TextField } from "../fields.js";
import { numberOf } from "../form/draft.js";
import { SecretOnce } from "../form/secret-once.js";
import { Dialog, Trouble, toast } from "../parts.js";
import { useAction } from "../resource.js";
import { html, useState } from "../vendor/preact.js";

/** @import { Webhook } from "../models.d.ts" */

/** @param {{webhook: Webhook, path: string, reload: () => void, onClose: () => void}} props */
export function Rotate({ webhook, path, reload, onClose }) {
  const [own, setOwn] = useState("");
  const [hours, setHours] = useState("24");
  const [made, setMade] = useState("");
  const rotating = useAction((signal) =>
    send("POST", `${path}/rotate-secret`, wanted(own, hours), signal),
  );
  /** @param {Event} event */
  async function rotate(event) {
    event.preventDefault();
    const answer = /** @type {Webhook | undefined} */ (await rotating.run());
    if (!answer) return;
    if (answer.secret_token) return setMade(answer.secret_token);
    toast("The secret is replaced.");
    done();
  }
  function done() {
    onClose();
    reload();
  }
  if (made) return html`<${SecretOnce} secret=${made} onClose=${done} />`;
  const { failure } = rotating;
  return html`<${Dialog} title=${webhook.has_secret ? "Rotate the secret" : "Give it a secret"} onClose=${onClose}>
    <form onSubmit=${rotate}>
      <p>For a while both secrets sign every delivery, so that the receiver can change over without a gap.</p>
      <${TextField} label="New secret" hint="Leave it empty to have one made, which is shown once."
        value=${own} error=${failure?.about("secret_token")} input=${{ type: "password" }} onInput=${setOwn} />
      <${TextField} label="Hours that the old secret signs too" hint="0 to 168"
        value=${hours} error=${failure?.about("grace_period_hours")} input=${{ inputmode: "decimal" }} onInput=${setHours} />
      <${Trouble} failure=${failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${rotating.busy}>Rotate</button>
        <button type="button" onClick=${onClose}>Cancel</button>
      </div>
    </form>
  <//>`;
}

/** @param {string} own @param {string} hours */
function wanted(own, hours) {
  return { secret_token: own || undefined, grace_period_hours: numberOf(hours) };
}
