// A webhook: how it is doing and what to do about it, its latest deliveries, its settings.

import { get } from "../api.js";
import { Foreign, Heading, Pending, Trouble } from "../parts.js";
import { useResource, useSoon } from "../resource.js";
import { address, pathOf, useQuery } from "../router.js";
import { hostOf } from "../states.js";
import { html, useCallback, useEffect, useState } from "../vendor/preact.js";
import { Actions } from "../webhook/actions.js";
import { Charts } from "../webhook/charts.js";
import { Deliveries } from "../webhook/deliveries.js";
import { useDeliveries } from "../webhook/delivery-list.js";
import { Gone } from "../webhook/gone.js";
import { JobPanel } from "../webhook/job-panel.js";
import { ResendMatching } from "../webhook/resend-matching.js";
import { Settings } from "../webhook/settings.js";
import { Situation } from "../webhook/situation.js";

/** @import { Webhook, WebhookStatus } from "../models.d.ts" */

/** @param {{parameters: Record<string, string>}} props */
export function WebhookView({ parameters }) {
  const id = parameters.webhook ?? "";
  const path = `/api/${pathOf("webhooks", id)}`;
  const webhook = useResource((signal) => get(path, {}, signal), [path]);
  const data = /** @type {Webhook | undefined} */ (webhook.data);
  const [changes, setChanges] = useState(0);
  const again = useCallback(() => setChanges((count) => count + 1), []);
  const soon = useSoon(again, [1_500]);
  const crumbs = html`<nav class="crumbs" aria-label="Breadcrumb"><a href=${address("")}>Overview</a></nav>`;
  if (webhook.failure?.status === 404) {
    return html`${crumbs}<${Gone} id=${id} name=${data?.name ?? id} path=${path} />`;
  }
  return html`${crumbs}
    <${Heading} title=${data ? data.name : "Webhook"} of=${data ? hostOf(data.url) : id}>
      ${data && html`<${Actions} webhook=${data} path=${path} onSent=${soon} reload=${webhook.reload} />`}
    <//>
    ${
      data
        ? html`<${Trouble} failure=${webhook.failure} retry=${webhook.reload} />
        <${Found} webhook=${data} path=${path} changes=${changes} again=${again} reload=${webhook.reload} />`
        : html`<${Pending} of=${webhook} what="the webhook" />`
    }`;
}

/**
 * @param {{webhook: Webhook, path: string, changes: number, again: () => void, reload: () => void}} props
 * charts and deliveries are loaded again when `changes` changes, which `again` does
 */
function Found({ webhook, path, changes, again, reload }) {
  const [query] = useQuery();
  const known = useDeliveries(path, query, changes);
  const { status: learnt, gone } = known.loaded.data ?? {};
  const [seen, setSeen] = useState(
    /** @type {{of: Webhook, status: WebhookStatus} | undefined} */ (undefined),
  );
  const [shown, setShown] = useState(0);
  const status = seen?.of === webhook ? newer(webhook, seen.status) : webhook.status;
  function changed() {
    again();
    reload();
  }
  useEffect(() => {
    if (!learnt) return;
    setSeen({ of: webhook, status: learnt });
    if ((learnt.state === "disabled") === webhook.enabled) reload(); // somebody else changed it
  }, [learnt]);
  useEffect(() => {
    if (gone) reload(); // it tells that the webhook is not there
  }, [gone]);
  return html`<p class="url"><${Foreign}>${webhook.url}<//></p>
    <${Situation} webhook=${{ ...webhook, status }} />
    <${Settings} webhook=${webhook} path=${path} reload=${reload} />
    <${JobPanel} path=${path} onEnd=${changed} />
    <${Charts} path=${path} changes=${changes + shown} />
    <${Deliveries}
      known=${known}
      webhookId=${webhook.webhook_id}
      types=${webhook.event_types}
      onShown=${() => setShown((count) => count + 1)}
      reload=${again}
    >
      <${ResendMatching} webhook=${webhook} path=${path} />
    <//>`;
}

/**
 * Return the status that the list of deliveries has learnt since the webhook was loaded; that may
 * not know the last success.
 * @param {Webhook} webhook
 * @param {WebhookStatus} learnt
 * @returns {WebhookStatus}
 */
function newer(webhook, learnt) {
  const success = learnt.last_success_at ?? webhook.status?.last_success_at;
  return success ? { ...learnt, last_success_at: success } : learnt;
}
