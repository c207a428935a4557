// Reads queries from standard input, as JSON: {"tables": {name: schema}, "queries": {name: text}}.
// Writes the tree that Microsoft's own Kusto parser makes of each: a node has its kind, the type of
// its result where it is an expression, the columns where that is a table, and its parts by name; a
// token has its text and, of a string, its value.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const folder = path.join(process.argv[2], "@kusto", "language-service-next");
for (const file of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
  vm.runInThisContext(fs.readFileSync(path.join(folder, file), "utf8"), { filename: file });
}
const { KustoCode, GlobalState, Symbols, Syntax } = Kusto.Language;

const list = (items) => Array.from({ length: items ? items.Count : 0 }, (_, i) => items.getItem(i));
const kindOf = (element) => System.Enum.toString(Syntax.SyntaxKind, element.Kind);

function tree(element) {
  if (element instanceof Syntax.SyntaxToken) {
    return { kind: kindOf(element), text: element.Text, value: plain(element.Value) };
  }
  const children = Array.from({ length: element.ChildCount }, (_, i) => element.GetChild(i));
  if (kindOf(element) === "List") {
    return { kind: "List", items: children.map((child) => tree(separated(child))) };
  }
  const parts = {};
  children.forEach((child, i) => {
    if (child) parts[element.GetName(i)] = tree(child);
  });
  const result = element.ResultType;
  const columns = result && result.Columns ? list(result.Columns).map((c) => c.Name) : null;
  return { kind: kindOf(element), type: result ? result.Name : null, columns, parts };
}

// An element of a list with commas is wrapped together with its comma.
function separated(element) {
  return element.Element$1 || element.Element || element;
}

function plain(value) {
  return ["string", "number", "boolean"].includes(typeof value) ? value : null;
}

const input = JSON.parse(fs.readFileSync(0, "utf8"));
const tables = Object.entries(input.tables).map(
  ([name, schema]) => new Symbols.TableSymbol.$ctor7(name, schema, null),
);
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor("logs", tables));
const answers = {};
for (const [name, text] of Object.entries(input.queries)) {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  answers[name] = {
    faults: list(code.GetDiagnostics()).map((d) => `${d.Severity} at ${d.Start}: ${d.Message}`),
    tree: tree(code.Syntax),
  };
}
process.stdout.write(JSON.stringify(answers));
