"""Bicep files, read with a real parser, and the faults that can be found in them alone.

The compiler is not to be had everywhere; its most useful answers are: this symbol is not defined,
this parameter is not used, this module has no such parameter, this resource no such property.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import tree_sitter_bicep
from tree_sitter import Language, Node, Parser

_PARSER: Final = Parser(Language(tree_sitter_bicep.language()))

# The functions and decorators that infra/ uses. A new one is added here once it has been looked up.
_FUNCTIONS: Final = frozenset(
    {
        "concat",
        "empty",
        "guid",
        "loadJsonContent",
        "loadTextContent",
        "max",
        "replace",
        "string",
        "subscription",
        "subscriptionResourceId",
        "tenant",
        "toLower",
        "union",
        "uniqueString",
    }
)
_DECORATORS: Final = frozenset(
    {"allowed", "description", "maxLength", "maxValue", "minLength", "minValue", "secure"}
)
_FILE_FUNCTIONS: Final = frozenset({"loadJsonContent", "loadTextContent"})


class Unknown:
    """The value of an expression that only a deployment can know."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True)
class Parameter:
    name: str
    type: str
    default: Node | None
    decorators: Mapping[str, Sequence[Node]]

    @property
    def secure(self) -> bool:
        return "secure" in self.decorators


@dataclass(frozen=True)
class Resource:
    symbol: str
    type: str
    """With its version, as in ``Microsoft.Web/sites@2024-04-01``."""
    existing: bool
    body: Node
    """The object, out of its ``if`` or ``for``."""


@dataclass(frozen=True)
class Module:
    symbol: str
    path: Path
    body: Node


@dataclass(frozen=True)
class Template:
    """One ``.bicep`` file."""

    path: Path
    root: Node = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> Template:
        return cls(path, _PARSER.parse(path.read_bytes()).root_node)

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        found = {}
        decorators: dict[str, Sequence[Node]] = {}
        for node in self.root.named_children:
            if node.type == "decorators":
                decorators = {_callee(d): _arguments(d) for d in map(_call, node.named_children)}
                continue
            if node.type == "parameter_declaration":
                name, kind, *default = node.named_children
                found[text(name)] = Parameter(
                    text(name), text(kind), default[0] if default else None, decorators
                )
            decorators = {}
        return found

    @cached_property
    def variables(self) -> dict[str, Node]:
        return {text(d.named_children[0]): d.named_children[1] for d in self._all("variable")}

    @cached_property
    def resources(self) -> dict[str, Resource]:
        found = {}
        for node in self._all("resource"):
            symbol, kind, body = (child for child in node.named_children)
            existing = any(child.type == "existing" for child in node.children)
            found[text(symbol)] = Resource(
                text(symbol), str(literal(kind)), existing, _unwrapped(body)
            )
        return found

    @cached_property
    def modules(self) -> dict[str, Module]:
        found = {}
        for node in self._all("module"):
            symbol, path, body = node.named_children
            found[text(symbol)] = Module(
                text(symbol), self.path.parent / str(literal(path)), _unwrapped(body)
            )
        return found

    @cached_property
    def outputs(self) -> dict[str, Node]:
        return {text(d.named_children[0]): d.named_children[2] for d in self._all("output")}

    def value(self, node: Node) -> Node:
        """What *node* stands for: a variable's value where it is the name of one."""
        while node.type == "identifier" and text(node) in self.variables:
            node = self.variables[text(node)]
        return node

    def syntax_faults(self) -> list[str]:
        return [
            f"{self._at(node)}: syntax error at {text(node)[:40]!r}"
            for node in walk(self.root)
            if node.type == "ERROR" or node.is_missing
        ]

    def faults(self) -> list[str]:
        """Everything wrong with this file, as lines to print."""
        syntax = self.syntax_faults()
        if syntax:
            return syntax
        return [
            *self._undefined(),
            *self._unused(),
            *self._undescribed(),
            *self._missing_files(),
            *self._module_faults(),
        ]

    def _undefined(self) -> Iterator[str]:
        known = {
            *self.parameters,
            *self.variables,
            *self.resources,
            *self.modules,
        }
        for node, scope in _references(self.root, frozenset()):
            if text(node) not in known | scope:
                yield f"{self._at(node)}: {text(node)} is not defined"
        for node in walk(self.root):
            if node.type == "call_expression":
                decorator = node.parent is not None and node.parent.type == "decorator"
                if _callee(node) not in (_DECORATORS if decorator else _FUNCTIONS):
                    yield f"{self._at(node)}: {_callee(node)}() is not a function known here"

    def _unused(self) -> Iterator[str]:
        used = {text(node) for node, _ in _references(self.root, frozenset())}
        for name in (*self.parameters, *self.variables):
            if name not in used:
                yield f"{self.path.name}: {name} is never used"
        for resource in self.resources.values():
            if resource.existing and resource.symbol not in used:
                yield f"{self.path.name}: {resource.symbol} is never used"

    def _undescribed(self) -> Iterator[str]:
        for parameter in self.parameters.values():
            if "description" not in parameter.decorators:
                yield f"{self.path.name}: parameter {parameter.name} has no description"

    def _missing_files(self) -> Iterator[str]:
        for node in walk(self.root):
            if node.type == "call_expression" and _callee(node) in _FILE_FUNCTIONS:
                name = str(literal(_arguments(node)[0]))
                if not (self.path.parent / name).is_file():
                    yield f"{self._at(node)}: there is no file {name}"
        for module in self.modules.values():
            if not module.path.is_file():
                yield f"{self.path.name}: there is no module {module.path.name}"

    def _module_faults(self) -> Iterator[str]:
        templates = {
            m.symbol: Template.read(m.path) for m in self.modules.values() if m.path.is_file()
        }
        for symbol, template in templates.items():
            given = set(properties(properties(self.modules[symbol].body)["params"]))
            needed = {p.name for p in template.parameters.values() if p.default is None}
            for name in sorted(given - set(template.parameters)):
                yield f"{self.path.name}: module {symbol} has no parameter {name}"
            for name in sorted(needed - given):
                yield f"{self.path.name}: module {symbol} needs the parameter {name}"
        for node in walk(self.root):
            used = re.fullmatch(r"(\w+)!?\.outputs\.(\w+)", text(node))
            if used and used[1] in templates and used[2] not in templates[used[1]].outputs:
                yield f"{self._at(node)}: module {used[1]} has no output {used[2]}"

    def _all(self, kind: str) -> Iterator[Node]:
        return (n for n in self.root.named_children if n.type == f"{kind}_declaration")

    def _at(self, node: Node) -> str:
        return f"{self.path.name}:{node.start_point[0] + 1}"


