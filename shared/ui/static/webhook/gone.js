// A webhook that there is no more, or never was: what is kept of its deliveries.

import { Chip, Heading, Nothing, Pending } from "../parts.js";
import { address, pathOf, useQuery } from "../router.js";
import { html, useCallback, useState } from "../vendor/preact.js";
import { Deliveries } from "./deliveries.js";
import { useDeliveries } from "./delivery-list.js";

/**
 * @param {{id: string, name: string, path: string}} props `name` is its id where the name is not
 * known, `path` is that of the webhook in the API
 */
export function Gone({ id, name, path }) {
  const [query] = useQuery();
  const [changes, setChanges] = useState(0);
  const reload = useCallback(() => setChanges((count) => count + 1), []);
  const known = useDeliveries(path, query, changes);
  const { data, failure } = known.loaded;
  return html`<${Heading} title=${name} of=${id} />
    ${
      data
        ? html`<${Deleted} id=${id} />
          <${Deliveries} known=${known} webhookId=${id} types=${[]} reload=${reload} />`
        : failure?.status === 404
          ? html`<${Unknown} />`
          : html`<${Pending} of=${known.loaded} what="what is kept of its deliveries" />`
    }`;
}

/** @param {{id: string}} props */
function Deleted({ id }) {
  const dropped = address(pathOf("webhooks", id), { state: "dropped" });
  return html`<section class="card situation off" aria-label="How it is doing">
    <div role="status"><${Chip} tone="off">Deleted<//></div>
    <p>
      The webhook is deleted, and nothing is sent to it any more. Its deliveries are kept for a while;
      ${" "}<a href=${dropped}>what was given up</a> is among them.
    </p>
  </section>`;
}

function Unknown() {
  return html`<${Nothing} title="There is no webhook of this id.">
    <p>If there was one, nothing is kept of it any more. <a href=${address("")}>To the overview</a></p>
  <//>`;
}
