// "Try it": one POST with what the form holds, before anything is stored.

import { send } from "../api.js";
import { Sending } from "../delivery/request.js";
import { SelectField } from "../fields.js";
import { Chip, CodeBlock, Trouble } from "../parts.js";
import { useAction } from "../resource.js";
import { attemptResult, isSuccess } from "../states.js";
import { milliseconds } from "../time.js";
import { html, useState } from "../vendor/preact.js";
import { withExample } from "./subscription.js";
import { useTypeChoice } from "./type-choice.js";

/** @import { EventType, TrialResult } from "../models.d.ts" */

/**
 * @param {{
 *   body: () => unknown,
 *   types: EventType[],
 *   chosen: string[],
 *   note?: string,
 *   ready: boolean,
 *   noted: (act: (signal: AbortSignal) => Promise<any>) => (signal: AbortSignal) => Promise<any>,
 * }} props `body` is what the form holds, where it is `ready`; `noted` makes the form show what the
 * API says of it
 */
export function Trial({ body, types, chosen, note, ready, noted }) {
  const { offered, type, choose } = useTypeChoice(chosen, withExample(types));
  const [tried, setTried] = useState(/** @type {TrialResult | undefined} */ (undefined));
  const testing = useAction(
    noted((signal) => {
      setTried(undefined);
      const given = /** @type {Record<string, unknown>} */ (body());
      return send("POST", "/api/webhooks/test", { ...given, event_type: type?.name }, signal);
    }),
  );
  return html`<section class="card" aria-labelledby="trial-title">
    <h2 id="trial-title">Try it <span class="muted">one POST with the example of a type; nothing is stored</span></h2>
    ${note && html`<p class="muted">${note}</p>`}
    <div class="columns">
      <${SelectField} label="Example of" value=${type?.name} onChange=${choose}>
        ${offered.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}
      <//>
    </div>
    <button type="button" disabled=${testing.busy || !ready} onClick=${async () => setTried(await testing.run())}>${testing.busy ? "Trying …" : "Try it"}</button>
    <${Trouble} failure=${testing.failure} />
    <div role="status" class="trial-result">${tried && html`<${Result} tried=${tried} />`}</div>
  </section>`;
}

/** @param {{tried: TrialResult}} props */
function Result({ tried: { attempt, request } }) {
  const { text, todo } = attemptResult(attempt);
  const good = isSuccess(attempt.status);
  return html`<p class="spaced">
      <${Chip} tone=${good ? "good" : "bad"}>${good ? "It works" : "It failed"}<//>
      <strong>${attempt.error_text ?? text}</strong>
      <span class="muted">in ${milliseconds(attempt.duration_ms)}</span>
    </p>
    ${todo && html`<p class="todo">${todo}</p>`}
    ${attempt.answer && html`<p class="muted">Start of the answer</p><${CodeBlock} text=${attempt.answer} what="the answer" />`}
    <details>
      <summary>What was sent</summary>
      <${Sending} sent=${request} file="request.txt" />
    </details>`;
}
