"""Evaluates a query on tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.infra.kusto import tree
from tests.infra.kusto.aggregates import AGGREGATES, row_of_largest
from tests.infra.kusto.scalar import Place, arguments_of, evaluate, literal, name_of
from tests.infra.kusto.tree import Node
from tests.infra.kusto.values import FUNCTIONS, NotKnown, Row, to_string

Table = list[Row]


@dataclass(frozen=True)
class Query:
    """A parsed query."""

    root: Node
    faults: tuple[str, ...]
    """What the parser has against it."""

    def run(self, tables: Mapping[str, Iterable[Row]], now: datetime) -> Table:
        """Return the rows of the answer, in their order. Raises NotKnown."""
        if self.faults:
            raise NotKnown("; ".join(self.faults))
        scope = _Scope({name: list(rows) for name, rows in tables.items()}, now)
        answer: Table = []
        for statement in self.root.node("Statements").items:
            if statement.kind == "LetStatement":
                value = scope.table(statement.node("Expression"))
                scope.tables[name_of(statement.node("Name"))] = value
            elif statement.kind == "ExpressionStatement":
                answer = scope.table(statement.node("Expression"))
            else:
                raise NotKnown(f"a statement of the kind {statement.kind}")
        return answer


def parse(queries: Mapping[str, str], tables: Mapping[str, str]) -> dict[str, Query]:
    """Parse all of *queries* against the schemas of *tables*, since starting the parser is slow."""
    return {name: Query(*found) for name, found in tree.parse(queries, tables).items()}


class _Scope:
    """The tables that a query can name, and the time."""

    def __init__(self, tables: dict[str, Table], now: datetime) -> None:
        self.tables = tables
        self.now = now

    def table(self, expression: Node) -> Table:
        """Return the rows of a tabular expression."""
        if expression.kind == "NameReference":
            return self.tables[name_of(expression)]
        if expression.kind == "ParenthesizedExpression":
            return self.table(expression.node("Expression"))
        if expression.kind != "PipeExpression":
            raise NotKnown(f"a table of the kind {expression.kind}")
        step = expression.node("Operator")
        apply = _STEPS.get(step.kind)
        if apply is None:
            raise NotKnown(f"the operator {step.kind}")
        return apply(self, step, self.table(expression.node("Expression")))

    def value(self, expression: Node, rows: Table, index: int) -> Any:
        return evaluate(expression, Place(rows, index, self.now))


def _named(expression: Node, otherwise: str) -> tuple[str, Node]:
    """Return the name of a column, and the expression of its values."""
    if expression.kind == "SimpleNamedExpression":
        return name_of(expression.node("Name")), expression.node("Expression")
    if expression.kind == "CompoundNamedExpression":
        raise NotKnown("several names for one expression")
    return otherwise, expression


def _no_parameters(step: Node) -> None:
    if step.has("Parameters"):
        raise NotKnown(f"parameters of {step.kind}")


def _filter(scope: _Scope, step: Node, rows: Table) -> Table:
    _no_parameters(step)
    condition = step.node("Condition")
    return [row for i, row in enumerate(rows) if scope.value(condition, rows, i)]


def _extend(scope: _Scope, step: Node, rows: Table) -> Table:
    columns = [_named(expression, "") for expression in step.node("Expressions").items]
    if not all(name for name, _ in columns):
        raise NotKnown("extend without a name")
    return [
        {**row, **{name: scope.value(expression, rows, i) for name, expression in columns}}
        for i, row in enumerate(rows)
    ]


def _project(scope: _Scope, step: Node, rows: Table) -> Table:
    columns = [
        _named(expression, name)
        for name, expression in zip(step.columns, step.node("Expressions").items, strict=True)
    ]
    return [
        {name: scope.value(expression, rows, i) for name, expression in columns}
        for i in range(len(rows))
    ]


def _summarize(scope: _Scope, step: Node, rows: Table) -> Table:
    _no_parameters(step)
    by: tuple[Node, ...] = ()
    if step.has("ByClause"):
        if step.node("ByClause").has("BinClause"):
            raise NotKnown("summarize … bin=")
        by = step.node("ByClause").node("Expressions").items
    names = list(step.columns)
    keys = [_named(expression, names[i]) for i, expression in enumerate(by)]
    groups: dict[tuple[Any, ...], list[int]] = {} if by else {(): []}
    for i in range(len(rows)):
        key = tuple(scope.value(expression, rows, i) for _, expression in keys)
        groups.setdefault(key, []).append(i)
    aggregates = step.node("Aggregates").items
    return [
        dict(
            zip(
                names,
                [*key, *(v for a in aggregates for v in _aggregated(scope, a, rows, members))],
                strict=True,
            )
        )
        for key, members in groups.items()
    ]


def _aggregated(scope: _Scope, aggregate: Node, rows: Table, members: list[int]) -> list[Any]:
    """Return the value of an aggregate over some rows; of ``arg_max`` those of its columns."""
    _, call = _named(aggregate, "")
    if _function(call) == "arg_max":
        return list(row_of_largest(_arguments(scope, call, rows, members)))
    return [_aggregate(scope, call, rows, members)]


def _aggregate(scope: _Scope, call: Node, rows: Table, members: list[int]) -> Any:
    """Return the value of an aggregate, or of a function of aggregates and constants."""
    name = _function(call)
    if name is None:
        return literal(call)
    if name in AGGREGATES:
        return AGGREGATES[name](_arguments(scope, call, rows, members))
    if name in FUNCTIONS:
        return FUNCTIONS[name](
            *(_aggregate(scope, argument, rows, members) for argument in arguments_of(call))
        )
    raise NotKnown(f"the aggregate {name}")


def _function(call: Node) -> str | None:
    return name_of(call.node("Name")) if call.kind == "FunctionCallExpression" else None


def _arguments(scope: _Scope, call: Node, rows: Table, members: list[int]) -> list[tuple[Any, ...]]:
    return [
        tuple(scope.value(argument, rows, i) for argument in arguments_of(call)) for i in members
    ]


def _sort(scope: _Scope, step: Node, rows: Table) -> Table:
    _no_parameters(step)
    for expression in reversed(step.node("Expressions").items):
        rows = _ordered(scope, expression, rows)
    return rows


def _top(scope: _Scope, step: Node, rows: Table) -> Table:
    _no_parameters(step)
    count = literal(step.node("Expression"))
    return _ordered(scope, step.node("ByExpression"), rows)[:count]


def _ordered(scope: _Scope, expression: Node, rows: Table) -> Table:
    """Sort by one expression: descending unless it says so; nulls are least."""
    ascending = False
    if expression.kind == "OrderedExpression":
        ordering = expression.node("Ordering")
        if ordering.has("NullsClause"):
            raise NotKnown("nulls first or last")
        ascending = ordering.text("AscOrDescKeyword") == "asc"
        expression = expression.node("Expression")
    values = [scope.value(expression, rows, i) for i in range(len(rows))]

    def rank(index: int) -> tuple[Any, ...]:
        value = values[index]
        return (0,) if value is None else (1, value)

    order = sorted(range(len(rows)), key=rank, reverse=not ascending)
    return [rows[i] for i in order]


def _join(scope: _Scope, step: Node, rows: Table) -> Table:
    """Join by columns of the same name, keeping the rows of the left that have no partner."""
    parameters = {
        name_of(parameter): parameter.node("Expression")
        for parameter in step.node("Parameters").items
    }
    kind = parameters.pop("kind", None)
    if parameters or kind is None or _word(kind) != "leftouter":
        raise NotKnown("a join that is not kind=leftouter")
    keys = [name_of(key) for key in step.node("ConditionClause").node("Expressions").items]
    right = scope.table(step.node("Expression"))
    columns = step.node("Expression").columns
    joined: Table = []
    for row in rows:
        partners = [other for other in right if all(other[key] == row[key] for key in keys)]
        if any(row[key] in (None, "") for key in keys):
            raise NotKnown("a join by a null or an empty text")
        joined += [_beside(row, other, columns) for other in partners or [{}]]
    return joined


def _word(expression: Node) -> str:
    """Return a word of the language, as in ``kind=leftouter``."""
    return next(
        part.text if isinstance(part, tree.Token) else _word(part)
        for part in expression.parts.values()
    )


def _beside(left: Row, right: Row, columns: tuple[str, ...]) -> Row:
    """Return one row of both; a column that both have gets a 1 at the right."""
    renamed = {name if name not in left else f"{name}1": right.get(name) for name in columns}
    return {**left, **renamed}


def _evaluate(_scope: _Scope, step: Node, rows: Table) -> Table:
    """Do what ``evaluate narrow()`` does: return a row for each value of each row."""
    if name_of(step.node("FunctionCall").node("Name")) != "narrow" or step.has("Schema"):
        raise NotKnown("a plugin other than narrow()")
    return [
        {"Row": i, "Column": column, "Value": to_string(value)}
        for i, row in enumerate(rows)
        for column, value in row.items()
    ]


_STEPS: Mapping[str, Callable[[_Scope, Node, Table], Table]] = {
    "FilterOperator": _filter,
    "ExtendOperator": _extend,
    "ProjectOperator": _project,
    "SummarizeOperator": _summarize,
    "SortOperator": _sort,
    "TopOperator": _top,
    "JoinOperator": _join,
    "EvaluateOperator": _evaluate,
}
