// Making a webhook, and changing one.

import { get, send } from "../api.js";
import { changeBody, newBody } from "../form/draft.js";
import { SecretOnce } from "../form/secret-once.js";
import { WebhookForm } from "../form/webhook-form.js";
import { Foreign, Heading, Pending, toast } from "../parts.js";
import { useResource } from "../resource.js";
import { address, navigate, pathOf } from "../router.js";
import { html, useState } from "../vendor/preact.js";

/** @import { Webhook } from "../models.d.ts" */
/** @import { Draft } from "../form/draft.js" */

export function NewWebhookView() {
  return html`<nav class="crumbs" aria-label="Breadcrumb"><a href=${address("")}>Overview</a></nav>
    <${Heading} title="New webhook" />
    <${Saving}
      done="The webhook is made."
      cancelTo=${address("")}
      save=${(
        /** @type {Draft} */ draft,
        /** @type {Draft} */ _before,
        /** @type {AbortSignal} */ signal,
      ) => send("POST", "/api/webhooks", newBody(draft), signal)}
    />`;
}

/** @param {{parameters: Record<string, string>}} props */
export function EditWebhookView({ parameters }) {
  const id = parameters.webhook ?? "";
  const path = `/api/${pathOf("webhooks", id)}`;
  const webhook = useResource((signal) => get(path, {}, signal), [path]);
  const data = /** @type {Webhook | undefined} */ (webhook.data);
  const back = address(pathOf("webhooks", id));
  return html`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${address("")}>Overview</a>
      <a href=${back}><${Foreign}>${data?.name ?? id}<//></a>
    </nav>
    <${Heading} title="Edit the webhook" of=${data?.name ?? id} />
    ${
      data
        ? html`<${Saving}
          webhook=${data}
          path=${path}
          done="The webhook is changed."
          cancelTo=${back}
          save=${(
            /** @type {Draft} */ draft,
            /** @type {Draft} */ before,
            /** @type {AbortSignal} */ signal,
          ) => send("PATCH", path, changeBody(draft, before), signal)}
        />`
        : html`<${Pending} of=${webhook} what="the webhook" />`
    }`;
}

/**
 * The form, and after it the secret that was made, shown once.
 * @param {{
 *   webhook?: Webhook,
 *   path?: string,
 *   done: string,
 *   cancelTo: string,
 *   save: (draft: Draft, before: Draft, signal: AbortSignal) => Promise<Webhook>,
 * }} props
 */
function Saving({ done, ...form }) {
  const [made, setMade] = useState(/** @type {Webhook | undefined} */ (undefined));
  /** @param {Webhook} webhook */
  function leave(webhook) {
    toast(done);
    navigate(address(pathOf("webhooks", webhook.webhook_id)));
  }
  if (made?.secret_token) {
    return html`<p>${done}</p><${SecretOnce} secret=${made.secret_token} onClose=${() => leave(made)} />`;
  }
  return html`<${WebhookForm} ...${form} onSaved=${(/** @type {Webhook} */ saved) => (saved.secret_token ? setMade(saved) : leave(saved))} />`;
}
