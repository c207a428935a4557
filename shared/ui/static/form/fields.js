// The fields of a form: each shows what the API says of it.

import { Field } from "../parts.js";
import { html, useId } from "../vendor/preact.js";

/** @import { ComponentChildren } from "preact" */
/** @import { Failure } from "../api.js" */

/** @typedef {{id: string, describedBy?: string, invalid: boolean}} Ids */

/**
 * What is wrong with *field* or with a part of it: `headers.X-Team` is a part of `headers`.
 * @param {Failure | undefined} failure
 * @param {string} field
 */
export function faultOf(failure, field) {
  return (failure?.errors ?? [])
    .filter((error) => error.field === field || /^[.[]/.test(partOf(error.field, field)))
    .map((error) => {
      const part = partOf(error.field, field).replace(/^\./, "");
      return part ? `${part}: ${error.message}` : error.message;
    })
    .join("; ");
}

/** @param {string} path @param {string} field */
function partOf(path, field) {
  return path.startsWith(field) ? path.slice(field.length) : "";
}

/**
 * @param {{
 *   label: string,
 *   value: string,
 *   onInput: (value: string) => void,
 *   hint?: ComponentChildren,
 *   error?: string,
 *   input?: Record<string, unknown>,
 * }} props `input` are further attributes of the field
 */
export function TextField({ label, value, onInput, hint, error, input = {} }) {
  return html`<${Field} label=${label} hint=${hint} error=${error}>
    ${(/** @type {Ids} */ ids) => html`<input
      id=${ids.id}
      autocomplete="off"
      spellcheck=${false}
      aria-describedby=${ids.describedBy}
      aria-invalid=${ids.invalid}
      value=${value}
      ...${input}
      onInput=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => onInput(event.currentTarget.value)}
    />`}
  <//>`;
}

/**
 * One of a few choices, each with a sentence about it.
 * @template {string} Value
 * @param {{
 *   legend: string,
 *   value: Value,
 *   onChange: (value: Value) => void,
 *   choices: Array<{value: Value, label: string, hint?: string}>,
 *   error?: string,
 * }} props
 */
export function Choices({ legend, value, onChange, choices, error }) {
  const id = useId();
  return html`<fieldset class="choices" aria-describedby=${error ? `${id}-error` : undefined}>
    <legend>${legend}</legend>
    ${choices.map(
      (choice) => html`<label class="check" key=${choice.value}>
        <input type="radio" name=${id} checked=${choice.value === value} onChange=${() => onChange(choice.value)} />
        <span>${choice.label}${choice.hint && html` <span class="hint">${choice.hint}</span>`}</span>
      </label>`,
    )}
    ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
  </fieldset>`;
}
