// Prints the page's JavaScript as one module: browsers then ask for one file instead of fifty.

import { createRequire } from "node:module";

const require = createRequire(new URL("../npm/", import.meta.url));
const esbuild = require("esbuild");

const built = esbuild.buildSync({
  entryPoints: [new URL("../../shared/ui/static/main.js", import.meta.url).pathname],
  banner: {
    js:
      "/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.\n" +
      "   Licences of what is in it: vendor/LICENSE.txt. */",
  },
  bundle: true,
  charset: "utf8",
  format: "esm",
  legalComments: "none",
  minify: true,
  target: "es2022",
  write: false,
});
process.stdout.write(built.outputFiles[0].text);
