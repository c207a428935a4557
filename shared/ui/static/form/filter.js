// The filter of a webhook, as JSON, and what it says of an event.

import { parseAsWritten, send, textOf } from "../api.js";
import { JsonField, SelectField } from "../fields.js";
import { Chip, Foreign, Trouble } from "../parts.js";
import { useAction } from "../resource.js";
import { html, useEffect, useMemo, useState } from "../vendor/preact.js";
import { filterOf } from "./draft.js";
import { useTypeChoice } from "./type-choice.js";

/** @import { FilterTrial, EventType } from "../models.d.ts" */

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
  return html`<${JsonField}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${notJson(value, filterOf) || error}
      placeholder=${EXAMPLE}
      value=${value}
      onInput=${onInput}
    />
    ${path && html`<${Trial} path=${path} filter=${value} types=${types} chosen=${chosen} />`}`;
}

/**
 * Return why *parse* cannot read *text* as JSON, or "".
 * @param {string} text
 * @param {(text: string) => unknown} parse
 */
export function notJson(text, parse) {
  try {
    parse(text);
    return "";
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : error}`;
  }
}

/** @param {{path: string, filter: string, types: EventType[], chosen: string[]}} props */
function Trial({ path, filter, types, chosen }) {
  const { offered, type, choose } = useTypeChoice(chosen, types);
  const [own, setOwn] = useState(/** @type {string | undefined} */ (undefined));
  const example = useMemo(
    () => (type && textOf(types, types.indexOf(type), "example")) ?? "{}",
    [types, type],
  );
  const payload = own ?? example;
  const fault = notJson(payload, parseAsWritten);
  const inputs = [filter, payload, type?.name];
  const trying = useAction((signal) => {
    const event = { event_type: type?.name, event: parseAsWritten(payload) };
    return send(
      "POST",
      `${path}/filter/try`,
      { filter: filterOf(filter) ?? null, ...event },
      signal,
    );
  }, inputs);
  const [result, setResult] = useState(/** @type {FilterTrial | undefined} */ (undefined));
  useEffect(() => setResult(undefined), inputs);
  /** @param {string} name */
  function another(name) {
    choose(name);
    setOwn(undefined);
  }
  return html`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${SelectField} label="Event type" value=${type?.name} onChange=${another}>
        ${offered.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}
      <//>
    </div>
    <${JsonField} label="Its payload" error=${fault} value=${payload} onInput=${setOwn} />
    <button type="button" disabled=${trying.busy || !type || Boolean(fault || notJson(filter, filterOf))}
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
          <code><${Foreign}>${`${one.operator} ${one.key}`}<//></code> <span class="muted"><${Foreign}>${one.text}<//></span>
        </li>`,
      )}
    </ul>`;
}
