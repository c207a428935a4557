"""The properties of Azure's resource types, as far as ``infra/`` uses them.

``resource_types.json`` has, for each type and version, the objects in it by path (``properties``,
``properties.logs[]``) and their properties with a type each: ``string``, ``int``, ``bool``,
``object``, ``array``, ``any``, or the list of strings that are allowed. ``"*"`` in place of the
properties stands for any names. The names are those of the models in Azure's management libraries
for Python (azure-mgmt-web and its sisters), not of anybody's memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tree_sitter import Node

from tools.infra.bicep import UNKNOWN, Resource, Template, branches, literal, properties, text

Properties = Mapping[str, str | list[str]]
Types = Mapping[str, Mapping[str, Properties | str]]

_ANY_NAMES: Final = "*"
_SYNTAX: Final = frozenset({"parent", "scope", "dependsOn"})
"""What Bicep itself gives a meaning, in any resource."""

_PYTHON_TYPES: Final[Mapping[str, type]] = {
    "string": str,
    "int": int,
    "bool": bool,
    "object": dict,
    "array": list,
}


def known() -> Types:
    path = Path(__file__).with_name("resource_types.json")
    types: Types = json.loads(path.read_text())
    return types


def faults(template: Template, types: Types) -> Iterator[str]:
    """Every property that its type does not have, or not with that kind of value."""
    for resource in template.resources.values():
        where = f"{template.path.name}: {resource.symbol}"
        objects = types.get(resource.type)
        if objects is None:
            yield f"{where}: {resource.type} is not among the known types and versions"
            continue
        for path, node in used_objects(template, resource):
            names = objects.get(path)
            if names is None:
                yield f"{where}: nothing is known of {path} in {resource.type}"
            elif not isinstance(names, str):
                yield from (f"{where}: {fault}" for fault in _object_faults(path, node, names))


def used_objects(template: Template, resource: Resource) -> Iterator[tuple[str, Node]]:
    """Every object literal of the resource, with its path."""
    yield from _objects(template, "", resource.body)


def _objects(template: Template, path: str, node: Node) -> Iterator[tuple[str, Node]]:
    for value in _alternatives(template, node):
        if value.type == "object":
            yield path, value
            for name, child in properties(value).items():
                if path or name not in _SYNTAX:
                    yield from _objects(template, f"{path}.{name}".lstrip("."), child)
        elif value.type == "array":
            for item in value.named_children:
                yield from _objects(template, f"{path}[]", _element(item))


def _alternatives(template: Template, node: Node) -> Iterator[Node]:
    """What *node* can be, once variables and conditions are seen through."""
    node = template.value(node)
    parts = branches(node)
    if parts == [node]:
        yield node
    else:
        for part in parts:
            yield from _alternatives(template, part)


def _element(item: Node) -> Node:
    return branches(item)[0] if item.type == "for_statement" else item


def _object_faults(path: str, node: Node, names: Properties) -> Iterator[str]:
    for name, value in properties(node).items():
        shown = f"{path}.{name}".lstrip(".")
        if not path and name in _SYNTAX:
            continue
        if name not in names:
            yield f"there is no property {shown}"
            continue
        expected, given = names[name], literal(value)
        if given is UNKNOWN or given is None or expected == "any":
            continue
        if isinstance(expected, list):
            if given not in expected:
                yield f"{shown} is {text(value)}, not one of {', '.join(expected)}"
        elif type(given) is not _PYTHON_TYPES[expected]:
            yield f"{shown} is {text(value)}, not of type {expected}"


__all__ = ["Types", "faults", "known", "used_objects"]
