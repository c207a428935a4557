// The types of events: what each means, its JSON Schema and an example.

import { get } from "../api.js";
import { CodeBlock, Heading, Nothing, Pending, pretty } from "../parts.js";
import { useResource } from "../resource.js";
import { address, pathOf, useQuery } from "../router.js";
import { FilterBar, SearchFilter } from "../table.js";
import { html } from "../vendor/preact.js";

/** @import { EventType } from "../models.d.ts" */

/** @returns {import("../resource.js").Resource<EventType[]>} */
function useTypes() {
  return useResource((signal) => get("/api/event-types", {}, signal), []);
}

export function EventTypesView() {
  const [query] = useQuery();
  const types = useTypes();
  const words = (query.q ?? "").toLowerCase();
  const shown = (types.data ?? []).filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(words),
  );
  return html`<${Heading} title="Event types" />
    <${FilterBar} label="Filter the event types" clear=${["q"]}>
      <${SearchFilter} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${types.data ? html`<${Groups} types=${shown} />` : html`<${Pending} of=${types} what="the event types" />`}`;
}

/** @param {{types: EventType[]}} props */
function Groups({ types }) {
  if (types.length === 0) return html`<${Nothing} title="No event type fits this search." />`;
  return html`${[...grouped(types)].map(
    ([group, members]) => html`<section key=${group} aria-label=${group}>
      <h2>${group} <span class="muted">${members.length}</span></h2>
      <ul class="cards">
        ${members.map(
          (type) => html`<li key=${type.name}>
            <a class="strong" href=${address(pathOf("event-types", type.name))}>${type.name}</a>
            <p>${type.description}</p>
          </li>`,
        )}
      </ul>
    </section>`,
  )}`;
}

/**
 * Types by the word that their names begin with: `node_created` is among those of `node`.
 * @param {EventType[]} types
 */
function grouped(types) {
  /** @type {Map<string, EventType[]>} */
  const groups = new Map();
  for (const type of types) {
    const group = groupOf(type.name);
    groups.set(group, [...(groups.get(group) ?? []), type]);
  }
  return groups;
}

/** @param {string} name */
export function groupOf(name) {
  if (name === name.toUpperCase()) return "Singularity";
  return name.split(/[_.]/)[0] ?? name;
}

/** @param {{parameters: Record<string, string>}} props */
export function EventTypeView({ parameters }) {
  const types = useTypes();
  const type = types.data?.find(({ name }) => name === parameters.name);
  return html`<nav class="crumbs" aria-label="Breadcrumb"><a href=${address("event-types")}>Event types</a></nav>
    <${Heading} title=${parameters.name} />
    ${!types.data && html`<${Pending} of=${types} what="the event type" />`}
    ${types.data && !type && html`<${Nothing} title="There is no event type of this name." />`}
    ${type && html`<${Described} type=${type} />`}`;
}

/** @param {{type: EventType}} props */
function Described({ type }) {
  return html`<p class="lead">${type.description}</p>
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${CodeBlock} text=${pretty(type.example)} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${CodeBlock} text=${pretty(type.schema)} what="the schema" />
    </section>`;
}
