// The secret of a webhook, and how it signs.

import { Choices, TextField } from "../fields.js";
import { html } from "../vendor/preact.js";

/** @import { Webhook } from "../models.d.ts" */
/** @import { Draft, SecretChoice } from "./draft.js" */

/**
 * @param {{
 *   draft: Draft,
 *   webhook: Webhook | undefined,
 *   change: (changes: Partial<Draft>) => void,
 *   error: string,
 *   signingError: string,
 * }} props `webhook` is what is changed, undefined for a new one
 */
export function SecretField({ draft, webhook, change, error, signingError }) {
  return html`<${Choices}
      legend="Secret"
      value=${draft.secretChoice}
      choices=${choicesFor(webhook)}
      error=${draft.secretChoice === "own" ? "" : error}
      onChange=${(/** @type {SecretChoice} */ secretChoice) => change({ secretChoice })}
    />
    ${
      draft.secretChoice === "own" &&
      html`<${TextField}
        label="Your secret"
        value=${draft.secret}
        error=${error}
        input=${{ type: "password" }}
        onInput=${(/** @type {string} */ secret) => change({ secret })}
      />`
    }
    <${Choices}
      legend="Signature"
      value=${draft.signing}
      choices=${SIGNINGS}
      error=${signingError}
      onChange=${(/** @type {string} */ signing) => change({ signing })}
    />`;
}

const SIGNINGS = [
  { value: "symmetric", label: "HMAC-SHA256 (v1)", hint: "The receiver verifies with the secret." },
  {
    value: "asymmetric",
    label: "ed25519 (v1a) beside it",
    hint: "The receiver verifies with a public key, so it needs no secret.",
  },
];

/**
 * @param {Webhook | undefined} webhook
 * @returns {Array<{value: SecretChoice, label: string, hint?: string}>}
 */
function choicesFor(webhook) {
  const replaces = webhook?.has_secret
    ? " It replaces the present one at once; to let both sign for a while, rotate it instead."
    : "";
  return [
    webhook
      ? { value: "keep", label: webhook.has_secret ? "Keep the present one" : "None, as now" }
      : { value: "none", label: "None", hint: "Deliveries are not signed." },
    { value: "generate", label: "Make one", hint: `It is shown once, after saving.${replaces}` },
    { value: "own", label: "My own", hint: replaces },
  ];
}
