// The function key: the dialog that asks for it, and the button that gives or forgets it.

import { askForKey, declineKey, forgetKey, giveKey, hasKey, keyDialog } from "./api.js";
import { CheckField, TextField } from "./fields.js";
import { Dialog, toast } from "./parts.js";
import { useStore } from "./store.js";
import { html, useState } from "./vendor/preact.js";

export function KeyButton() {
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

/** The dialog, while a key is wanted. */
export function KeyDialog() {
  const { wanted, refused } = useStore(keyDialog);
  return wanted ? html`<${Question} refused=${refused} />` : null;
}

/** @param {{refused: boolean}} props */
function Question({ refused }) {
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
      <${TextField} label="Key" value=${value} error=${refused ? "The relay refuses the key that was given." : ""}
        input=${{ type: "password", autofocus: true }} onInput=${setValue} />
      <${CheckField} checked=${keep} onChange=${setKeep}>Keep it until this tab is closed<//>
      <div class="actions">
        <button type="submit" class="primary" disabled=${!value.trim()}>Use this key</button>
        <button type="button" onClick=${declineKey}>Go on without</button>
      </div>
    </form>
  <//>`;
}
