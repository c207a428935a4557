// The frame around every view: navigation, the relay's state, keys, help, progress.

import { askForKey, declineKey, forgetKey, giveKey, hasKey, keyDialog, underWay } from "./api.js";
import { Chip, Dialog, Field, Toasts, toast } from "./parts.js";
import { loadOverview, relayHealth, relayState } from "./relay.js";
import { address, navigate, place } from "./router.js";
import { navigation } from "./routes.js";
import { Store, useStore } from "./store.js";
import { store, stored } from "./stored.js";
import { inUtc, now, ZoneSwitch } from "./time.js";
import { html, useEffect, useState } from "./vendor/preact.js";

/** @import { ComponentChildren } from "preact" */

const RELAY_MS = 60_000;
const STALE_MS = 3 * RELAY_MS;
const UNKNOWN = /** @type {const} */ ({
  tone: "off",
  text: "State unknown",
  detail: "The relay has not told its state for minutes.",
});
const SHORTCUTS = "relay-shortcuts";

/**
 * @param {{part: string | undefined, children: ComponentChildren}} props `part` is the entry of the
 * navigation that is current
 */
export function Shell({ part, children }) {
  const help = useStore(helpIsOpen);
  const key = useStore(keyDialog);
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
      <button type="button" class="quiet" onClick=${() => helpIsOpen.set(true)}>Keyboard help</button>
    </footer>
    ${key.wanted && html`<${KeyDialog} refused=${key.refused} />`}
    ${help && html`<${Help} />`}
    <${Toasts} />
  `;
}

const helpIsOpen = new Store(false);

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
    function ask() {
      const known = relayHealth.value;
      const fresh = known && Date.now() - known.at < RELAY_MS;
      if (document.hidden || fresh || place.value.path === "") return;
      loadOverview(aborter.signal).catch(() => {}); // the view itself says what is wrong
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

function KeyButton() {
  const given = useStore(hasKey);
  if (!given)
    return html`<button type="button" class="quiet" onClick=${askForKey}>Enter a key</button>`;
  return html`<button
    type="button"
    class="quiet"
    onClick=${() => {
      forgetKey();
      toast("The key is forgotten.");
    }}
  >Forget the key</button>`;
}

/** @param {{refused: boolean}} props */
function KeyDialog({ refused }) {
  const [value, setValue] = useState("");
  const [keep, setKeep] = useState(false);
  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    if (value.trim()) giveKey(value, keep);
  }
  return html`<${Dialog} title="Key" onClose=${declineKey}>
    <form onSubmit=${submit}>
      <p>
        The relay asks for a function key. A host key opens everything that this page does.
        It is sent as a header, and kept in memory only, unless you tick the box.
      </p>
      <${Field} label="Key" error=${refused ? "The relay refuses the key that was given." : ""}>
        ${(/** @type {{id: string, describedBy?: string, invalid: boolean}} */ ids) => html`<input
          id=${ids.id}
          type="password"
          autocomplete="off"
          spellcheck=${false}
          aria-describedby=${ids.describedBy}
          aria-invalid=${ids.invalid}
          autofocus
          value=${value}
          onInput=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => setValue(event.currentTarget.value)}
        />`}
      <//>
      <label class="check">
        <input
          type="checkbox"
          checked=${keep}
          onChange=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => setKeep(event.currentTarget.checked)}
        />
        Keep it until this tab is closed
      </label>
      <div class="actions">
        <button type="submit" class="primary" disabled=${!value.trim()}>Use this key</button>
        <button type="button" onClick=${declineKey}>Go on without</button>
      </div>
    </form>
  <//>`;
}

/** @type {Array<{keys: string, does: string}>} */
const KEYS = [
  { keys: "/", does: "move to the search field" },
  { keys: "g o", does: "overview" },
  { keys: "g f", does: "failures" },
  { keys: "g e", does: "events" },
  { keys: "g t", does: "event types" },
  { keys: "u", does: "times in UTC or in your zone" },
  { keys: "?", does: "this help" },
];

/** @type {Record<string, string>} */
const GO = { o: "", f: "failures", e: "events", t: "event-types" };

function Help() {
  const enabled = useStore(shortcutsOn);
  return html`<${Dialog} title="Keyboard" onClose=${() => helpIsOpen.set(false)}>
    <dl class="keys">
      ${KEYS.map(
        ({ keys, does }) => html`<div key=${keys}>
          <dt>${keys.split(" ").map((key) => html`<kbd key=${key}>${key}</kbd> `)}</dt><dd>${does}</dd>
        </div>`,
      )}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <label class="check">
      <input type="checkbox" checked=${enabled} onChange=${() => setShortcuts(!enabled)} />
      Keys of one letter work outside of fields
    </label>
  <//>`;
}

const shortcutsOn = new Store(stored("localStorage", SHORTCUTS) !== "off");

/** @param {boolean} on */
function setShortcuts(on) {
  shortcutsOn.set(on);
  store("localStorage", SHORTCUTS, on ? "on" : "off");
}

/** @type {Record<string, () => void>} */
const ACTIONS = {
  "/": focusSearch,
  "?": () => helpIsOpen.set(true),
  u: () => inUtc.set(!inUtc.value),
};

let leader = false;

document.addEventListener("keydown", (event) => {
  if (!isShortcut(event)) return;
  const view = leader ? GO[event.key] : undefined;
  leader = event.key === "g" && !leader;
  const act = view === undefined ? ACTIONS[event.key] : () => navigate(address(view));
  if (!act) return;
  event.preventDefault();
  act();
});

/** @param {KeyboardEvent} event */
function isShortcut(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !shortcutsOn.value) return false;
  return !isTyping(event.target) && !document.querySelector("dialog[open]");
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof Element && target.matches("input, textarea, select, [contenteditable]");
}

function focusSearch() {
  const field = document.querySelector("[data-search]");
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}
