// The frame around every view: navigation, the relay's state, progress.

import { underWay } from "./api.js";
import { KeyButton, KeyDialog } from "./key.js";
import { Chip, Toasts } from "./parts.js";
import { loadOverview, relayHealth, relayState } from "./relay.js";
import { address, place } from "./router.js";
import { navigation } from "./routes.js";
import { Help, openHelp } from "./shortcuts.js";
import { useStore } from "./store.js";
import { now, ZoneSwitch } from "./time.js";
import { html, useEffect, useState } from "./vendor/preact.js";

/** @import { ComponentChildren } from "preact" */

const RELAY_MS = 60_000;
const STALE_MS = 3 * RELAY_MS;
const UNKNOWN = /** @type {const} */ ({
  tone: "off",
  text: "State unknown",
  detail: "The relay has not told its state for minutes.",
});

/**
 * @param {{part: string | undefined, children: ComponentChildren}} props `part` is the entry of the
 * navigation that is current
 */
export function Shell({ part, children }) {
  useRelayHealth();
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <${Progress} />
    <header class="top">
      <a class="brand" href=${address("")}><${Mark} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${navigation.map(
          (entry) =>
            html`<a key=${entry.path} href=${address(entry.path)} aria-current=${entry.path === part ? "page" : undefined}>${entry.label}</a>`,
        )}
      </nav>
      <div class="top-end"><${RelayChip} /></div>
    </header>
    <main id="main" tabindex="-1">${children}</main>
    <footer>
      <${ZoneSwitch} />
      <${KeyButton} />
      <button type="button" class="quiet" onClick=${openHelp}>Keyboard help</button>
    </footer>
    <${KeyDialog} />
    <${Help} />
    <${Toasts} />
  `;
}

/** @param {Event} event */
function skip(event) {
  event.preventDefault(); // the address stays one to be sent
  document.getElementById("main")?.focus();
}

function Mark() {
  return html`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`;
}

/** The relay's state; the overview learns it with its own data, other views ask once a minute. */
function useRelayHealth() {
  useEffect(() => {
    const aborter = new AbortController();
    let asking = false;
    async function ask() {
      const known = relayHealth.value;
      const fresh = known && Date.now() - known.at < RELAY_MS;
      if (asking || document.hidden || fresh || place.value.path === "") return;
      asking = true;
      await loadOverview(aborter.signal).catch(() => {}); // the view itself says what is wrong
      asking = false;
    }
    ask();
    const timer = setInterval(ask, RELAY_MS / 4);
    return () => {
      aborter.abort();
      clearInterval(timer);
    };
  }, []);
}

function RelayChip() {
  const known = useStore(relayHealth);
  const current = useStore(now);
  if (!known) return null;
  const { tone, text, detail } = current - known.at > STALE_MS ? UNKNOWN : relayState(known.health);
  return html`<a class="relay" href=${address("")} title=${detail}><${Chip} tone=${tone}>${text}<//></a>`;
}

/** A thin bar while an answer takes long, and a sentence while it takes very long. */
function Progress() {
  const calls = useStore(underWay);
  const [waited, setWaited] = useState(0);
  const first = calls.length > 0 ? Math.min(...calls.map(({ began }) => began)) : 0;
  useEffect(() => {
    setWaited(0);
    if (!first) return undefined;
    const timer = setInterval(() => setWaited(performance.now() - first), 250);
    return () => clearInterval(timer);
  }, [first]);
  return html`<div class=${`progress ${waited > 300 ? "busy" : ""}`}></div>
    <p class="slow" role="status">
      ${waited > 4_000 ? `The relay has not answered for ${Math.floor(waited / 1_000)} seconds …` : ""}
    </p>`;
}
