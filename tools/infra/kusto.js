// Lets a script answer with what Microsoft's own Kusto parser makes of queries. It reads from standard
// input, as JSON: {"tables": {name: schema}, "queries": {name: text}}.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const folder = path.join(process.argv[2], "@kusto", "language-service-next");
for (const file of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
  vm.runInThisContext(fs.readFileSync(path.join(folder, file), "utf8"), { filename: file });
}
const { KustoCode, GlobalState, Symbols } = Kusto.Language;

const list = (items) => Array.from({ length: items ? items.Count : 0 }, (_, i) => items.getItem(i));

const faults = (code) =>
  list(code.GetDiagnostics()).map((d) => `${d.Severity} at ${d.Start}: ${d.Message}`);

// Writes to standard output what *describe* returns for the parsed code of each query, by its name.
function answer(describe) {
  const input = JSON.parse(fs.readFileSync(0, "utf8"));
  const tables = Object.entries(input.tables).map(
    ([name, schema]) => new Symbols.TableSymbol.$ctor7(name, schema, null),
  );
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor("logs", tables));
  const answers = {};
  for (const [name, text] of Object.entries(input.queries)) {
    answers[name] = describe(KustoCode.ParseAndAnalyze(text, globals));
  }
  process.stdout.write(JSON.stringify(answers));
}

module.exports = { answer, faults, list };
