// Keys of one letter, and the help that lists them.

import { CheckField } from "./fields.js";
import { Dialog } from "./parts.js";
import { address, navigate } from "./router.js";
import { navigation } from "./routes.js";
import { Store, useStore } from "./store.js";
import { store, stored } from "./stored.js";
import { inUtc } from "./time.js";
import { html } from "./vendor/preact.js";

const STORED = "relay-shortcuts";

const LEADER = "g";

/**
 * What each key does, or two keys that are pressed one after the other.
 * @type {Array<{keys: string, does: string, act: () => void}>}
 */
const SHORTCUTS = [
  { keys: "/", does: "move to the search field", act: focusSearch },
  ...navigation.map(({ path, label, key }) => ({
    keys: `${LEADER} ${key}`,
    does: label.toLowerCase(),
    act: () => navigate(address(path)),
  })),
  { keys: "u", does: "times in UTC or in your zone", act: () => inUtc.set(!inUtc.value) },
  { keys: "?", does: "this help", act: openHelp },
];

const helpIsOpen = new Store(false);

export function openHelp() {
  helpIsOpen.set(true);
}

function focusSearch() {
  const field = document.querySelector("[data-search]");
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

/** The help, while it is open. */
export function Help() {
  const open = useStore(helpIsOpen);
  const enabled = useStore(shortcutsOn);
  if (!open) return null;
  return html`<${Dialog} title="Keyboard" onClose=${() => helpIsOpen.set(false)}>
    <dl class="keys">
      ${SHORTCUTS.map(
        ({ keys, does }) => html`<div key=${keys}>
          <dt>${keys.split(" ").map((key) => html`<kbd key=${key}>${key}</kbd> `)}</dt><dd>${does}</dd>
        </div>`,
      )}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <${CheckField} checked=${enabled} onChange=${setShortcuts}>Keys of one letter work outside of fields<//>
  <//>`;
}

const shortcutsOn = new Store(stored("localStorage", STORED) !== "off");

/** @param {boolean} on */
function setShortcuts(on) {
  shortcutsOn.set(on);
  store("localStorage", STORED, on ? "on" : "off");
}

let leads = false;

document.addEventListener("keydown", (event) => {
  if (!isShortcut(event)) return;
  const pressed = leads ? [`${LEADER} ${event.key}`, event.key] : [event.key];
  leads = event.key === LEADER && !leads;
  const found = SHORTCUTS.find(({ keys }) => pressed.includes(keys));
  if (!found) return;
  event.preventDefault();
  found.act();
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