def text(node: Node) -> str:
    return (node.text or b"").decode()


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from walk(child)


def properties(node: Node) -> dict[str, Node]:
    """The properties of an object, by name; ``*`` for a name that is an expression."""
    found = {}
    for item in node.named_children:
        if item.type == "object_property":
            key, value = item.named_children
            name = text(key) if key.type == "identifier" else literal(key)
            found["*" if name is UNKNOWN else str(name)] = value
    return found


def literal(node: Node) -> object:
    """The value of a literal string, number, boolean, null, array or object, else UNKNOWN."""
    match node.type:
        case "string":
            if any(part.type == "interpolation" for part in node.named_children):
                return UNKNOWN
            return text(node)[1:-1].replace("\\'", "'")
        case "number":
            return int(text(node))
        case "unary_expression" if text(node).lstrip("-").isdigit():
            return int(text(node))
        case "boolean":
            return text(node) == "true"
        case "null":
            return None
        case "array":
            return [literal(item) for item in node.named_children]
        case "object":
            return {name: literal(value) for name, value in properties(node).items()}
        case _:
            return UNKNOWN


def branches(node: Node) -> list[Node]:
    """What an expression can be: itself, both ways of a condition, the parts of a union."""
    match node.type:
        case "ternary_expression":
            return [b for part in node.named_children[1:] for b in branches(part)]
        case "parenthesized_expression":
            return branches(node.named_children[0])
        case "call_expression" if _callee(node) in ("union", "concat"):
            return [b for part in _arguments(node) for b in branches(part)]
        case "for_statement" | "if_statement":
            return [_unwrapped(node)]
        case _:
            return [node]


def _unwrapped(node: Node) -> Node:
    """The object in a ``[for … : { }]`` or an ``if (…) { }``."""
    return node.named_children[-1] if node.type in ("for_statement", "if_statement") else node


def _call(decorator: Node) -> Node:
    return decorator.named_children[0]


def _callee(call: Node) -> str:
    function = call.child_by_field_name("function")
    return text(function) if function is not None else ""


def _arguments(call: Node) -> list[Node]:
    arguments = call.child_by_field_name("arguments")
    return arguments.named_children if arguments is not None else []


def _references(node: Node, scope: frozenset[str]) -> Iterator[tuple[Node, frozenset[str]]]:
    """Every name that is used, with the loop variables that are known where it is used."""
    children = list(node.named_children)
    match node.type:
        case "identifier":
            yield node, scope
            return
        case "decorator":
            children = _arguments(_call(node))
        case "call_expression":
            children = _arguments(node)
        case "object_property":
            children = children[1:]
        case "output_declaration":
            children = children[2:]
        case "for_statement":
            scope = scope | {text(children[0])}
            children = children[1:]
        case kind if kind.endswith("_declaration"):
            children = children[1:]
    for child in children:
        yield from _references(child, scope)
