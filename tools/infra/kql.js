// Reads queries from standard input, as JSON: {"tables": {name: schema}, "queries": {name: text}}.
// Writes what Microsoft's own Kusto parser makes of each: what is wrong with it, the columns it
// answers with, and where it reads a field of a log line (`d.field`), with the function around it.
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

function* nodes(element, parent) {
  yield [element, parent];
  for (let i = 0; i < (element.ChildCount || 0); i += 1) {
    const child = element.GetChild(i);
    if (child) yield* nodes(child, element);
  }
}

// The name of the function whose argument this element is, through lists and brackets.
function caller(element) {
  for (let up = element.Parent; up; up = up.Parent) {
    if (up instanceof Kusto.Language.Syntax.FunctionCallExpression) return up.Name.ToString().trim();
    if (up instanceof Kusto.Language.Syntax.Expression) return null;
  }
  return null;
}

function analysed(text, globals) {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  const fields = [];
  for (const [element] of nodes(code.Syntax)) {
    if (element instanceof Kusto.Language.Syntax.PathExpression) {
      const found = /^d\.(\w+)$/.exec(element.ToString().trim());
      if (found) fields.push({ field: found[1], converted: caller(element) });
    }
  }
  const result = code.ResultType;
  return {
    faults: list(code.GetDiagnostics()).map((d) => `${d.Severity} at ${d.Start}: ${d.Message}`),
    columns: list(result && result.Columns).map((c) => ({ name: c.Name, type: c.Type.Name })),
    fields,
  };
}

const input = JSON.parse(fs.readFileSync(0, "utf8"));
const tables = Object.entries(input.tables).map(
  ([name, schema]) => new Symbols.TableSymbol.$ctor7(name, schema, null),
);
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor("logs", tables));
const answers = {};
for (const [name, text] of Object.entries(input.queries)) answers[name] = analysed(text, globals);
process.stdout.write(JSON.stringify(answers));
