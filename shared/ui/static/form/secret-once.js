// A generated secret: shown once, with a button to copy it.

import { useQuestionOnLeaving } from "../leaving.js";
import { CopyableCode, Dialog } from "../parts.js";
import { html, useState } from "../vendor/preact.js";

/** @param {{secret: string, onClose: () => void}} props */
export function SecretOnce({ secret, onClose }) {
  const [warned, setWarned] = useState(false);
  const stored = useQuestionOnLeaving("Leave? The secret will not be shown again.", true);
  function done() {
    stored();
    onClose();
  }
  // Escape and the cross close it only when pressed twice: the secret cannot be shown again.
  const close = () => (warned ? done() : setWarned(true));
  return html`<${Dialog} title="The secret, shown this once" onClose=${close}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${CopyableCode} text=${secret} what="the secret" /></p>
    <p role="status" class="todo">${warned ? "It will not be shown again. Close once more if you have it." : ""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${done}>I have stored it</button></div>
  <//>`;
}
