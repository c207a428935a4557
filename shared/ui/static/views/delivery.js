// A delivery: why it is where it is, every attempt, what was sent, and sending it again.

import { get, textOf } from "../api.js";
import { Attempts } from "../delivery/attempts.js";
import { outcome } from "../delivery/outcome.js";
import { RequestSection } from "../delivery/request.js";
import { Resend } from "../delivery/resend.js";
import { CodeBlock, CopyableCode, Fact, Foreign, Heading, Pending, Trouble } from "../parts.js";
import { useResource } from "../resource.js";
import { address, pathOf } from "../router.js";
import { DeliveryChip } from "../states.js";
import { Time } from "../time.js";
import { html } from "../vendor/preact.js";

/** @import { DeliveryDetail, Webhook } from "../models.d.ts" */

const GONE = "The webhook is deleted, so it cannot be sent again.";

/** @param {{parameters: Record<string, string>}} props */
export function DeliveryView({ parameters }) {
  const { webhook: webhookId = "", event: eventId = "" } = parameters;
  const path = `/api/${pathOf("webhooks", webhookId)}/${pathOf("deliveries", eventId)}`;
  const delivery = useResource((signal) => get(path, {}, signal), [path], { refresh: true });
  const webhook = useResource(
    (signal) => get(`/api/${pathOf("webhooks", webhookId)}`, {}, signal),
    [webhookId],
  );
  const gone = webhook.failure?.status === 404;
  const name = webhook.data?.name ?? webhookId;
  const detail = /** @type {DeliveryDetail | undefined} */ (delivery.data);
  return html`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${address("")}>Overview</a>
      <a href=${address(pathOf("webhooks", webhookId))}><${Foreign}>${name}<//></a>
    </nav>
    <${Heading} title="Delivery" of=${eventId}>
      ${detail && !gone && html`<${Resend} path=${path} delivery=${detail} webhook=${webhook.data} reload=${delivery.reload} />`}
    <//>
    ${
      detail
        ? html`<${Trouble} failure=${delivery.failure} retry=${delivery.reload} />
        <${Found} detail=${detail} webhook=${webhook.data} gone=${gone} path=${path} />`
        : html`<${Pending} of=${delivery} what="the delivery" />`
    }`;
}

/**
 * @param {{detail: DeliveryDetail, webhook: Webhook | undefined, gone: boolean, path: string}} props
 * `gone`: the webhook is deleted; until it is loaded there is neither
 */
function Found({ detail, webhook, gone, path }) {
  const { tone, sentence, todo } = outcome(detail, webhook);
  const payload = textOf(detail, "event");
  return html`<section class=${`card situation ${tone}`} aria-label="What became of it">
      <div role="status"><${DeliveryChip} state=${detail.state} /></div>
      <div>
        <p>${sentence}</p>
        ${gone ? html`<p class="muted">${GONE}</p>` : todo && html`<p class="todo">${todo}</p>`}
      </div>
    </section>
    <dl class="facts">
      <${Fact} name="Event">
        <a href=${address(pathOf("events", detail.event_id))}>at all its webhooks</a>
      <//>
      <${Fact} name="Type">
        <a href=${address(pathOf("event-types", detail.event_type))}>${detail.event_type}</a>
      <//>
      <${Fact} name="Received"><${Time} at=${detail.received_at} /><//>
      ${detail.ended_at && html`<${Fact} name="Ended"><${Time} at=${detail.ended_at} /><//>`}
      <${Fact} name="Attempts">${detail.attempts}<//>
      <${Fact} name="Event id"><${CopyableCode} text=${detail.event_id} what="the event id" /><//>
    </dl>
    <${Attempts} detail=${detail} />
    ${!gone && html`<${RequestSection} path=${`${path}/request`} eventId=${detail.event_id} />`}
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${CodeBlock} text=${payload} what="the event" file=${`event-${detail.event_id}.json`} />
    </section>`;
}
