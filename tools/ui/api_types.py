"""The models of the OpenAPI document as TypeScript, for the types of the page's JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shared.api.openapi import document

Schema = Mapping[str, Any]

_HEADING = "// The API's models, made from its OpenAPI document by `python -m tools.ui build`."
_IMPORT = re.compile(r'@import \{([^}]*)\} from "[./]*/models\.d\.ts"')
_IMPORTED_TYPE = re.compile(r'import\("[./]*/models\.d\.ts"\)\.(\w+)')
_PLAIN = {
    "boolean": "boolean",
    "integer": "number",
    "null": "null",
    "number": "number",
    "string": "string",
}


def typescript(sources: Iterable[str]) -> str:
    """Return a type for each model that the JavaScript *sources* import, and for its parts."""
    schemas: Mapping[str, Schema] = document()["components"]["schemas"]
    imported = [name for source in sources for name in _imported(source)]
    wanted = sorted(_reachable(imported, schemas))
    return "\n".join([_HEADING, "", *(_declared(name, schemas[name]) for name in wanted)]) + "\n"


def _imported(source: str) -> Iterator[str]:
    for names in _IMPORT.findall(source):
        yield from (name.strip() for name in names.split(","))
    yield from _IMPORTED_TYPE.findall(source)


def _reachable(names: Iterable[str], schemas: Mapping[str, Schema]) -> set[str]:
    """Return *names* and the models that they consist of; a name of no model is left out."""
    found: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in schemas and name not in found:
            found.add(name)
            todo += _references(schemas[name])
    return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield _name(value)
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _declared(name: str, schema: Schema) -> str:
    return f"export type {name} = {_type(schema)};"


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return _name(schema)
    several = _alternatives(schema)
    if several:
        return " | ".join(dict.fromkeys(several))
    kind = schema.get("type")
    if kind == "array":
        return f"Array<{_type(schema.get('items', {}))}>"
    if kind == "object":
        return _object(schema)
    return _PLAIN.get(str(kind), "unknown")


def _alternatives(schema: Schema) -> list[str]:
    """The types of which a value has one, where the schema names them."""
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    kinds = schema.get("type")
    return [
        *(json.dumps(value) for value in values),
        *(_type(one) for one in [*schema.get("anyOf", []), *schema.get("oneOf", [])]),
        *(_type({**schema, "type": kind}) for kind in (kinds if isinstance(kinds, list) else [])),
    ]


def _object(schema: Schema) -> str:
    properties: Mapping[str, Schema] = schema.get("properties", {})
    if not properties:
        more = schema.get("additionalProperties")
        return f"Record<string, {_type(more) if isinstance(more, dict) else 'unknown'}>"
    required = schema.get("required", [])
    members = (
        f"  {json.dumps(name)}{'' if name in required else '?'}: {_type(member)};"
        for name, member in properties.items()
    )
    return "\n".join(["{", *members, "}"])
