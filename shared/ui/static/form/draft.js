// What a form about a webhook holds, and the body of the request that it means.

import { parseAsWritten, textOf } from "../api.js";

/** @import { Webhook } from "../models.d.ts" */

/** @typedef {{name: string, value: string}} Header */
/** @typedef {"keep" | "none" | "generate" | "own"} SecretChoice */

/**
 * @typedef {{
 *   name: string,
 *   url: string,
 *   types: string[],
 *   pattern: string,
 *   format: string,
 *   signing: string,
 *   secretChoice: SecretChoice,
 *   secret: string,
 *   replaceHeaders: boolean,
 *   headers: Header[],
 *   inFlight: string,
 *   rate: string,
 *   filter: string,
 * }} Draft Numbers, the filter and a pattern that is not yet added are the texts of their fields
 */

/** @type {Draft} */
export const BLANK = {
  name: "",
  url: "",
  types: [],
  pattern: "",
  format: "onefuzz",
  signing: "symmetric",
  secretChoice: "generate",
  secret: "",
  replaceHeaders: true,
  headers: [],
  inFlight: "",
  rate: "",
  filter: "",
};

/** @param {Webhook} webhook @returns {Draft} */
export function draftOf(webhook) {
  return {
    name: webhook.name,
    url: webhook.url,
    types: webhook.event_types,
    pattern: "",
    format: webhook.message_format,
    signing: webhook.signing,
    secretChoice: "keep",
    secret: "",
    replaceHeaders: false,
    headers: (webhook.headers ?? []).map((name) => ({ name, value: "" })),
    inFlight: String(webhook.max_in_flight ?? ""),
    rate: String(webhook.rate_per_second ?? ""),
    filter: webhook.filter ? textOf(webhook, "filter") : "",
  };
}

/**
 * Return the body that makes a webhook of *draft*. Raises SyntaxError if the filter is not JSON.
 * @param {Draft} draft
 */
export function newBody(draft) {
  return {
    name: draft.name,
    url: draft.url.trim(),
    event_types: typesOf(draft),
    message_format: draft.format,
    signing: draft.signing,
    ...secretOf(draft),
    headers: draft.headers.length > 0 ? headersOf(draft.headers) : undefined,
    max_in_flight: numberOf(draft.inFlight),
    rate_per_second: numberOf(draft.rate),
    filter: filterOf(draft.filter),
  };
}

/**
 * Return the body that changes a webhook from *before* to *draft*: what is the same is left out,
 * above all the URL, whose query only the relay knows.
 * @param {Draft} draft
 * @param {Draft} before
 */
export function changeBody(draft, before) {
  const types = typesOf(draft);
  return {
    ...changed(draft, before, "name", "name", draft.name),
    ...changed(draft, before, "url", "url", draft.url.trim()),
    ...changed({ ...draft, types }, before, "types", "event_types", types),
    ...changed(draft, before, "format", "message_format", draft.format),
    ...changed(draft, before, "signing", "signing", draft.signing),
    ...secretOf(draft),
    ...(draft.replaceHeaders ? { headers: headersOf(draft.headers) } : {}),
    ...changed(draft, before, "inFlight", "max_in_flight", numberOf(draft.inFlight) ?? 0),
    ...changed(draft, before, "rate", "rate_per_second", numberOf(draft.rate) ?? 0),
    ...changed(draft, before, "filter", "filter", filterOf(draft.filter) ?? null),
  };
}

/**
 * @param {Draft} draft
 * @param {Draft} before
 * @param {keyof Draft} name
 * @param {string} member
 * @param {unknown} value
 */
function changed(draft, before, name, member, value) {
  const same = JSON.stringify(draft[name]) === JSON.stringify(before[name]);
  return same ? {} : { [member]: value };
}

/**
 * Return the types that a draft stands for, with a pattern that was typed and not added.
 * @param {Draft} draft
 */
export function typesOf({ types, pattern }) {
  const typed = pattern.trim();
  return typed && !types.includes(typed) ? [...types, typed] : types;
}

/** @param {Draft} draft */
function secretOf({ secretChoice, secret }) {
  if (secretChoice === "generate") return { generate_secret: true };
  return secretChoice === "own" ? { secret_token: secret } : {};
}

/**
 * Return the name that two of the headers have, or "": of these, a body would keep one alone.
 * @param {Draft} draft
 */
export function nameGivenTwice({ headers, replaceHeaders }) {
  if (!replaceHeaders) return "";
  const names = headers.map(({ name }) => name.trim()).filter(Boolean);
  return names.find((name, index) => names.indexOf(name) !== index) ?? "";
}

/** @param {Header[]} headers */
function headersOf(headers) {
  const filled = headers.filter(({ name, value }) => name.trim() || value);
  return Object.fromEntries(filled.map(({ name, value }) => [name.trim(), value]));
}

/**
 * Return the number that *text* is; *text* itself, of which the API says what is wrong; or
 * undefined where there is none.
 * @param {string} text
 */
export function numberOf(text) {
  if (text.trim() === "") return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** @param {string} text */
export function filterOf(text) {
  return text.trim() === "" ? undefined : parseAsWritten(text);
}
