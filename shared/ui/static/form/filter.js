// The filter of a webhook, as JSON, and what it says of an event.

import { send } from "../api.js";
import { Chip, Field, Foreign, Trouble } from "../parts.js";
import { useAction } from "../resource.js";
import { html, useState } from "../vendor/preact.js";
import { filterOf } from "./draft.js";
import { withExamples } from "./subscription.js";

/** @import { FilterTrial, EventType } from "../models.d.ts" */
/** @import { Ids } from "./fields.js" */

const EXAMPLE = `{
  "advancedFilters": [
    {"operatorType": "StringIn", "key": "data.state", "values": ["failed", "stopped"]}
  ]
}`;

/**
 * @param {{
 *   value: string,
 *   onInput: (text: string) => void,
 *   error: string,
 *   path: string | undefined,
 *   types: EventType[],
 *   chosen: string[],
 * }} props `path` is that of the webhook in the API, undefined before there is one
 */
export function FilterField({ value, onInput, error, path, types, chosen }) {
  return html`<${Field}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${notJson(value) || error}
    >
      ${(/** @type {Ids} */ ids) => html`<textarea
        id=${ids.id}
        class="json"
        spellcheck=${false}
        placeholder=${EXAMPLE}
        aria-describedby=${ids.describedBy}
        aria-invalid=${ids.invalid}
        value=${value}
        onInput=${(/** @type {Event & {currentTarget: HTMLTextAreaElement}} */ event) => onInput(event.currentTarget.value)}
      ></textarea>`}
    <//>
    ${path && html`<${Trial} path=${path} filter=${value} types=${types} chosen=${chosen} />`}`;
}

/**
 * Return why *text* is no JSON, or "".
 * @param {string} text
 */
export function notJson(text) {
  try {
    filterOf(text);
    return "";
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : error}`;
  }
}

/** @param {{path: string, filter: string, types: EventType[], chosen: string[]}} props */
function Trial({ path, filter, types, chosen }) {
  const { wanted, others } = withExamples(chosen, types);
  const offered = wanted.length > 0 ? wanted : others;
  const [picked, setPicked] = useState("");
  const [own, setOwn] = useState(/** @type {string | undefined} */ (undefined));
  const type = offered.find(({ name }) => name === picked) ?? offered[0];
  const payload = own ?? JSON.stringify(type?.example ?? {}, null, 2);
  const trying = useAction((signal) =>
    send(
      "POST",
      `${path}/filter/try`,
      { filter: filterOf(filter) ?? null, event_type: type?.name, event: JSON.parse(payload) },
      signal,
    ),
  );
  const [result, setResult] = useState(/** @type {FilterTrial | undefined} */ (undefined));
  return html`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${Field} label="Event type">
        ${(/** @type {Ids} */ ids) => html`<select id=${ids.id} value=${type?.name}
          onChange=${(/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => {
            setPicked(event.currentTarget.value);
            setOwn(undefined);
          }}>
          ${offered.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}
        </select>`}
      <//>
    </div>
    <${Field} label="Its payload" error=${notJson(payload)}>
      ${(
        /** @type {Ids} */ ids,
      ) => html`<textarea id=${ids.id} class="json" spellcheck=${false} value=${payload}
        aria-describedby=${ids.describedBy} aria-invalid=${ids.invalid}
        onInput=${(/** @type {Event & {currentTarget: HTMLTextAreaElement}} */ event) => setOwn(event.currentTarget.value)}></textarea>`}
    <//>
    <button type="button" disabled=${trying.busy || !type || Boolean(notJson(payload) || notJson(filter))}
      onClick=${async () => setResult(await trying.run())}>${trying.busy ? "Trying …" : "Try the filter"}</button>
    <${Trouble} failure=${trying.failure} />
    <div role="status">${result && html`<${Verdict} result=${result} />`}</div>
  </details>`;
}

/** @param {{result: FilterTrial}} props */
function Verdict({ result }) {
  const { filter_matched: matched, conditions } = result;
  return html`<p><${Chip} tone=${matched ? "good" : "off"}>${matched ? "It would be sent" : "It would be left out"}<//>
      ${!result.event_type_matched && html` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${conditions.map(
        (one) => html`<li key=${one.place}>
          <${Chip} tone=${one.matched ? "good" : "bad"}>${one.matched ? "matches" : "does not match"}<//>
          <code><${Foreign}>${`${one.operator} ${one.key}`}<//></code>
          <span class="muted"><${Foreign}>${one.text}<//></span>
        </li>`,
      )}
    </ul>`;
}
