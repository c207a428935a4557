// Every attempt of a delivery on a time line, the latest first.

import { CodeBlock, Foreign } from "../parts.js";
import { attemptResult, capital, isSuccess } from "../states.js";
import { milliseconds, Time } from "../time.js";
import { html } from "../vendor/preact.js";

/** @import { Attempt, DeliveryDetail } from "../models.d.ts" */

/** @param {{detail: DeliveryDetail}} props */
export function Attempts({ detail }) {
  const { results, attempts } = detail;
  const numbered = results.map((attempt, index) => ({
    attempt,
    number: attempts - results.length + index + 1,
  }));
  const lost = attempts - results.length;
  return html`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${attempts}</span></h2>
    <ol class="timeline" reversed>
      ${next(detail)}
      ${numbered
        .reverse()
        .map(
          ({ attempt, number }) =>
            html`<${Step} key=${attempt.at} attempt=${attempt} number=${number} />`,
        )}
      ${lost > 0 && html`<li class="off"><p class="muted">${lost === 1 ? "An earlier attempt is" : `${lost} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${Time} at=${detail.received_at} /></p></li>
    </ol>
  </section>`;
}

/** @param {DeliveryDetail} detail */
function next({ state, next_attempt_at: at }) {
  if (state === "queued")
    return html`<li class="info"><p><strong>First attempt</strong> under way</p></li>`;
  if (state !== "waiting") return null;
  return html`<li class="info">
    <p><strong>Next attempt</strong> ${at ? html`due <${Time} at=${at} />` : "under way"}</p>
  </li>`;
}

/** @param {{attempt: Attempt, number: number}} props */
function Step({ attempt, number }) {
  const { text, todo } = attemptResult(attempt);
  const good = isSuccess(attempt.status);
  const words = attempt.error_text ?? text;
  return html`<li class=${good ? "good" : "bad"}>
    <p class="spaced">
      <strong>${attempt.status === undefined ? text : `HTTP ${attempt.status}`}</strong>
      <span class="muted">attempt ${number}</span>
      <${Time} at=${attempt.at} />
      <span><span class="muted">took</span> ${milliseconds(attempt.duration_ms)}</span>
    </p>
    <p>${capital(words)}.</p>
    ${attempt.detail && !attempt.status && html`<p class="muted"><${Foreign}>${attempt.detail}<//></p>`}
    ${todo && html`<p class="todo">${todo}</p>`}
    ${
      attempt.answer &&
      html`<details open=${!good}>
        <summary>Start of the answer</summary>
        <${CodeBlock} text=${attempt.answer} what=${`the answer to attempt ${number}`} />
      </details>`
    }
  </li>`;
}
