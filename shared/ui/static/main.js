// Starts the page: finds the view for the address, and draws it in the shell.

import { Heading, Nothing } from "./parts.js";
import { address, match, place } from "./router.js";
import { routes } from "./routes.js";
import { Shell } from "./shell.js";
import { useStore } from "./store.js";
import { html, render, useErrorBoundary } from "./vendor/preact.js";

/** @param {string} path */
function find(path) {
  for (const route of routes) {
    const parameters = match(route.pattern, path);
    if (parameters) return { route, parameters };
  }
  return null;
}

function Page() {
  const { path } = useStore(place);
  const found = find(path);
  return html`<${Shell} part=${found?.route.part}>
    <${Guarded} key=${path}>
      ${found ? html`<${found.route.view} parameters=${found.parameters} />` : html`<${Unknown} />`}
    <//>
  <//>`;
}

/**
 * Shows that a view has failed, and leaves the rest of the page usable.
 * @param {{children: import("preact").ComponentChildren}} props
 */
function Guarded({ children }) {
  const [error] = useErrorBoundary((thrown) => reportError(thrown));
  if (error) {
    return html`<${Heading} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(error)}</p><p>Load the page again. If it stays so, please report it.</p></div>`;
  }
  return children;
}

function Unknown() {
  return html`<${Heading} title="No such page" />
    <${Nothing} title="This address leads nowhere."><p><a href=${address("")}>To the overview</a></p><//>`;
}

const root = document.getElementById("app");
if (root) {
  root.textContent = "";
  render(html`<${Page} />`, root);
}
