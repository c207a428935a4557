// The fields of a form: each has a label, what it is for, and what is wrong with it.

import { html, useId } from "./vendor/preact.js";

/** @import { ComponentChildren } from "preact" */
/** @import { Failure } from "./api.js" */

/** @typedef {{id: string, describedBy: string | undefined, invalid: boolean}} Ids */

/**
 * A field and all that belongs to it; `children` draws the element itself.
 * @param {{label: ComponentChildren, hint?: ComponentChildren, error?: string, children: (ids: Ids) => ComponentChildren}} props
 */
export function Field({ label, hint, error, children }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${children({ id, describedBy: described || undefined, invalid: Boolean(error) })}
    ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}

/**
 * A line of text.
 * @param {{
 *   label: ComponentChildren,
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
      onInput=${withValue(onInput)}
    />`}
  <//>`;
}

/**
 * Text of many lines, such as JSON.
 * @param {{
 *   label: string,
 *   value: string,
 *   onInput: (value: string) => void,
 *   hint?: ComponentChildren,
 *   error?: string,
 *   placeholder?: string,
 * }} props
 */
export function JsonField({ label, value, onInput, hint, error, placeholder }) {
  return html`<${Field} label=${label} hint=${hint} error=${error}>
    ${(/** @type {Ids} */ ids) => html`<textarea
      id=${ids.id}
      class="json"
      spellcheck=${false}
      placeholder=${placeholder}
      aria-describedby=${ids.describedBy}
      aria-invalid=${ids.invalid}
      value=${value}
      onInput=${withValue(onInput)}
    ></textarea>`}
  <//>`;
}

/**
 * One of the options that are its children.
 * @param {{
 *   label: string,
 *   value: string | undefined,
 *   onChange: (value: string) => void,
 *   error?: string,
 *   children: ComponentChildren,
 * }} props
 */
export function SelectField({ label, value, onChange, error, children }) {
  return html`<${Field} label=${label} error=${error}>
    ${(/** @type {Ids} */ ids) => html`<select
      id=${ids.id}
      aria-describedby=${ids.describedBy}
      aria-invalid=${ids.invalid}
      value=${value}
      onChange=${withValue(onChange)}
    >${children}</select>`}
  <//>`;
}

/**
 * A box to tick.
 * @param {{
 *   checked: boolean,
 *   onChange: (checked: boolean) => void,
 *   disabled?: boolean,
 *   title?: string,
 *   children: ComponentChildren,
 * }} props
 */
export function CheckField({ checked, onChange, disabled = false, title, children }) {
  return html`<label class="check" title=${title}>
    <input type="checkbox" checked=${checked} disabled=${disabled} onChange=${() => onChange(!checked)} />
    ${children}
  </label>`;
}

/**
 * Return a listener that calls *use* with the value of its field.
 * @param {(value: string) => void} use
 */
export function withValue(use) {
  return (
    /** @type {Event & {currentTarget: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}} */ event,
  ) => use(event.currentTarget.value);
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
