// Headers that are sent with every delivery. Their values are written, and never shown again.

import { CheckField, withValue } from "../fields.js";
import { html, useId } from "../vendor/preact.js";

import { nameGivenTwice } from "./draft.js";

/** @import { Draft, Header } from "./draft.js" */

/**
 * @param {{draft: Draft, stored: string[], change: (changes: Partial<Draft>) => void, error?: string}} props
 * `stored` are the names of those that the webhook has
 */
export function HeadersField({ draft, stored, change, error }) {
  const id = useId();
  const { headers, replaceHeaders } = draft;
  const twice = nameGivenTwice(draft);
  const fault = twice ? `${twice}: is given twice` : error;
  return html`<fieldset aria-describedby=${fault ? `${id}-error` : undefined}>
    <legend>Headers</legend>
    ${fault && html`<p class="error" id=${`${id}-error`}>${fault}</p>`}
    ${
      stored.length > 0 &&
      html`<p>It has ${stored.map((name) => html`<code key=${name} class="tag">${name}</code> `)}</p>
      <${CheckField} checked=${replaceHeaders} onChange=${(/** @type {boolean} */ on) => change({ replaceHeaders: on })}>
        Replace all of them: their values have to be given again
      <//>`
    }
    ${(replaceHeaders || stored.length === 0) && html`<${Rows} headers=${headers} twice=${twice} onChange=${(/** @type {Header[]} */ rows) => change({ headers: rows, replaceHeaders: true })} />`}
  </fieldset>`;
}

/** @param {{headers: Header[], twice: string, onChange: (headers: Header[]) => void}} props */
function Rows({ headers, twice, onChange }) {
  /** @param {number} index @param {Partial<Header>} changes */
  function change(index, changes) {
    onChange(headers.map((header, at) => (at === index ? { ...header, ...changes } : header)));
  }
  return html`${headers.map(
    (header, index) => html`<div class="header-row" key=${index}>
        <input aria-label=${`Name of header ${index + 1}`} placeholder="Name" autocomplete="off" spellcheck=${false} value=${header.name}
          aria-invalid=${twice !== "" && header.name.trim() === twice}
          onInput=${withValue((name) => change(index, { name }))} />
        <input aria-label=${`Value of header ${index + 1}`} placeholder="Value" autocomplete="off" spellcheck=${false} value=${header.value}
          onInput=${withValue((value) => change(index, { value }))} />
        <button type="button" class="quiet" aria-label=${`Remove header ${index + 1}`} onClick=${() => onChange(headers.filter((_, at) => at !== index))}>✕</button>
      </div>`,
  )}
    <button type="button" onClick=${() => onChange([...headers, { name: "", value: "" }])}>Add a header</button>`;
}
