// Answers, for each query, with what is wrong with it, the columns it answers with, and where it reads
// a field of a log line (`d.field`), with the function around it.
"use strict";

const { answer, faults, list } = require("./kusto.js");

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

function analysed(code) {
  const fields = [];
  for (const [element] of nodes(code.Syntax)) {
    if (element instanceof Kusto.Language.Syntax.PathExpression) {
      const found = /^d\.(\w+)$/.exec(element.ToString().trim());
      if (found) fields.push({ field: found[1], converted: caller(element) });
    }
  }
  const result = code.ResultType;
  return {
    faults: faults(code),
    columns: list(result && result.Columns).map((c) => ({ name: c.Name, type: c.Type.Name })),
    fields,
  };
}

answer(analysed);
