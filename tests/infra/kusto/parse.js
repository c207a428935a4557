// Answers, for each query, with its tree: a node has its kind, the type of its result where it is an
// expression, the columns where that is a table, and its parts by name; a token has its text and, of a
// string, its value.
"use strict";

const { answer, faults, list } = require("../../../tools/infra/kusto.js");
const { Syntax } = Kusto.Language;

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

answer((code) => ({ faults: faults(code), tree: tree(code.Syntax) }));
