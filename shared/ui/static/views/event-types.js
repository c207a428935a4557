// The types of events: what each means, its JSON Schema and an example.

import { get, textOf } from "../api.js";
import { familyOf, grouped, matching, useEventTypes } from "../event-types.js";
import { Chip, CodeBlock, Fact, Foreign, Heading, Nothing, Pending, visible } from "../parts.js";
import { useResource } from "../resource.js";
import { address, pathOf, useQuery } from "../router.js";
import { FilterBar, SearchFilter, SelectFilter } from "../table.js";
import { Time } from "../time.js";
import { html } from "../vendor/preact.js";

/** @import { EventType, EventTypeVersion } from "../models.d.ts" */

export function EventTypesView() {
  const [query] = useQuery();
  const types = useEventTypes();
  const shown = matching(types.data ?? [], query.q ?? "");
  return html`<${Heading} title="Event types" />
    <${FilterBar} label="Filter the event types" clear=${["q"]}>
      <${SearchFilter} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${types.data ? html`<${Groups} types=${shown} />` : html`<${Pending} of=${types} what="the event types" />`}`;
}

/** @param {{types: EventType[]}} props */
function Groups({ types }) {
  if (types.length === 0) return html`<${Nothing} title="No event type fits this search." />`;
  return html`${[...grouped(types, familyOf)].map(
    ([group, members]) => html`<section key=${group} aria-label=${visible(group)}>
      <h2><${Foreign}>${group}<//> <span class="muted">${members.length}</span></h2>
      <ul class="cards">
        ${members.map(
          (type) => html`<li key=${type.name}>
            <a class="strong" href=${address(pathOf("event-types", type.name))}>${type.name}</a>
            ${type.deprecated && html` <${Chip} tone="warn">Deprecated<//>`}
            <p><${Foreign}>${type.description}<//></p>
          </li>`,
        )}
      </ul>
    </section>`,
  )}`;
}

/** @param {{parameters: Record<string, string>}} props */
export function EventTypeView({ parameters }) {
  const name = parameters.name ?? "";
  const type = useResource(
    (signal) => get(`/api/event-types/${encodeURIComponent(name)}`, {}, signal),
    [name],
  );
  return html`<nav class="crumbs" aria-label="Breadcrumb"><a href=${address("event-types")}>Event types</a></nav>
    <${Heading} title=${name}>
      <a href=${address("events", { type: name })} class="button">Events of this type</a>
    <//>
    ${type.data ? html`<${Described} type=${type.data} />` : html`<${Pending} of=${type} what="the event type" />`}`;
}

/** @param {{type: EventType}} props */
function Described({ type }) {
  const [query] = useQuery();
  const versions = type.versions ?? [];
  const index = versions.findIndex(({ version }) => version === query.version);
  const place = versions.length > 0 ? ["versions", Math.max(0, index)] : [];
  return html`<p class="lead"><${Foreign}>${type.description}<//></p>
    <dl class="facts card">
      <${Fact} name="Belongs to"><${Foreign}>${familyOf(type)}<//><//>
      ${type.version && html`<${Fact} name="Version of the schema">${type.version}<//>`}
      ${type.deprecated && html`<${Fact} name="State"><${Chip} tone="warn">Deprecated<//><//>`}
      ${type.created_at && html`<${Fact} name="Defined"><${Time} at=${type.created_at} /><//>`}
      ${type.updated_at && html`<${Fact} name="Changed"><${Time} at=${type.updated_at} /><//>`}
    </dl>
    ${
      versions.length > 1 &&
      html`<${FilterBar} label="Choose a version">
        <${SelectFilter} name="version" label="Version" any=${versionLabel(versions[0])}
          options=${versions.slice(1).map((one) => ({ value: one.version, label: versionLabel(one) }))} />
      <//>`
    }
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${Json} of=${type} place=${[...place, "example"]} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${Json} of=${type} place=${[...place, "schema"]} what="the schema" />
    </section>`;
}

/** @param {EventTypeVersion | undefined} version */
function versionLabel(version) {
  if (!version) return "";
  return `${version.version} (${version.has_instance_id ? "with" : "without"} instance_id)`;
}

/** @param {{of: EventType, place: Array<string | number>, what: string}} props */
function Json({ of, place, what }) {
  const text = textOf(of, ...place);
  if (text === undefined) return html`<p class="muted">There is none.</p>`;
  return html`<${CodeBlock} text=${text} what=${what} />`;
}
