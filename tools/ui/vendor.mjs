// Prints the vendored module: Preact, its hooks and htm, bound to each other, as one ES module.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const packages = new URL("../npm/", import.meta.url);
const require = createRequire(packages);
const esbuild = require("esbuild");

const ENTRY = `
import htm from "htm";
import { h } from "preact";
export { Fragment, createContext, render } from "preact";
export * from "preact/hooks";
export const html = htm.bind(h);
`;

const version = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, packages))).version;
const banner =
  `/* Preact ${version("preact")} (MIT, Copyright (c) 2015-present Jason Miller) and ` +
  `htm ${version("htm")} (Apache-2.0, Copyright 2018 Google Inc.).\n` +
  `   Made by \`python -m tools.ui build\`, which checks it too. Licences: LICENSE.txt. */`;

const built = esbuild.buildSync({
  stdin: { contents: ENTRY, resolveDir: packages.pathname },
  absWorkingDir: packages.pathname,
  banner: { js: banner },
  bundle: true,
  charset: "utf8",
  format: "esm",
  legalComments: "none",
  minify: true,
  target: "es2022",
  write: false,
});
process.stdout.write(built.outputFiles[0].text);
