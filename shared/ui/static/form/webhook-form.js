// The form of a webhook, new or known.

import { failureOf } from "../api.js";
import { useEventTypes } from "../event-types.js";
import { Choices, faultOf, TextField } from "../fields.js";
import { useQuestionOnLeaving } from "../leaving.js";
import { Trouble } from "../parts.js";
import { useAction } from "../resource.js";
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { FORMATS } from "./choices.js";
import { BLANK, draftOf, filterOf, nameGivenTwice, newBody, typesOf } from "./draft.js";
import { FilterField, notJson } from "./filter.js";
import { HeadersField } from "./headers.js";
import { SecretField } from "./secret.js";
import { Trial } from "./trial.js";
import { TypesField } from "./types.js";

/** @import { Failure } from "../api.js" */
/** @import { Webhook } from "../models.d.ts" */
/** @import { Draft } from "./draft.js" */

/**
 * @param {{
 *   webhook?: Webhook,
 *   path?: string,
 *   save: (draft: Draft, before: Draft, signal: AbortSignal) => Promise<Webhook>,
 *   onSaved: (saved: Webhook) => void,
 *   cancelTo: string,
 * }} props `webhook` is what is changed, with its path in the API; neither for a new one
 */
export function WebhookForm({ webhook, path, save, onSaved, cancelTo }) {
  // What is edited is taken once: data that are loaded again must not overwrite what was typed.
  const [before] = useState(() => (webhook ? draftOf(webhook) : BLANK));
  const [draft, setDraft] = useState(before);
  const [failure, noted] = useLatestFailure();
  const types = useEventTypes();
  const saving = useAction(noted((signal) => save(draft, before, signal)));
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const dirty = JSON.stringify(draft) !== JSON.stringify(before);
  const endQuestion = useQuestionOnLeaving("Leave the form? What you have changed is lost.", dirty);
  const ready = !notJson(draft.filter, filterOf) && !nameGivenTwice(draft);
  useEffect(() => {
    if (failure) focusFault(form.current);
  }, [failure]);

  /** @param {Partial<Draft>} changes */
  const change = (changes) => setDraft((current) => ({ ...current, ...changes }));
  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (!ready) return focusFault(form.current);
    const saved = await saving.run();
    if (!saved) return;
    endQuestion();
    onSaved(saved);
  }
  return html`<form ref=${form} onSubmit=${submit} novalidate>
    ${saving.failure === failure && html`<${Trouble} failure=${failure} />`}
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${TextField} label="Name" value=${draft.name} error=${faultOf(failure, "name")} onInput=${(/** @type {string} */ name) => change({ name })} />
      <${TextField} label="URL" value=${draft.url} error=${faultOf(failure, "url")} input=${{ type: "url" }}
        hint=${webhook ? "Shown without its query. Left as it is, it stays whole; changed, it replaces all of it." : "The relay posts every event to it."}
        onInput=${(/** @type {string} */ url) => change({ url })} />
    </section>
    <section class="card" aria-label="What it gets">
      <${TypesField} types=${types} draft=${draft} change=${change} error=${faultOf(failure, "event_types")} />
      <${FilterField} value=${draft.filter} error=${faultOf(failure, "filter")} path=${path} types=${types.data ?? []} chosen=${typesOf(draft)}
        onInput=${(/** @type {string} */ filter) => change({ filter })} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${Choices} legend="Message format" value=${draft.format} error=${faultOf(failure, "message_format")}
        choices=${Object.entries(FORMATS).map(([value, words]) => ({ value, ...words }))}
        onChange=${(/** @type {string} */ format) => change({ format })} />
      <${SecretField} draft=${draft} webhook=${webhook} change=${change} error=${faultOf(failure, "secret_token")} signingError=${faultOf(failure, "signing")} />
      <${HeadersField} draft=${draft} stored=${webhook?.headers ?? []} change=${change} error=${faultOf(failure, "headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${TextField} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${draft.inFlight} error=${faultOf(failure, "max_in_flight")}
          input=${{ inputmode: "numeric" }} onInput=${(/** @type {string} */ inFlight) => change({ inFlight })} />
        <${TextField} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${draft.rate} error=${faultOf(failure, "rate_per_second")}
          input=${{ inputmode: "decimal" }} onInput=${(/** @type {string} */ rate) => change({ rate })} />
      </div>
    </section>
    </div>
    <${Trial} body=${() => trialBody(draft)} ready=${ready} types=${types.data ?? []} chosen=${typesOf(draft)} noted=${noted}
      note=${webhook ? "With what the form shows: without the query of a URL, secrets and header values that are stored already." : ""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${saving.busy}>${saving.busy ? "Saving …" : webhook ? "Save" : "Make the webhook"}</button>
      <a class="button" href=${cancelTo}>Cancel</a>
    </div>
  </form>`;
}

/** @param {Draft} draft */
function trialBody(draft) {
  const { headers, replaceHeaders, secretChoice } = draft;
  return newBody({
    ...draft,
    headers: replaceHeaders ? headers : [],
    secretChoice: secretChoice === "keep" ? "none" : secretChoice,
  });
}

/**
 * Return why the latest of several actions failed, and a function that makes one of them.
 */
function useLatestFailure() {
  const [failure, setFailure] = useState(/** @type {Failure | undefined} */ (undefined));
  /**
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} act
   * @returns {(signal: AbortSignal) => Promise<T>}
   */
  const noted = (act) => async (signal) => {
    setFailure(undefined);
    try {
      return await act(signal);
    } catch (error) {
      const latest = failureOf(error);
      setFailure(latest);
      throw latest;
    }
  };
  return /** @type {const} */ ([failure, noted]);
}

/**
 * Move the focus to the first field with which something is wrong.
 * @param {HTMLFormElement | null} form
 */
function focusFault(form) {
  const field = form?.querySelector('[aria-invalid="true"]');
  if (field instanceof HTMLElement) field.focus();
}
