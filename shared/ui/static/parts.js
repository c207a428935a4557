// Small parts that all views share.

import { askForKey } from "./api.js";
import { place } from "./router.js";
import { Store, useStore } from "./store.js";
import { html, useEffect, useId, useLayoutEffect, useRef, useState } from "./vendor/preact.js";

/** @import { ComponentChildren } from "preact" */
/** @import { Failure } from "./api.js" */

/** @typedef {"good" | "warn" | "bad" | "off" | "info"} Tone */

/**
 * The heading of a view. It is the title of the document too, and gets the focus on arrival.
 * @param {{title: string, of?: string, children?: ComponentChildren}} props
 */
export function Heading({ title, of, children }) {
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  const { visit } = useStore(place);
  const arrivedAt = useRef(0);
  useEffect(() => {
    document.title = `${visible(of ? `${title} · ${of}` : title)} – Webhook Relay`;
  }, [title, of]);
  // At once, since a person may have moved the focus on by the time the next picture is drawn.
  useLayoutEffect(() => {
    if (visit > arrivedAt.current) heading.current?.focus();
    arrivedAt.current = visit;
  }, [visit]);
  return html`<div class="heading">
    <h1 tabindex="-1" ref=${heading}><${Foreign}>${title}<//></h1>
    ${children}
  </div>`;
}

/**
 * A state in words, with a colour and a shape.
 * @param {{tone: Tone, children: ComponentChildren}} props
 */
export function Chip({ tone, children }) {
  return html`<span class=${`chip ${tone}`}>${children}</span>`;
}

/**
 * A button that copies *text*.
 * @param {{text: string, what: string}} props `what` is copied, in words
 */
export function Copy({ text, what }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast("The browser does not allow copying here: select the text instead.", "bad");
    }
  }
  return html`<button type="button" class="quiet copy" onClick=${copy} aria-label=${`Copy ${what}`}>
    <span aria-hidden="true">${copied ? "Copied" : "Copy"}</span>
    <span class="hidden" role="status">${copied ? `Copied ${what}` : ""}</span>
  </button>`;
}

/**
 * Text with a name, to be read in full and copied: an id, a URL.
 * @param {{text: string, what: string}} props
 */
export function CopyableCode({ text, what }) {
  return html`<span class="copyable"><code><${Foreign}>${text}<//></code><${Copy} text=${text} what=${what} /></span>`;
}

/**
 * Text of which nobody knows what it holds: only shown, in an order of its own, and with what would
 * steer how it is shown by its code.
 * @param {{children: string}} props
 */
export function Foreign({ children }) {
  return html`<bdi>${visible(children)}</bdi>`;
}

const SHOWN_AT_FIRST = 20_000;

/**
 * A block of text or JSON, with a button to copy it, and one to save it where *file* names it.
 * @param {{text: string, what: string, file?: string, original?: string}} props `original` is what
 * is copied and saved, where the text is only a way to show it
 */
export function CodeBlock({ text, what, file, original = text }) {
  const [all, setAll] = useState(false);
  const shown = all ? text : text.slice(0, SHOWN_AT_FIRST);
  return html`<div class="code">
    <div class="code-tools">
      ${file && html`<${Download} text=${original} file=${file} what=${what} />`}
      <${Copy} text=${original} what=${what} />
    </div>
    <pre tabindex="0" role="region" aria-label=${what}><code dir="ltr">${visible(shown)}</code></pre>
    ${
      shown.length < text.length &&
      html`<p class="hint">These are the first ${shown.length.toLocaleString()} of ${text.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${() => setAll(true)}>Show all</button></p>`
    }
  </div>`;
}

/**
 * A button that saves *text* as a file. The type keeps browsers from showing it as a page.
 * @param {{text: string, file: string, what: string}} props
 */
function Download({ text, file, what }) {
  function save() {
    const blob = new Blob([text], { type: "application/octet-stream" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = file.replace(/[^\w.-]/g, "_");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
  return html`<button type="button" class="quiet copy" aria-label=${`Download ${what}`} onClick=${save}>Download</button>`;
}

/**
 * Show control and direction characters by name, since they could make text look like another.
 * @param {string} text
 */
export function visible(text) {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Why something could not be loaded or done.
 * @param {{failure: Failure | undefined, retry?: () => void}} props
 */
export function Trouble({ failure, retry }) {
  if (!failure) return null;
  const others = failure.errors.filter((error) => !failure.detail.includes(error.message));
  return html`<div class="trouble" role="alert">
    <p><strong>${failure.title}.</strong> <${Foreign}>${failure.detail}<//></p>
    ${
      others.length > 0 &&
      html`<ul>
      ${others.map((error) => html`<li><code>${error.field}</code> <${Foreign}>${error.message}<//></li>`)}
    </ul>`
    }
    ${failure.status === 401 && html`<button type="button" onClick=${askForKey}>Enter a key</button>`}
    ${failure.status !== 401 && retry && html`<button type="button" onClick=${retry}>Try again</button>`}
  </div>`;
}

/**
 * What is shown until there is something: why it failed, or that it loads.
 * @param {{of: {data: unknown, failure: Failure | undefined, reload: () => void}, what: string}} props
 */
export function Pending({ of, what }) {
  if (of.failure) return html`<${Trouble} failure=${of.failure} retry=${of.reload} />`;
  if (of.data === undefined) return html`<p class="pending" role="status">Loading ${what} …</p>`;
  return null;
}

/**
 * @param {{title: string, children?: ComponentChildren}} props
 */
export function Nothing({ title, children }) {
  return html`<div class="nothing"><p><strong>${title}</strong></p>${children}</div>`;
}

/**
 * A fact with its name, in a list of facts (`<dl class="facts">`).
 * @param {{name: string, children: ComponentChildren}} props
 */
export function Fact({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

/**
 * A dialog that is open while it is drawn. Escape and the cross close it.
 * @param {{title: string, onClose: () => void, children: ComponentChildren}} props
 */
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  /** @param {Event} event */
  function cancel(event) {
    event.preventDefault();
    onClose();
  }
  return html`<dialog ref=${dialog} aria-labelledby=${id} onCancel=${cancel}>
    <div class="dialog-head">
      <h2 id=${id}>${title}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${onClose}>✕</button>
    </div>
    ${children}
  </dialog>`;
}

/** @type {Store<Array<{id: number, text: string, tone: Tone}>>} */
const toasts = new Store(/** @type {Array<{id: number, text: string, tone: Tone}>} */ ([]));
let toastCount = 0;

/**
 * Say something that does not need an answer.
 * @param {string} text
 * @param {Tone} [tone]
 */
export function toast(text, tone = "good") {
  toastCount += 1;
  const id = toastCount;
  toasts.set([...toasts.value, { id, text, tone }]);
  setTimeout(() => dismiss(id), tone === "bad" ? 15_000 : 8_000);
}

/** @param {number} id */
function dismiss(id) {
  toasts.set(toasts.value.filter((one) => one.id !== id));
}

export function Toasts() {
  const all = useStore(toasts);
  return html`<div class="toasts" role="status" aria-live="polite">
    ${all.map(
      (one) => html`<div key=${one.id} class=${`toast ${one.tone}`}>
        <span>${one.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${() => dismiss(one.id)}>✕</button>
      </div>`,
    )}
  </div>`;
}
