// Choosing event types: grouped, with a search, and patterns for types that are yet to come.

import { familyOf, grouped, matching } from "../event-types.js";
import { CheckField, withValue } from "../fields.js";
import { Foreign, Pending, visible } from "../parts.js";
import { html, useId, useState } from "../vendor/preact.js";
import { typesOf } from "./draft.js";

/** @import { EventType } from "../models.d.ts" */
/** @import { Resource } from "../resource.js" */
/** @import { Draft } from "./draft.js" */

/**
 * @param {{
 *   types: Resource<EventType[]>,
 *   draft: Draft,
 *   change: (changes: Partial<Draft>) => void,
 *   error?: string,
 * }} props
 */
export function TypesField({ types, draft, change, error }) {
  const [search, setSearch] = useState("");
  const id = useId();
  const known = types.data ?? [];
  const shown = matching(known, search);
  const chosen = draft.types;
  /** @param {string[]} names @param {boolean} on */
  function set(names, on) {
    const others = chosen.filter((name) => !names.includes(name));
    change({ types: on ? [...others, ...names] : others });
  }
  return html`<fieldset aria-describedby=${error ? `${id}-error` : undefined}>
    <legend>Event types</legend>
    ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
    <${Chosen} chosen=${chosen} onRemove=${(/** @type {string} */ name) => set([name], false)} />
    <div class="columns">
      <div class="field">
        <label for=${`${id}-search`}>Search</label>
        <input id=${`${id}-search`} type="search" autocomplete="off" value=${search}
          aria-invalid=${Boolean(error)}
          onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Enter" && event.preventDefault()}
          onInput=${withValue(setSearch)} />
      </div>
      <${Pattern} known=${patternsFor(known)} text=${draft.pattern}
        onInput=${(/** @type {string} */ pattern) => change({ pattern })}
        onAdd=${() => change({ types: typesOf(draft), pattern: "" })} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${Pending} of=${types} what="the event types" />
      ${types.data && shown.length === 0 && html`<p class="muted">No event type fits this search.</p>`}
      ${[...grouped(shown, groupOf)].map(
        ([group, members]) =>
          html`<${Group} key=${group} name=${group} members=${members} chosen=${chosen} set=${set} />`,
      )}
    </div>
  </fieldset>`;
}

/** @param {{chosen: string[], onRemove: (name: string) => void}} props */
function Chosen({ chosen, onRemove }) {
  if (chosen.length === 0) return html`<p class="muted" role="status">None chosen yet.</p>`;
  return html`<p class="hidden" role="status">${chosen.length} chosen</p>
    <ul class="tags chosen" aria-label="Chosen event types">
      ${chosen.map(
        (name) => html`<li key=${name} class="tag"><code>${name}</code>
          <button type="button" class="quiet" aria-label=${`Remove ${name}`} onClick=${() => onRemove(name)}>✕</button>
        </li>`,
      )}
    </ul>`;
}

/**
 * @param {{
 *   known: string[],
 *   text: string,
 *   onInput: (text: string) => void,
 *   onAdd: () => void,
 * }} props
 */
function Pattern({ known, text, onInput, onAdd }) {
  const id = useId();
  return html`<div class="field">
    <label for=${id}>Pattern</label>
    <div class="with-button">
      <input id=${id} autocomplete="off" spellcheck=${false} placeholder="order.* or *" list=${`${id}-known`} value=${text}
        onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          onAdd();
        }}
        onInput=${withValue(onInput)} />
      <datalist id=${`${id}-known`}>${known.map((pattern) => html`<option key=${pattern} value=${pattern} />`)}</datalist>
      <button type="button" disabled=${!text.trim()} onClick=${onAdd}>Add</button>
    </div>
  </div>`;
}

/**
 * @param {{
 *   name: string,
 *   members: EventType[],
 *   chosen: string[],
 *   set: (names: string[], on: boolean) => void,
 * }} props
 */
function Group({ name, members, chosen, set }) {
  const names = members.map((type) => type.name);
  const all = names.every((one) => chosen.includes(one));
  const id = useId();
  return html`<div class="types-group" role="group" aria-labelledby=${id}>
    <div class="section-head">
      <h3 id=${id}><${Foreign}>${name}<//></h3>
      <button type="button" class="quiet" aria-label=${`${all ? "None" : "All"} of ${visible(name)}`} onClick=${() => set(names, !all)}>${all ? "None" : "All"}</button>
    </div>
    ${members.map(
      (
        type,
      ) => html`<${CheckField} key=${type.name} title=${visible(type.description)} checked=${chosen.includes(type.name)}
        onChange=${(/** @type {boolean} */ on) => set([type.name], on)}>${type.name}<//>`,
    )}
  </div>`;
}

/**
 * Return the group of a type; of OneFuzz's what it is about: `node_created` is of `node`.
 * @param {EventType} type
 */
function groupOf(type) {
  return type.family === "onefuzz" ? (type.name.split("_")[0] ?? type.name) : familyOf(type);
}

/**
 * Return the patterns that stand for types that there are: `*`, and `order.*` for `order.paid`.
 * @param {EventType[]} types
 */
function patternsFor(types) {
  const beginnings = types.flatMap(({ name }) => {
    const parts = name.split(".").slice(0, -1);
    return parts.map((_, index) => `${parts.slice(0, index + 1).join(".")}.*`);
  });
  return ["*", ...new Set(beginnings)];
}
