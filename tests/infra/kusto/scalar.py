"""Evaluates a scalar expression on a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.infra.kusto import values
from tests.infra.kusto.tree import Node, Token
from tests.infra.kusto.values import NotKnown, Row


@dataclass(frozen=True)
class Place:
    """Where an expression is evaluated: a row among others, at a time."""

    rows: Sequence[Row]
    index: int
    now: datetime

    @property
    def row(self) -> Row:
        return self.rows[self.index]


def evaluate(expression: Node, place: Place) -> Any:
    """Return the value of *expression*. Raises NotKnown."""
    if "Operator" in expression.parts and "Left" in expression.parts:
        return _operation(expression, place)
    found = _EVALUATED.get(expression.kind)
    if found is None:
        raise NotKnown(f"an expression of the kind {expression.kind}")
    return found(expression, place)


def name_of(reference: Node) -> str:
    """Return the name that a reference or a declaration has."""
    name = reference.parts["Name"]
    if isinstance(name, Token):
        return name.text
    if name.kind == "StringLiteralExpression":
        return str(_literal(name))
    return name_of(name)


def literal(expression: Node) -> Any:
    """Return the value of a constant."""
    return evaluate(expression, Place([{}], 0, values.EPOCH))


def _operation(expression: Node, place: Place) -> Any:
    symbol = expression.text("Operator")
    left = evaluate(expression.node("Left"), place)
    right = expression.node("Right")
    if symbol == "in":
        return left in [evaluate(item, place) for item in right.node("Expressions").items]
    if symbol == "between":
        least, most = (evaluate(right.node(end), place) for end in ("First", "Second"))
        return values.both(values.compare(">=", left, least), values.compare("<=", left, most))
    return _binary(symbol, left, evaluate(right, place))


def _binary(symbol: str, left: Any, right: Any) -> Any:
    if values.is_comparison(symbol):
        return values.compare(symbol, left, right)
    if values.is_calculation(symbol):
        return values.calculate(symbol, left, right)
    found = _BINARY.get(symbol)
    if found is None:
        raise NotKnown(f"the operator {symbol}")
    return found(left, right)


_BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "and": values.both,
    "or": values.either,
    "startswith": values.starts_with,
}


def _column(expression: Node, place: Place) -> Any:
    return place.row[name_of(expression)]


def _member(expression: Node, place: Place) -> Any:
    inner = expression.node("Expression")
    if inner.type != "dynamic":
        raise NotKnown(f"a member of a {inner.type}")
    return values.member(evaluate(inner, place), name_of(expression.node("Selector")))


def _call(expression: Node, place: Place) -> Any:
    name = name_of(expression.node("Name"))
    arguments = arguments_of(expression)
    if name == "now" and not arguments:
        return place.now
    if name == "prev" and len(arguments) == 1:
        if not place.index:
            return None
        return evaluate(arguments[0], Place(place.rows, place.index - 1, place.now))
    function = values.FUNCTIONS.get(name)
    if function is None:
        raise NotKnown(f"the function {name}")
    return function(*(evaluate(argument, place) for argument in arguments))


def arguments_of(call: Node) -> tuple[Node, ...]:
    return call.node("ArgumentList").node("Expressions").items


def _literal(expression: Node) -> Any:
    token = expression.parts["Token"]
    assert isinstance(token, Token)
    return _LITERALS[expression.kind](token)


def _text_of(token: Token) -> str:
    if not isinstance(token.value, str):
        raise NotKnown(f"the literal {token.text}")
    return token.value


_LITERALS: Mapping[str, Callable[[Token], Any]] = {
    "BooleanLiteralExpression": lambda token: {"true": True, "false": False}[token.text],
    "LongLiteralExpression": lambda token: int(token.text),
    "IntLiteralExpression": lambda token: int(token.text),
    "RealLiteralExpression": lambda token: float(token.text),
    "StringLiteralExpression": _text_of,
    "TimespanLiteralExpression": lambda token: values.timespan(token.text),
}

_EVALUATED: Mapping[str, Callable[[Node, Place], Any]] = {
    "NameReference": _column,
    "PathExpression": _member,
    "FunctionCallExpression": _call,
    "ParenthesizedExpression": lambda node, place: evaluate(node.node("Expression"), place),
    **dict.fromkeys(_LITERALS, lambda node, _place: _literal(node)),
}
